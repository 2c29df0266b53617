import * as z from "zod";
import { defineOperation } from "#lib/server/operation.ts";
import { exchangeSecret } from "#lib/server/shares/shares.ts";
import { id } from "./fields.ts";

/** `POST /shares/exchange` */
export const exchangeShare = defineOperation({
  id: "shares.exchange",
  method: "POST",
  path: "/shares/exchange",
  summary: "Trades the secret of a share link for a cookie that opens its one design.",
  policy: "public",
  guarded: true,
  input: z.object({ secret: z.string().max(200) }),
  output: z.object({ designId: id, shareId: id, scope: z.enum(["view"]) }),
  handle: async (actor, { secret }, { context, giveCookie }) => {
    const grant = await exchangeSecret(actor, context, secret);
    giveCookie({ kind: "share", linkId: grant.linkId, secret });
    return { ...grant, shareId: grant.linkId };
  },
});
