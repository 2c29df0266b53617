import * as z from "zod";
import { beginExternal as begin } from "#lib/server/accounts/external.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { secret } from "./fields.ts";

/** `POST /external/begin` */
export const beginExternal = defineOperation({
  id: "external.begin",
  method: "POST",
  path: "/external/begin",
  summary: "Begins a sign-in at the identity provider: answers the address to go to. Signed in, it links the identity to the account.",
  policy: "public",
  needsAccounts: true,
  guarded: true,
  input: z.object({ invitation: secret.optional() }),
  output: z.object({ url: z.string() }),
  handle: async (actor, { invitation }, { context, giveCookie }) => {
    const { url, secret: begun } = await begin(actor, context, invitation);
    giveCookie({ kind: "external", secret: begun });
    return { url };
  },
});
