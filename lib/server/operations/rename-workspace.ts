import * as z from "zod";
import { record } from "#lib/server/accounts/audit.ts";
import { memberOnly } from "#lib/server/accounts/member.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { title } from "./fields.ts";

/** `PATCH /workspace` */
export const renameWorkspace = defineOperation({
  id: "workspace.rename",
  method: "PATCH",
  path: "/workspace",
  summary: "Gives the workspace another name.",
  policy: "workspace:admin",
  needsAccounts: true,
  input: z.object({ title }),
  output: z.object({ title: z.string() }),
  handle: async (actor, { title: wanted }, { context }) => {
    const { workspaceId } = memberOnly(actor);
    await context.database.$transaction(async (transaction) => {
      await transaction.workspace.update({ where: { id: workspaceId }, data: { title: wanted }, select: { id: true } });
      await record(actor, transaction, { workspaceId, action: "workspace.rename" });
    });
    return { title: wanted };
  },
});
