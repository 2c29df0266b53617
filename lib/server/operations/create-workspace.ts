import * as z from "zod";
import { memberOnly } from "#lib/server/accounts/member.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { createWorkspace as create } from "#lib/server/workspaces/workspaces.ts";
import { title, workspaceMeta } from "./fields.ts";

/** `POST /workspaces` */
export const createWorkspace = defineOperation({
  id: "workspaces.create",
  method: "POST",
  path: "/workspaces",
  summary: "Makes a workspace that the caller owns. Administrators of any workspace may.",
  policy: "workspace:admin",
  needsAccounts: true,
  repeat: "answer",
  input: z.object({ title }),
  output: workspaceMeta,
  create: (actor, input, transaction) => create(memberOnly(actor), transaction, input.title),
});
