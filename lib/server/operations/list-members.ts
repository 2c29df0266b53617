import * as z from "zod";
import { memberOnly } from "#lib/server/accounts/member.ts";
import { listMembers as list } from "#lib/server/accounts/members.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { memberMeta } from "./fields.ts";

/** `GET /workspace/members` */
export const listMembers = defineOperation({
  id: "members.list",
  method: "GET",
  path: "/workspace/members",
  summary: "Lists the people of the workspace.",
  policy: "workspace:view",
  needsAccounts: true,
  input: z.object({}),
  output: z.object({ items: z.array(memberMeta) }),
  handle: async (actor, _input, { context }) => ({ items: await list(memberOnly(actor), context.database) }),
});
