import * as z from "zod";
import { memberOnly } from "#lib/server/accounts/member.ts";
import { listTeams as list } from "#lib/server/accounts/teams.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { teamMeta } from "./fields.ts";

/** `GET /workspace/teams` */
export const listTeams = defineOperation({
  id: "teams.list",
  method: "GET",
  path: "/workspace/teams",
  summary: "Lists the teams of the workspace.",
  policy: "workspace:view",
  needsAccounts: true,
  input: z.object({}),
  output: z.object({ items: z.array(teamMeta) }),
  handle: async (actor, _input, { context }) => ({ items: await list(context.database, memberOnly(actor).workspaceId) }),
});
