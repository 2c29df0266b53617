import * as z from "zod";
import { defineOperation } from "#lib/server/operation.ts";
import { changeRules as change } from "#lib/server/workspaces/rules.ts";
import { ruleSettings } from "./fields.ts";

/** `PATCH /workspace/rules` */
export const changeRules = defineOperation({
  id: "workspace.changeRules",
  method: "PATCH",
  path: "/workspace/rules",
  summary: "Sets the rules for all designs of the workspace anew; open studios follow at once.",
  policy: "workspace:rules",
  bodyLimit: 512 * 1024,
  input: z.object({ version: z.int().meta({ description: "The version that the change was made from; another one is answered with `conflict`." }), rules: ruleSettings }),
  output: z.object({ version: z.int(), rules: ruleSettings }),
  handle: (actor, input, { context }) => change(actor, context.database, input),
});
