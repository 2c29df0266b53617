"use client";

import { MessageSquare } from "lucide-react";
import type { Id } from "#lib/model/schema.ts";
import { useComments, useSaidAbout } from "./use-comments.tsx";

/** How many open conversations an element has; a click opens the newest. */
export function CommentBadge({ id }: { readonly id: Id }) {
  const comments = useComments();
  const count = useSaidAbout(id);
  if (count === 0) return null;
  const open = () => {
    const first = comments.state.getState().threads?.find(({ target, resolved }) => resolved === null && "id" in target && target.id === id);
    if (first) comments.choose(first.id);
  };
  return (
    <button type="button" tabIndex={-1} data-canvas-ui className="canvas-badge" aria-label={count === 1 ? "Show 1 conversation" : `Show ${count} conversations`} onClick={open}>
      <MessageSquare aria-hidden size={12} />
      <span className="count">{count}</span>
    </button>
  );
}
