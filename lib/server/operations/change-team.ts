import * as z from "zod";
import { memberOnly } from "#lib/server/accounts/member.ts";
import { changeTeam as change } from "#lib/server/accounts/teams.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { id, teamMeta, title } from "./fields.ts";

/** `PATCH /workspace/teams/{teamId}` */
export const changeTeam = defineOperation({
  id: "teams.change",
  method: "PATCH",
  path: "/workspace/teams/{teamId}",
  summary: "Gives a team another name and other members.",
  policy: "workspace:admin",
  needsAccounts: true,
  input: z.object({ teamId: id, title, memberIds: z.array(id).max(500) }),
  output: teamMeta,
  handle: (actor, { teamId, ...content }, { context }) => change(memberOnly(actor), context.database, teamId, content),
});
