import * as z from "zod";
import { createThread } from "#lib/server/comments/comments.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { calledName, commentBody, commentTarget, id, thread } from "./fields.ts";

/** `POST /designs/{designId}/comments` */
export const createComment = defineOperation({
  id: "comments.create",
  method: "POST",
  path: "/designs/{designId}/comments",
  summary: "Begins a conversation about a design, or about a component, a connection or a finding in it.",
  policy: "design:comment",
  repeat: "answer",
  input: z.object({ designId: id, target: commentTarget, body: commentBody, name: calledName }),
  output: thread,
  create: (actor, { designId, target, body, name }, transaction) => createThread(actor, transaction, { designId, target, body, name }),
});
