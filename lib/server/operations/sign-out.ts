import * as z from "zod";
import { memberOnly } from "#lib/server/accounts/member.ts";
import { signOut as leave } from "#lib/server/accounts/sign-in.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { done } from "./fields.ts";

/** `POST /sign-out` */
export const signOut = defineOperation({
  id: "account.signOut",
  method: "POST",
  path: "/sign-out",
  summary: "Ends the session that asks.",
  policy: "account",
  needsAccounts: true,
  input: z.object({}),
  output: done,
  handle: async (actor, _input, { context, giveCookie }) => {
    await leave(context, memberOnly(actor));
    giveCookie({ kind: "session", secret: null });
    return {};
  },
});
