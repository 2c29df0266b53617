import * as z from "zod";
import { memberOnly } from "#lib/server/accounts/member.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { renameWorkspace as rename } from "#lib/server/workspaces/rename.ts";
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
    await rename(memberOnly(actor), context.database, wanted);
    return { title: wanted };
  },
});
