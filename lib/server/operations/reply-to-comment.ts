import * as z from "zod";
import { reply } from "#lib/server/comments/comments.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { calledName, commentBody, id, thread } from "./fields.ts";

/** `POST /designs/{designId}/comments/{threadId}/replies` */
export const replyToComment = defineOperation({
  id: "comments.reply",
  method: "POST",
  path: "/designs/{designId}/comments/{threadId}/replies",
  summary: "Answers in a conversation; one that was resolved is open again.",
  policy: "design:comment",
  repeat: "answer",
  input: z.object({ designId: id, threadId: id, body: commentBody, name: calledName }),
  output: thread,
  create: (actor, { designId, threadId, body, name }, transaction) => reply(actor, transaction, { designId, threadId, body, name }),
});
