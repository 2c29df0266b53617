import * as z from "zod";
import { deleteMessage } from "#lib/server/comments/comments.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { done, id } from "./fields.ts";

/** `DELETE /designs/{designId}/comments/{threadId}/messages/{messageId}` */
export const deleteComment = defineOperation({
  id: "comments.delete",
  method: "DELETE",
  path: "/designs/{designId}/comments/{threadId}/messages/{messageId}",
  summary: "Deletes what one has said; whoever manages the design deletes anything. A conversation in which nothing is left goes too.",
  policy: "design:comment",
  input: z.object({ designId: id, threadId: id, messageId: id }),
  output: done,
  handle: async (actor, input, { context }) => {
    await deleteMessage(actor, context, input);
    return {};
  },
});
