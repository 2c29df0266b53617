"use client";

import { ArrowLeft, Trash2 } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useEditor } from "#components/studio/use-editor.tsx";
import { IconButton } from "#components/ui/button.tsx";
import { removeFlow } from "#lib/editor/commands/flows.ts";
import type { Id } from "#lib/model/schema.ts";

interface DetailFrameProps {
  readonly id: Id;
  readonly name: string;
  /** What it is, to name the button that deletes it. */
  readonly what: "flow" | "saga";
  readonly children: ReactNode;
}

/** A flow or saga in full, with the way back to the list. */
export function DetailFrame({ id, name, what, children }: DetailFrameProps) {
  const editor = useEditor();
  const frame = useRef<HTMLElement>(null);
  // What was clicked in the list is gone; the keys go on here unless a field has taken them.
  useEffect(() => {
    if (document.activeElement === document.body) frame.current?.focus({ preventScroll: true });
  }, []);
  return (
    <section
      ref={frame}
      tabIndex={-1}
      aria-label={name}
      className="flex h-full min-h-0 flex-col outline-none focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus"
    >
      <header className="flex min-h-10 items-center gap-1 border-b border-line py-1.5 pr-1.5 pl-1.5">
        <IconButton label="All flows and sagas" size="sm" onClick={() => editor.openFlow(undefined)}>
          <ArrowLeft aria-hidden size={14} />
        </IconButton>
        <h2 className="min-w-0 flex-1 truncate font-semibold" title={name}>
          {name}
        </h2>
        {editor.readOnly ? null : (
          <IconButton label={`Delete this ${what}`} size="sm" onClick={() => removeFlow(editor, id)}>
            <Trash2 aria-hidden size={14} />
          </IconButton>
        )}
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-3">{children}</div>
    </section>
  );
}
