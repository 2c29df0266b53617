import * as z from "zod";
import { defineOperation } from "#lib/server/operation.ts";
import { restoreVersion as restore } from "#lib/server/versions/versions.ts";
import { id, versionMeta, versionNumber } from "./fields.ts";

/** `POST /designs/{designId}/versions/{version}/restore` */
export const restoreVersion = defineOperation({
  id: "versions.restore",
  method: "POST",
  path: "/designs/{designId}/versions/{version}/restore",
  summary: "Puts a version in place of the present state, which is kept as a version first. Whoever has the design open starts over from it.",
  policy: "design:manage",
  repeat: "answer",
  input: z.object({ designId: id, version: versionNumber }),
  output: versionMeta.extend({ before: z.int().meta({ description: "Number of the version that holds what was there just before." }) }),
  create: (actor, { designId, version }, transaction) => restore(actor, transaction, designId, version),
});
