import * as z from "zod";
import { duplicateDesign as duplicate } from "#lib/server/designs/designs.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { designMeta, id } from "./fields.ts";

/** `POST /designs/{designId}/duplicate` */
export const duplicateDesign = defineOperation({
  id: "designs.duplicate",
  method: "POST",
  path: "/designs/{designId}/duplicate",
  summary: "Copies a design.",
  policy: "workspace:edit",
  repeat: "answer",
  input: z.object({ designId: id }),
  output: designMeta,
  create: (actor, { designId }, transaction) => duplicate(actor, transaction, designId),
});
