import * as z from "zod";
import { readState } from "#lib/server/designs/designs.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { bytes, id, toBase64 } from "./fields.ts";

/** `GET /designs/{designId}/state` */
export const getState = defineOperation({
  id: "designs.state",
  method: "GET",
  path: "/designs/{designId}/state",
  summary: "Returns the whole content of a design as one Yjs update.",
  policy: "design:view",
  input: z.object({ designId: id }),
  output: z.object({ generation: z.int(), seq: z.int(), state: bytes.max(Number.MAX_SAFE_INTEGER) }),
  handle: async (actor, { designId }, { context }) => {
    const { generation, seq, state } = await readState(actor, context, designId);
    return { generation, seq, state: toBase64(state) };
  },
});
