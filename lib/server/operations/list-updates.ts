import * as z from "zod";
import { readHead, readLog } from "#lib/server/designs/log.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { id, toBase64 } from "./fields.ts";

/** `GET /designs/{designId}/updates` */
export const listUpdates = defineOperation({
  id: "designs.updates",
  method: "GET",
  path: "/designs/{designId}/updates",
  summary: "Returns what was stored after a number; the first entry may be everything so far in one (`snapshot`). Applying an entry twice does no harm.",
  policy: "design:view",
  input: z.object({ designId: id, since: z.coerce.number().int().min(0).default(0) }),
  output: z.object({
    generation: z.int(),
    headSeq: z.int(),
    entries: z.array(z.object({ kind: z.enum(["snapshot", "update"]), seq: z.int(), bytes: z.string() })),
  }),
  handle: async (_actor, { designId, since }, { context }) => {
    const { generation, seq } = await readHead(context.database, designId);
    const log = await readLog(context.database, designId, generation, since);
    return { generation, headSeq: log.at(-1)?.seq ?? seq, entries: log.map((entry) => ({ ...entry, bytes: toBase64(entry.bytes) })) };
  },
});
