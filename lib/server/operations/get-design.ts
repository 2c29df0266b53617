import * as z from "zod";
import { RIGHTS } from "#lib/server/actor.ts";
import { readDesignMeta } from "#lib/server/designs/designs.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { rightWith } from "#lib/server/policy.ts";
import { designMeta, id } from "./fields.ts";

/** `GET /designs/{designId}` */
export const getDesign = defineOperation({
  id: "designs.get",
  method: "GET",
  path: "/designs/{designId}",
  summary: "Tells title and age of a design and where its history stands.",
  policy: "design:view",
  input: z.object({ designId: id }),
  output: designMeta.extend({ right: z.enum(RIGHTS).meta({ description: "What the caller may do with it; each may do what the ones before it may." }) }),
  handle: async (actor, { designId }, { context }) => ({ ...(await readDesignMeta(actor, context, designId)), right: rightWith(actor, designId) }),
});
