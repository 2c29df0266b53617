import * as z from "zod";
import { memberOnly } from "#lib/server/accounts/member.ts";
import { deleteTeam as remove } from "#lib/server/accounts/teams.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { done, id } from "./fields.ts";

/** `DELETE /workspace/teams/{teamId}` */
export const deleteTeam = defineOperation({
  id: "teams.delete",
  method: "DELETE",
  path: "/workspace/teams/{teamId}",
  summary: "Dissolves a team; its people stay members of the workspace.",
  policy: "workspace:admin",
  needsAccounts: true,
  input: z.object({ teamId: id }),
  output: done,
  handle: async (actor, { teamId }, { context }) => {
    await remove(memberOnly(actor), context.database, teamId);
    return {};
  },
});
