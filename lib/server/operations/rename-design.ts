import * as z from "zod";
import { appendTitle } from "#lib/server/designs/append.ts";
import { readDesignMeta } from "#lib/server/designs/designs.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { designMeta, id, title } from "./fields.ts";

/** `PATCH /designs/{designId}` */
export const renameDesign = defineOperation({
  id: "designs.rename",
  method: "PATCH",
  path: "/designs/{designId}",
  summary: "Gives a design another title.",
  policy: "design:requirements",
  input: z.object({ designId: id, title }),
  output: designMeta,
  handle: async (actor, { designId, title: given }, { context }) => {
    await appendTitle(actor, designId, given, context);
    return readDesignMeta(actor, context, designId);
  },
});
