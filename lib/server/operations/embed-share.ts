import * as z from "zod";
import { defineOperation } from "#lib/server/operation.ts";
import { enterByLink } from "#lib/server/shares/visits.ts";
import { id } from "./fields.ts";

/** `POST /shares/embed` */
export const embedShare = defineOperation({
  id: "shares.embed",
  method: "POST",
  path: "/shares/embed",
  summary:
    "Trades the secret of a link to look at a design, and its password where it has one, for a bearer secret of some hours: for a frame in another page, where no cookie reaches.",
  policy: "public",
  guarded: true,
  input: z.object({ secret: z.string().max(200), password: z.string().max(200).optional() }),
  output: z.object({ designId: id, shareId: id, bearer: z.string().meta({ description: "Sent as `Authorization: Bearer …`; looks at the one design and does nothing else." }) }),
  handle: async (_actor, input, { context, caller }) => {
    const { grant, secret } = await enterByLink(context.database, { ...input, isEmbedded: true }, [], caller.address);
    return { designId: grant.designId, shareId: grant.linkId, bearer: secret };
  },
});
