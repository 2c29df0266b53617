import * as z from "zod";
import { setResolved } from "#lib/server/comments/comments.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { calledName, id, thread } from "./fields.ts";

/** `POST /designs/{designId}/comments/{threadId}/resolve` */
export const resolveComment = defineOperation({
  id: "comments.resolve",
  method: "POST",
  path: "/designs/{designId}/comments/{threadId}/resolve",
  summary: "Says that a conversation has come to its end.",
  policy: "design:comment",
  input: z.object({ designId: id, threadId: id, name: calledName }),
  output: thread,
  handle: (actor, input, { context }) => setResolved(actor, context, { ...input, isResolved: true }),
});
