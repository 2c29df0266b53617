import * as z from "zod";
import { defineOperation } from "#lib/server/operation.ts";
import { readVersion } from "#lib/server/versions/versions.ts";
import { id, versionMeta, versionNumber } from "./fields.ts";

/** `GET /designs/{designId}/versions/{version}` */
export const getVersion = defineOperation({
  id: "versions.get",
  method: "GET",
  path: "/designs/{designId}/versions/{version}",
  summary: "Returns a version with its design, as in the file format.",
  policy: "design:history",
  input: z.object({ designId: id, version: versionNumber }),
  output: versionMeta.extend({ design: z.record(z.string(), z.unknown()) }),
  handle: async (actor, { designId, version }, { context }) => {
    const { design, ...meta } = await readVersion(actor, context, designId, version);
    return { ...meta, design: { ...design } };
  },
});
