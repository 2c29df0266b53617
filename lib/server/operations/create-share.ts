import * as z from "zod";
import { defineOperation } from "#lib/server/operation.ts";
import { createShare as create } from "#lib/server/shares/shares.ts";
import { id, shareMeta } from "./fields.ts";

/** `POST /designs/{designId}/shares` */
export const createShare = defineOperation({
  id: "shares.create",
  method: "POST",
  path: "/designs/{designId}/shares",
  summary: "Makes a share link. The secret is told in this answer only; put it into the fragment of an address.",
  policy: "design:edit",
  repeat: "once",
  input: z.object({
    designId: id,
    scope: z.enum(["view"]).default("view"),
    expiresAt: z.iso.datetime().nullable().default(null).meta({ description: "When the link ends by itself." }),
  }),
  output: shareMeta.extend({ secret: z.string() }),
  create: (actor, { designId, scope, expiresAt }, transaction) => create(actor, transaction, { designId, scope, expiresAt: expiresAt === null ? null : new Date(expiresAt) }),
});
