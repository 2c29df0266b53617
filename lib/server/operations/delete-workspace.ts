import * as z from "zod";
import { memberOnly } from "#lib/server/accounts/member.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { deleteWorkspace as remove } from "#lib/server/workspaces/workspaces.ts";
import { done } from "./fields.ts";

/** `DELETE /workspace` */
export const deleteWorkspace = defineOperation({
  id: "workspace.delete",
  method: "DELETE",
  path: "/workspace",
  summary: "Deletes the workspace for good; it must not hold any design.",
  policy: "workspace:owner",
  needsAccounts: true,
  input: z.object({}),
  output: done,
  handle: async (actor, _input, { context }) => {
    await remove(memberOnly(actor), context.database);
    return {};
  },
});
