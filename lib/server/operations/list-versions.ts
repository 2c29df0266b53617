import * as z from "zod";
import { defineOperation } from "#lib/server/operation.ts";
import { listVersions as list } from "#lib/server/versions/versions.ts";
import { authors, id, versionMeta, versionNumber } from "./fields.ts";

/** `GET /designs/{designId}/versions` */
export const listVersions = defineOperation({
  id: "versions.list",
  method: "GET",
  path: "/designs/{designId}/versions",
  summary: "Lists the versions of a design, the newest first, and who changed something since.",
  policy: "design:history",
  input: z.object({
    designId: id,
    cursor: versionNumber.optional().meta({ description: "`nextCursor` of the page before." }),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: z.object({
    items: z.array(versionMeta),
    nextCursor: z.int().nullable(),
    unkept: z.object({ seq: z.int(), authors }).nullable().meta({ description: "On the first page: the changes that no version holds yet." }),
  }),
  handle: async (actor, { designId, cursor, limit }, { context }) => {
    // One more than asked for tells whether there is another page.
    const { items: found, unkept } = await list(actor, context, { designId, before: cursor, limit: limit + 1 });
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? (items.at(-1)?.seq ?? null) : null, unkept };
  },
});
