import * as z from "zod";
import { cursorAfter, readCursor } from "#lib/server/designs/cursor.ts";
import { listDesigns as list } from "#lib/server/designs/designs.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { designMeta } from "./fields.ts";

/** `GET /designs` */
export const listDesigns = defineOperation({
  id: "designs.list",
  method: "GET",
  path: "/designs",
  summary: "Lists the designs, the last changed first.",
  policy: "workspace:view",
  input: z.object({
    cursor: z.string().max(200).optional().meta({ description: "`nextCursor` of the page before." }),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: z.object({ items: z.array(designMeta), nextCursor: z.string().nullable() }),
  handle: async (actor, { cursor, limit }, { context }) => {
    // One more than asked for tells whether there is another page.
    const found = await list(actor, context, { after: cursor === undefined ? undefined : readCursor(cursor), limit: limit + 1 });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: found.length > limit && last !== undefined ? cursorAfter(last) : null };
  },
});
