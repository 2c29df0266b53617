import * as z from "zod";
import { defineOperation } from "#lib/server/operation.ts";
import { createVersion as create } from "#lib/server/versions/versions.ts";
import { id, title, versionMeta } from "./fields.ts";

/** `POST /designs/{designId}/versions` */
export const createVersion = defineOperation({
  id: "versions.create",
  method: "POST",
  path: "/designs/{designId}/versions",
  summary: "Keeps the present state of a design under a name.",
  policy: "design:manage",
  repeat: "answer",
  input: z.object({ designId: id, title }),
  output: versionMeta,
  create: (actor, { designId, title: given }, transaction) => create(actor, transaction, designId, given),
});
