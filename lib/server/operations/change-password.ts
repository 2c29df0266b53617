import * as z from "zod";
import { memberOnly } from "#lib/server/accounts/member.ts";
import { changePassword as change } from "#lib/server/accounts/passwords.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { done, password } from "./fields.ts";

/** `POST /me/password` */
export const changePassword = defineOperation({
  id: "account.password",
  method: "POST",
  path: "/me/password",
  summary: "Changes the password; every other session ends.",
  policy: "account",
  needsAccounts: true,
  input: z.object({ current: z.string().max(1_024), password }),
  output: done,
  handle: async (actor, input, { context, caller, giveCookie }) => {
    giveCookie({ kind: "session", secret: await change(memberOnly(actor), context, input, caller) });
    return {};
  },
});
