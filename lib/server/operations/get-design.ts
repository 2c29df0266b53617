import * as z from "zod";
import { readDesignMeta } from "#lib/server/designs/designs.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { designMeta, id } from "./fields.ts";

/** `GET /designs/{designId}` */
export const getDesign = defineOperation({
  id: "designs.get",
  method: "GET",
  path: "/designs/{designId}",
  summary: "Tells title and age of a design and where its history stands.",
  policy: "design:view",
  input: z.object({ designId: id }),
  output: designMeta,
  handle: (actor, { designId }, { context }) => readDesignMeta(actor, context, designId),
});
