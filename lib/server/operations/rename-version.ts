import * as z from "zod";
import { defineOperation } from "#lib/server/operation.ts";
import { renameVersion as rename } from "#lib/server/versions/versions.ts";
import { id, title, versionMeta, versionNumber } from "./fields.ts";

/** `PATCH /designs/{designId}/versions/{version}` */
export const renameVersion = defineOperation({
  id: "versions.rename",
  method: "PATCH",
  path: "/designs/{designId}/versions/{version}",
  summary: "Gives a version a name; an automatic one is then kept for good.",
  policy: "design:manage",
  input: z.object({ designId: id, version: versionNumber, title }),
  output: versionMeta,
  handle: (actor, { designId, version, title: given }, { context }) => rename(actor, context, designId, version, given),
});
