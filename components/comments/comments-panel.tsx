"use client";

import { clsx } from "clsx";
import { Check, MessageSquarePlus, MessagesSquare } from "lucide-react";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { useDerived, useEditor, useUi } from "#components/studio/use-editor.tsx";
import { Ago } from "#components/ui/ago.tsx";
import { Button } from "#components/ui/button.tsx";
import { Select } from "#components/ui/select.tsx";
import { type CommentsState, type CommentTarget, type CommentThread, isUnread } from "#lib/editor/comments.ts";
import type { Derived } from "#lib/editor/derived.ts";
import { authorName } from "./author-name.tsx";
import { targetWords } from "./target-words.ts";
import { NewThread, ThreadView } from "./thread-view.tsx";
import { useComments, useSaid } from "./use-comments.tsx";

const FILTERS = {
  open: { label: "Open", takes: (thread: CommentThread) => thread.resolved === null },
  unread: { label: "Unread", takes: (thread: CommentThread, read: CommentsState["read"]) => isUnread(thread, read) },
  resolved: { label: "Resolved", takes: (thread: CommentThread) => thread.resolved !== null },
  all: { label: "All", takes: () => true },
} as const;
type Filter = keyof typeof FILTERS;
const isFilter = (text: string): text is Filter => text in FILTERS;

/** What is selected on the canvas, as something to talk about; the design itself when it is nothing or several things. */
export function selectedTarget({ index }: Derived, selection: readonly string[]): CommentTarget {
  const [only] = selection;
  if (only === undefined || selection.length > 1) return { kind: "design" };
  if (index.components.has(only)) return { kind: "component", id: only };
  return index.connections.has(only) ? { kind: "connection", id: only } : { kind: "design" };
}

/** The conversations about the design: filtered, walked with the keyboard, the chosen one in full beside the list. */
export function CommentsPanel({ mayManage }: { readonly mayManage: boolean }) {
  const comments = useComments();
  const editor = useEditor();
  const threads = useSaid((state) => state.threads);
  const error = useSaid((state) => state.error);
  const chosen = useSaid((state) => state.chosen);
  const draft = useSaid((state) => state.draft);
  const read = useSaid((state) => state.read);
  const selection = useUi((state) => state.selection);
  const [filter, setFilter] = useState<Filter>("open");
  const list = useRef<HTMLUListElement>(null);
  // The open one stays in the list, also when it is read or resolved by now.
  const shown = useMemo(() => (threads ?? []).filter((thread) => thread.id === chosen || FILTERS[filter].takes(thread, read)), [threads, filter, read, chosen]);
  const open = threads?.find(({ id }) => id === chosen);
  const compose = () => comments.compose(selectedTarget(editor.derived, selection));

  const onKeyDown = (event: KeyboardEvent) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>("button") ?? [])];
    const at = rows.findIndex((row) => row === document.activeElement);
    const to = event.key === "ArrowDown" ? at + 1 : event.key === "ArrowUp" ? at - 1 : undefined;
    if (to === undefined || at === -1) return;
    rows[to]?.focus();
    event.preventDefault();
  };
  return (
    <section aria-label="Comments" className="@container flex h-full min-h-0 flex-col">
      <header className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-3 py-1.5">
        <h2 className="font-semibold max-sm:sr-only">Comments</h2>
        <Select
          aria-label="Which conversations"
          value={filter}
          onValueChange={(value) => isFilter(value) && setFilter(value)}
          options={Object.entries(FILTERS).map(([value, { label, takes }]) => ({ value, label: `${label} ${(threads ?? []).filter((thread) => takes(thread, read)).length}` }))}
          className="w-32"
        />
        {comments.mayComment ? (
          <Button size="sm" icon={<MessageSquarePlus aria-hidden size={14} />} className="ml-auto" onClick={compose}>
            {selectedTarget(editor.derived, selection).kind === "design" ? "Comment on the design" : "Comment on what is selected"}
          </Button>
        ) : (
          <span className="ml-auto text-sm text-muted">You may read here, not write.</span>
        )}
      </header>
      {error ? (
        <p role="alert" className="bg-error-soft px-3 py-1.5 text-error">
          {error}
        </p>
      ) : null}
      <div className="flex min-h-0 flex-1">
        <div className={clsx("min-h-0 min-w-0 flex-1 overflow-y-auto", (open || draft) && "@max-2xl:hidden")}>
          {shown.length === 0 ? (
            <Empty isRead={threads !== undefined || error === undefined} total={threads?.length ?? 0} />
          ) : (
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- The arrows move between the buttons inside.
            <ul ref={list} aria-label="Conversations" onKeyDown={onKeyDown}>
              {shown.map((thread) => (
                <Row key={thread.id} thread={thread} isChosen={thread.id === chosen} isNew={isUnread(thread, read)} />
              ))}
            </ul>
          )}
        </div>
        {open || draft ? (
          <div className="max-w-[560px] min-w-0 shrink-0 overflow-y-auto border-l border-line @max-2xl:w-full @max-2xl:max-w-none @max-2xl:border-l-0 @2xl:w-[50%]">
            {draft ? <NewThread key={JSON.stringify(draft)} target={draft} /> : open ? <ThreadView key={open.id} thread={open} mayManage={mayManage} /> : null}
          </div>
        ) : null}
      </div>
    </section>
  );
}

function Row({ thread, isChosen, isNew }: { readonly thread: CommentThread; readonly isChosen: boolean; readonly isNew: boolean }) {
  const comments = useComments();
  const derived = useDerived();
  const last = thread.messages.findLast(({ isDeleted }) => !isDeleted);
  return (
    <li className="border-b border-line">
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={() => comments.choose(isChosen ? undefined : thread.id)}
        className={clsx(
          "flex w-full items-start gap-2 px-3 py-1.5 text-left outline-none focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus",
          isChosen ? "bg-accent-soft" : "hover:bg-hover",
        )}
      >
        {thread.resolved ? (
          <Check role="img" aria-label="Resolved" size={14} className="mt-0.5 shrink-0 text-success" />
        ) : (
          <span
            role="img"
            aria-label={isNew ? "Unread" : "Read"}
            className={clsx("mt-1.5 size-2 shrink-0 rounded-full border", isNew ? "border-accent bg-accent" : "border-line-strong")}
          />
        )}
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <span className={clsx("min-w-0 truncate", isNew ? "font-semibold" : "font-medium")}>{targetWords(thread.target, derived)}</span>
            {last ? <Ago iso={last.createdAt} className="ml-auto shrink-0 text-sm text-faint" /> : null}
          </span>
          {last ? (
            <span className="block truncate text-sm text-muted">
              {authorName(last.author)}: {last.body}
            </span>
          ) : null}
        </span>
        {thread.messages.length > 1 ? <span className="tabular shrink-0 text-sm text-faint">{thread.messages.length}</span> : null}
      </button>
    </li>
  );
}

function Empty({ isRead, total }: { readonly isRead: boolean; readonly total: number }) {
  const { mayComment } = useComments();
  if (!isRead) return null;
  return (
    <div className="flex h-full flex-col items-center justify-center gap-2 p-6 text-center text-muted">
      <MessagesSquare aria-hidden size={20} className="text-faint" />
      {total > 0 ? (
        <p>No conversation like this. Choose another kind above.</p>
      ) : (
        <p>{mayComment ? "Nothing is said yet. Select something on the canvas and comment on it, or on the whole design." : "Nothing is said about this design yet."}</p>
      )}
    </div>
  );
}
