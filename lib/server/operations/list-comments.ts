import * as z from "zod";
import { listThreads } from "#lib/server/comments/comments.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { id, thread } from "./fields.ts";

/** `GET /designs/{designId}/comments` */
export const listComments = defineOperation({
  id: "comments.list",
  method: "GET",
  path: "/designs/{designId}/comments",
  summary: "Lists the conversations about a design, the newest first, each with its messages.",
  policy: "design:view",
  input: z.object({
    designId: id,
    cursor: id.optional().meta({ description: "`nextCursor` of the page before." }),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: z.object({ items: z.array(thread), nextCursor: id.nullable() }),
  handle: async (actor, { designId, cursor, limit }, { context }) => {
    // One more than asked for tells whether there is another page.
    const found = await listThreads(actor, context, designId, { after: cursor, limit: limit + 1 });
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  },
});
