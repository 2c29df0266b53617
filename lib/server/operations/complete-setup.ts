import * as z from "zod";
import { completeSetup as complete } from "#lib/server/accounts/setup.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { done, email, password, personName, secret, title } from "./fields.ts";

/** `POST /setup` */
export const completeSetup = defineOperation({
  id: "setup.complete",
  method: "POST",
  path: "/setup",
  summary: "Makes the first administrator of a fresh installation, with the token that its first start printed, and signs them in.",
  policy: "public",
  needsAccounts: true,
  guarded: true,
  input: z.object({ token: secret, workspace: title.default("Workspace"), name: personName, email, password }),
  output: done,
  handle: async (_actor, { token, ...person }, { context, caller, giveCookie }) => {
    giveCookie({ kind: "session", secret: await complete(context.database, token, person, caller.client) });
    return {};
  },
});
