import * as z from "zod";
import { defineOperation } from "#lib/server/operation.ts";
import { revokeShare as revoke } from "#lib/server/shares/shares.ts";
import { done, id } from "./fields.ts";

/** `DELETE /designs/{designId}/shares/{shareId}` */
export const revokeShare = defineOperation({
  id: "shares.revoke",
  method: "DELETE",
  path: "/designs/{designId}/shares/{shareId}",
  summary: "Ends a share link at once.",
  policy: "design:manage",
  input: z.object({ designId: id, shareId: id }),
  output: done,
  handle: async (actor, { designId, shareId }, { context }) => {
    await revoke(actor, context, designId, shareId);
    return {};
  },
});
