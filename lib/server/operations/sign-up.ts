import * as z from "zod";
import { signUp as join } from "#lib/server/accounts/sign-up.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { done, email, password, personName, secret } from "./fields.ts";

/** `POST /sign-up` */
export const signUp = defineOperation({
  id: "account.signUp",
  method: "POST",
  path: "/sign-up",
  summary: "Makes an account by an invitation, or without one where that is allowed, and signs in.",
  policy: "public",
  needsAccounts: true,
  guarded: true,
  input: z.object({ invitation: secret.optional(), name: personName, email, password }),
  output: done,
  handle: async (_actor, input, { context, caller, giveCookie }) => {
    giveCookie({ kind: "session", secret: await join(context, input, caller) });
    return {};
  },
});
