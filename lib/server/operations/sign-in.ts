import * as z from "zod";
import { signIn as enter } from "#lib/server/accounts/sign-in.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { done, email, password } from "./fields.ts";

/** `POST /sign-in` */
export const signIn = defineOperation({
  id: "account.signIn",
  method: "POST",
  path: "/sign-in",
  summary: "Signs in with e-mail and password; the answer carries a cookie.",
  policy: "public",
  needsAccounts: true,
  input: z.object({ email, password }),
  output: done,
  handle: async (_actor, input, { context, caller, giveCookie }) => {
    giveCookie({ kind: "session", secret: await enter(context, input, caller) });
    return {};
  },
});
