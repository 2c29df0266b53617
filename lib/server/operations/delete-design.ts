import * as z from "zod";
import { deleteDesign as remove } from "#lib/server/designs/designs.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { done, id } from "./fields.ts";

/** `DELETE /designs/{designId}` */
export const deleteDesign = defineOperation({
  id: "designs.delete",
  method: "DELETE",
  path: "/designs/{designId}",
  summary: "Deletes a design; it can be restored for 30 days.",
  policy: "design:manage",
  input: z.object({ designId: id }),
  output: done,
  handle: async (actor, { designId }, { context }) => {
    await remove(actor, context, designId);
    return {};
  },
});
