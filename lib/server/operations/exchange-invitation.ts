import * as z from "zod";
import { readInvitation } from "#lib/server/accounts/invitations.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { roles, secret } from "./fields.ts";

/** `POST /invitations/exchange` */
export const exchangeInvitation = defineOperation({
  id: "invitations.exchange",
  method: "POST",
  path: "/invitations/exchange",
  summary: "Tells what an invitation is to, so that one can decide.",
  policy: "public",
  needsAccounts: true,
  guarded: true,
  input: z.object({ secret }),
  output: z.object({ workspaceTitle: z.string(), roles, isAdmin: z.boolean(), email: z.string().nullable() }),
  handle: (_actor, input, { context }) => readInvitation(context.database, input.secret),
});
