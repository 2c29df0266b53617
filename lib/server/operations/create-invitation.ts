import * as z from "zod";
import { createInvitation as create } from "#lib/server/accounts/invitations.ts";
import { memberOnly } from "#lib/server/accounts/member.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { email, invitationMeta, roles } from "./fields.ts";

/** `POST /workspace/invitations` */
export const createInvitation = defineOperation({
  id: "invitations.create",
  method: "POST",
  path: "/workspace/invitations",
  summary: "Makes an invitation. The secret is told in this answer only; put it into the fragment of an address.",
  policy: "workspace:admin",
  needsAccounts: true,
  repeat: "once",
  input: z.object({
    roles: roles.min(1, "Choose at least one role."),
    isAdmin: z.boolean().default(false),
    email: email.nullable().default(null),
    expiresInDays: z.int().min(1).max(30).default(7),
  }),
  output: invitationMeta.extend({ secret: z.string() }),
  create: (actor, input, transaction) => create(memberOnly(actor), transaction, input),
});
