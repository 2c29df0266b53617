import * as z from "zod";
import { memberOnly } from "#lib/server/accounts/member.ts";
import { changeMember as change } from "#lib/server/accounts/members.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { done, id, roles } from "./fields.ts";

/** `PATCH /workspace/members/{userId}` */
export const changeMember = defineOperation({
  id: "members.change",
  method: "PATCH",
  path: "/workspace/members/{userId}",
  summary: "Gives a member other roles.",
  policy: "workspace:admin",
  needsAccounts: true,
  input: z.object({ userId: id, roles: roles.min(1, "Choose at least one role.").optional(), isAdmin: z.boolean().optional() }),
  output: done,
  handle: async (actor, { userId, ...wanted }, { context, caller, giveCookie }) => {
    const secret = await change(memberOnly(actor), context.database, userId, wanted, caller.client);
    if (secret !== undefined) giveCookie({ kind: "session", secret });
    return {};
  },
});
