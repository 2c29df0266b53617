import * as z from "zod";
import { memberOnly } from "#lib/server/accounts/member.ts";
import { createTeam as create } from "#lib/server/accounts/teams.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { id, teamMeta, title } from "./fields.ts";

/** `POST /workspace/teams` */
export const createTeam = defineOperation({
  id: "teams.create",
  method: "POST",
  path: "/workspace/teams",
  summary: "Makes a team.",
  policy: "workspace:admin",
  needsAccounts: true,
  repeat: "answer",
  input: z.object({ title, memberIds: z.array(id).max(500).default([]) }),
  output: teamMeta,
  create: (actor, input, transaction) => create(memberOnly(actor), transaction, input),
});
