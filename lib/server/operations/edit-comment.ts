import * as z from "zod";
import { editMessage } from "#lib/server/comments/comments.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { commentBody, id, thread } from "./fields.ts";

/** `PATCH /designs/{designId}/comments/{threadId}/messages/{messageId}` */
export const editComment = defineOperation({
  id: "comments.edit",
  method: "PATCH",
  path: "/designs/{designId}/comments/{threadId}/messages/{messageId}",
  summary: "Changes what one has said.",
  policy: "design:comment",
  input: z.object({ designId: id, threadId: id, messageId: id, body: commentBody }),
  output: thread,
  handle: (actor, input, { context }) => editMessage(actor, context, input),
});
