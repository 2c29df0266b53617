import * as z from "zod";
import { defineOperation } from "#lib/server/operation.ts";
import { listShares as list } from "#lib/server/shares/shares.ts";
import { id, shareMeta } from "./fields.ts";

/** `GET /designs/{designId}/shares` */
export const listShares = defineOperation({
  id: "shares.list",
  method: "GET",
  path: "/designs/{designId}/shares",
  summary: "Lists the share links of a design, ended ones too.",
  policy: "design:manage",
  input: z.object({ designId: id }),
  output: z.object({ items: z.array(shareMeta) }),
  handle: async (actor, { designId }, { context }) => ({ items: await list(actor, context, designId) }),
});
