import * as z from "zod";
import { listAudit as list } from "#lib/server/accounts/audit.ts";
import { memberOnly } from "#lib/server/accounts/member.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { moment } from "./fields.ts";

/** `GET /workspace/audit` */
export const listAudit = defineOperation({
  id: "audit.list",
  method: "GET",
  path: "/workspace/audit",
  summary: "Lists what was done to accounts and rights, the newest first.",
  policy: "workspace:admin",
  needsAccounts: true,
  input: z.object({ before: z.coerce.number().int().min(1).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }),
  output: z.object({ items: z.array(z.object({ seq: z.int(), at: moment, actor: z.string(), action: z.string(), subject: z.string().nullable() })) }),
  handle: async (actor, { before, limit }, { context }) => ({ items: await list(context.database, memberOnly(actor).workspaceId, before, limit) }),
});
