import * as z from "zod";
import { SCOPES } from "#lib/server/actor.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { createShare as create } from "#lib/server/shares/shares.ts";
import { id, shareMeta } from "./fields.ts";

/** Guesses at the password of a link are counted, so it need not be as good as that of an account. */
const LEAST_PASSWORD = 8;

/** `POST /designs/{designId}/shares` */
export const createShare = defineOperation({
  id: "shares.create",
  method: "POST",
  path: "/designs/{designId}/shares",
  summary: "Makes a share link. The secret is told in this answer only; put it into the fragment of an address.",
  policy: "design:manage",
  repeat: "once",
  input: z.object({
    designId: id,
    scope: z.enum(SCOPES).default("view"),
    expiresAt: z.iso.datetime().nullable().default(null).meta({ description: "When the link ends by itself." }),
    password: z
      .string()
      .min(LEAST_PASSWORD, `${LEAST_PASSWORD} characters or more`)
      .max(200)
      .nullable()
      .default(null)
      .meta({ description: "Has to be typed beside having the link." }),
  }),
  output: shareMeta.extend({ secret: z.string() }),
  create: (actor, { expiresAt, ...share }, transaction) => create(actor, transaction, { ...share, expiresAt: expiresAt === null ? null : new Date(expiresAt) }),
});
