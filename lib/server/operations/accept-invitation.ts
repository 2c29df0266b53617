import * as z from "zod";
import { memberOnly } from "#lib/server/accounts/member.ts";
import { joinWorkspace } from "#lib/server/accounts/sign-up.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { done, secret } from "./fields.ts";

/** `POST /invitations/accept` */
export const acceptInvitation = defineOperation({
  id: "invitations.accept",
  method: "POST",
  path: "/invitations/accept",
  summary: "Takes an invitation with the account one has, and works in that workspace from then on.",
  policy: "account",
  needsAccounts: true,
  guarded: true,
  input: z.object({ secret }),
  output: done,
  handle: async (actor, input, { context, caller, giveCookie }) => {
    giveCookie({ kind: "session", secret: await joinWorkspace(memberOnly(actor), context, input.secret, caller) });
    return {};
  },
});
