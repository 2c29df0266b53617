import * as z from "zod";
import { SCOPES } from "#lib/server/actor.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { enterByLink } from "#lib/server/shares/visits.ts";
import { id } from "./fields.ts";

/** `POST /shares/exchange` */
export const exchangeShare = defineOperation({
  id: "shares.exchange",
  method: "POST",
  path: "/shares/exchange",
  summary: "Trades the secret of a share link, and its password where it has one, for a cookie that opens its one design.",
  policy: "public",
  guarded: true,
  input: z.object({
    secret: z.string().max(200),
    password: z.string().max(200).optional().meta({ description: "What the link asks for; `unauthenticated` with the field `password` says that it does." }),
  }),
  output: z.object({ designId: id, shareId: id, scope: z.enum(SCOPES) }),
  handle: async (_actor, input, { context, caller, giveCookie }) => {
    const { grant, secret } = await enterByLink(context.database, input, caller.visitSecrets ?? [], caller.address);
    giveCookie({ kind: "share", linkId: grant.linkId, secret });
    return { designId: grant.designId, shareId: grant.linkId, scope: grant.scope };
  },
});
