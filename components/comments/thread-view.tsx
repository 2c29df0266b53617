"use client";

import { Check, Crosshair, RotateCcw, X } from "lucide-react";
import { useDerived, useEditor } from "#components/studio/use-editor.tsx";
import { Button, IconButton } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.tsx";
import { Ago } from "#components/ui/ago.tsx";
import { showFinding } from "#lib/editor/commands/findings.ts";
import type { CommentTarget, CommentThread } from "#lib/editor/comments.ts";
import { authorName } from "./author-name.tsx";
import { Composer } from "./composer.tsx";
import { Message } from "./message.tsx";
import { elementOf, findingOf, targetWords } from "./target-words.ts";
import { useComments } from "./use-comments.tsx";

/** A conversation in full, with a place to answer. */
export function ThreadView({ thread, mayManage }: { readonly thread: CommentThread; readonly mayManage: boolean }) {
  const comments = useComments();
  const { mayComment } = comments;
  const setResolved = (isResolved: boolean) => {
    comments.setResolved(thread.id, isResolved).catch((error: unknown) => toast.error("That did not work", { description: error instanceof Error ? error.message : "" }));
  };
  return (
    <section aria-label="Conversation" className="flex flex-col gap-3 p-3">
      <header className="flex items-center gap-2">
        <Pinned target={thread.target} />
        <span className="ml-auto flex items-center gap-1">
          {mayComment ? (
            <Button size="sm" icon={thread.resolved ? <RotateCcw aria-hidden size={13} /> : <Check aria-hidden size={13} />} onClick={() => setResolved(thread.resolved === null)}>
              {thread.resolved ? "Reopen" : "Resolve"}
            </Button>
          ) : null}
          <IconButton label="Close the conversation" size="sm" onClick={() => comments.choose(undefined)}>
            <X aria-hidden size={14} />
          </IconButton>
        </span>
      </header>
      {thread.resolved ? (
        <p className="text-sm text-success">
          Resolved by {authorName(thread.resolved.by)} <Ago iso={thread.resolved.at} />
        </p>
      ) : null}
      {thread.messages.map((message) => (
        <Message key={message.id} threadId={thread.id} message={message} mayDelete={mayManage || (message.isMine && mayComment)} />
      ))}
      {mayComment ? (
        <Composer key={thread.id} label={thread.resolved ? "Answer, and reopen the conversation" : "Answer"} action="Answer" onSend={(body) => comments.reply(thread.id, body)} />
      ) : null}
    </section>
  );
}

/** A conversation that is being begun. */
export function NewThread({ target }: { readonly target: CommentTarget }) {
  const comments = useComments();
  return (
    <section aria-label="New conversation" className="flex flex-col gap-3 p-3">
      <Pinned target={target} />
      <Composer label="Say something" action="Comment" isEager onSend={(body) => comments.begin(target, body)} onCancel={() => comments.compose(undefined)} />
    </section>
  );
}

/** What a conversation is pinned to; leads there. */
function Pinned({ target }: { readonly target: CommentTarget }) {
  const editor = useEditor();
  const derived = useDerived();
  const words = targetWords(target, derived);
  const found = findingOf(target, derived);
  const element = elementOf(target, derived);
  if (element === undefined && found === undefined) return <h3 className="min-w-0 truncate font-semibold">{words}</h3>;
  return (
    <h3 className="min-w-0">
      <button
        type="button"
        onClick={() => (found ? showFinding(editor, found) : element !== undefined && editor.reveal([element]))}
        className="flex max-w-full items-center gap-1.5 rounded font-semibold outline-none hover:underline focus-visible:outline-2 focus-visible:outline-focus"
      >
        <Crosshair aria-hidden size={14} className="shrink-0 text-faint" />
        <span className="truncate">{words}</span>
      </button>
    </h3>
  );
}
