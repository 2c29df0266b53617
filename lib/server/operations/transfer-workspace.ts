import * as z from "zod";
import { memberOnly } from "#lib/server/accounts/member.ts";
import { transferWorkspace as transfer } from "#lib/server/accounts/members.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { done, id } from "./fields.ts";

/** `POST /workspace/transfer` */
export const transferWorkspace = defineOperation({
  id: "workspace.transfer",
  method: "POST",
  path: "/workspace/transfer",
  summary: "Hands the workspace on to another member.",
  policy: "workspace:owner",
  needsAccounts: true,
  input: z.object({ userId: id }),
  output: done,
  handle: async (actor, { userId }, { context, caller, giveCookie }) => {
    giveCookie({ kind: "session", secret: await transfer(memberOnly(actor), context.database, userId, caller.client) });
    return {};
  },
});
