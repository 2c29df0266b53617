import * as z from "zod";
import { readState } from "#lib/server/designs/designs.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { rulesAround } from "#lib/server/workspaces/rules.ts";
import { bytes, id, ruleSettings, toBase64 } from "./fields.ts";

/** `GET /designs/{designId}/state` */
export const getState = defineOperation({
  id: "designs.state",
  method: "GET",
  path: "/designs/{designId}/state",
  summary: "Returns the whole content of a design as one Yjs update, and how its workspace sets the rules.",
  policy: "design:view",
  input: z.object({ designId: id }),
  output: z.object({ generation: z.int(), seq: z.int(), state: bytes.max(Number.MAX_SAFE_INTEGER), rules: ruleSettings }),
  handle: async (actor, { designId }, { context }) => {
    const [{ generation, seq, state }, { rules }] = await Promise.all([readState(actor, context, designId), rulesAround(context.database, designId)]);
    return { generation, seq, state: toBase64(state), rules };
  },
});
