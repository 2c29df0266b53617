import * as z from "zod";
import { memberOnly } from "#lib/server/accounts/member.ts";
import { deactivateMember as deactivate } from "#lib/server/accounts/members.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { done, id } from "./fields.ts";

/** `POST /workspace/members/{userId}/deactivate` */
export const deactivateMember = defineOperation({
  id: "members.deactivate",
  method: "POST",
  path: "/workspace/members/{userId}/deactivate",
  summary: "Closes the workspace to a member; every session there ends at once.",
  policy: "workspace:admin",
  needsAccounts: true,
  input: z.object({ userId: id }),
  output: done,
  handle: async (actor, { userId }, { context }) => {
    await deactivate(memberOnly(actor), context.database, userId);
    return {};
  },
});
