import * as z from "zod";
import { memberOnly } from "#lib/server/accounts/member.ts";
import { createResetFor } from "#lib/server/accounts/resets.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { id } from "./fields.ts";

/** `POST /workspace/members/{userId}/reset-link` */
export const createReset = defineOperation({
  id: "resets.create",
  method: "POST",
  path: "/workspace/members/{userId}/reset-link",
  summary: "Makes a link that sets a new password for a member, once, within a day. The secret is told in this answer only.",
  policy: "workspace:admin",
  needsAccounts: true,
  repeat: "once",
  input: z.object({ userId: id }),
  output: z.object({ secret: z.string() }),
  create: (actor, { userId }, transaction) => createResetFor(memberOnly(actor), transaction, userId),
});
