import * as z from "zod";
import { defineOperation } from "#lib/server/operation.ts";
import { deleteVersion as remove } from "#lib/server/versions/versions.ts";
import { done, id, versionNumber } from "./fields.ts";

/** `DELETE /designs/{designId}/versions/{version}` */
export const deleteVersion = defineOperation({
  id: "versions.delete",
  method: "DELETE",
  path: "/designs/{designId}/versions/{version}",
  summary: "Deletes a version that has a name; automatic ones are thinned out by themselves.",
  policy: "design:manage",
  input: z.object({ designId: id, version: versionNumber }),
  output: done,
  handle: async (actor, { designId, version }, { context }) => {
    await remove(actor, context, designId, version);
    return {};
  },
});
