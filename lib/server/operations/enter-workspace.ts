import * as z from "zod";
import { memberOnly } from "#lib/server/accounts/member.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { enterWorkspace as enter } from "#lib/server/workspaces/workspaces.ts";
import { id, workspaceMeta } from "./fields.ts";

/** `POST /workspaces/{workspaceId}/enter` */
export const enterWorkspace = defineOperation({
  id: "workspaces.enter",
  method: "POST",
  path: "/workspaces/{workspaceId}/enter",
  summary: "Works in another workspace from now on, in this browser.",
  policy: "account",
  needsAccounts: true,
  input: z.object({ workspaceId: id }),
  output: workspaceMeta,
  handle: (actor, { workspaceId }, { context }) => enter(memberOnly(actor), context.database, workspaceId),
});
