import * as z from "zod";
import { memberOnly } from "#lib/server/accounts/member.ts";
import { reactivateMember as reactivate } from "#lib/server/accounts/members.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { done, id } from "./fields.ts";

/** `POST /workspace/members/{userId}/reactivate` */
export const reactivateMember = defineOperation({
  id: "members.reactivate",
  method: "POST",
  path: "/workspace/members/{userId}/reactivate",
  summary: "Opens the workspace to a member again.",
  policy: "workspace:admin",
  needsAccounts: true,
  input: z.object({ userId: id }),
  output: done,
  handle: async (actor, { userId }, { context }) => {
    await reactivate(memberOnly(actor), context.database, userId);
    return {};
  },
});
