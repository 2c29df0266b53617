import * as z from "zod";
import { memberOnly } from "#lib/server/accounts/member.ts";
import { revokeSession as revoke } from "#lib/server/accounts/sessions.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { done, id } from "./fields.ts";

/** `DELETE /me/sessions/{sessionId}` */
export const revokeSession = defineOperation({
  id: "sessions.revoke",
  method: "DELETE",
  path: "/me/sessions/{sessionId}",
  summary: "Signs one out of a browser at once.",
  policy: "account",
  needsAccounts: true,
  input: z.object({ sessionId: id }),
  output: done,
  handle: async (actor, { sessionId }, { context }) => {
    await revoke(memberOnly(actor), context.database, sessionId);
    return {};
  },
});
