import * as z from "zod";
import { listInvitations as list } from "#lib/server/accounts/invitations.ts";
import { memberOnly } from "#lib/server/accounts/member.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { invitationMeta } from "./fields.ts";

/** `GET /workspace/invitations` */
export const listInvitations = defineOperation({
  id: "invitations.list",
  method: "GET",
  path: "/workspace/invitations",
  summary: "Lists the invitations that can still be accepted.",
  policy: "workspace:admin",
  needsAccounts: true,
  input: z.object({}),
  output: z.object({ items: z.array(invitationMeta) }),
  handle: async (actor, _input, { context }) => ({ items: await list(context.database, memberOnly(actor).workspaceId) }),
});
