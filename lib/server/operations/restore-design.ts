import * as z from "zod";
import { restoreDesign as restore } from "#lib/server/designs/designs.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { designMeta, id } from "./fields.ts";

/** `POST /designs/{designId}/restore` */
export const restoreDesign = defineOperation({
  id: "designs.restore",
  method: "POST",
  path: "/designs/{designId}/restore",
  summary: "Takes the deletion of a design back.",
  policy: "design:manage",
  input: z.object({ designId: id }),
  output: designMeta,
  handle: (actor, { designId }, { context }) => restore(actor, context, designId),
});
