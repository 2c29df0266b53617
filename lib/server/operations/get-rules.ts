import * as z from "zod";
import { workspaceOf } from "#lib/server/database/instance.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { may } from "#lib/server/policy.ts";
import { readRules } from "#lib/server/workspaces/rules.ts";
import { ruleSettings } from "./fields.ts";

/** `GET /workspace/rules` */
export const getRules = defineOperation({
  id: "workspace.rules",
  method: "GET",
  path: "/workspace/rules",
  summary: "Tells how the workspace sets the rules for its designs.",
  policy: "workspace:view",
  input: z.object({}),
  output: z.object({ version: z.int(), rules: ruleSettings, canChange: z.boolean() }),
  handle: async (actor, _input, { context }) => ({ ...(await readRules(context.database, workspaceOf(actor))), canChange: may(actor, "workspace:rules") }),
});
