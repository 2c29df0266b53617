import * as z from "zod";
import { revokeInvitation as revoke } from "#lib/server/accounts/invitations.ts";
import { memberOnly } from "#lib/server/accounts/member.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { done, id } from "./fields.ts";

/** `DELETE /workspace/invitations/{invitationId}` */
export const revokeInvitation = defineOperation({
  id: "invitations.revoke",
  method: "DELETE",
  path: "/workspace/invitations/{invitationId}",
  summary: "Ends an invitation at once.",
  policy: "workspace:admin",
  needsAccounts: true,
  input: z.object({ invitationId: id }),
  output: done,
  handle: async (actor, { invitationId }, { context }) => {
    await revoke(memberOnly(actor), context.database, invitationId);
    return {};
  },
});
