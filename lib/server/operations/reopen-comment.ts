import * as z from "zod";
import { setResolved } from "#lib/server/comments/comments.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { id, thread } from "./fields.ts";

/** `POST /designs/{designId}/comments/{threadId}/reopen` */
export const reopenComment = defineOperation({
  id: "comments.reopen",
  method: "POST",
  path: "/designs/{designId}/comments/{threadId}/reopen",
  summary: "Says that a conversation goes on.",
  policy: "design:comment",
  input: z.object({ designId: id, threadId: id }),
  output: thread,
  handle: (actor, input, { context }) => setResolved(actor, context, { ...input, isResolved: false }),
});
