import * as z from "zod";
import { finishExternal as finish } from "#lib/server/accounts/external.ts";
import { defineOperation } from "#lib/server/operation.ts";

/** `POST /external/finish` */
export const finishExternal = defineOperation({
  id: "external.finish",
  method: "POST",
  path: "/external/finish",
  summary: "Ends a sign-in at the identity provider, with what it put into the address it sent the browser back to.",
  policy: "public",
  needsAccounts: true,
  guarded: true,
  input: z.object({ query: z.string().max(4_000) }),
  output: z.object({ linked: z.boolean() }),
  handle: async (actor, { query }, { context, caller, giveCookie }) => {
    giveCookie({ kind: "external", secret: null });
    const { secret } = await finish(actor, context, query, caller);
    if (secret !== undefined) giveCookie({ kind: "session", secret });
    return { linked: secret === undefined };
  },
});
