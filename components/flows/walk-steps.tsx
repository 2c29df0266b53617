"use client";

import { ChevronDown, ChevronUp, ListPlus, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo, useRef } from "react";
import { useDerived, useEditor, useUi } from "#components/studio/use-editor.tsx";
import { IconButton } from "#components/ui/button.tsx";
import { SeverityIcon } from "#components/ui/severity-icon.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { connectionEntry } from "#lib/catalog/connections.ts";
import { moveStep, removeStep, startRecording } from "#lib/editor/commands/flows.ts";
import { gapsIn } from "#lib/editor/recording.ts";
import { connectionLabel } from "#lib/model/contract-label.ts";
import type { Flow } from "#lib/model/flow.ts";
import { counted } from "#lib/model/sentence.ts";

type Control = "step" | "up" | "down";

/** The steps of a flow in their order; they are moved, removed and inserted here. */
export function WalkSteps({ flow }: { readonly flow: Flow }) {
  const editor = useEditor();
  const { index } = useDerived();
  const selection = useUi((state) => state.selection);
  const list = useRef<HTMLOListElement>(null);
  /** Where the focus goes once the list has its new order. */
  const wanted = useRef<{ readonly at: number; readonly control: Control }>(undefined);
  const { connections = [], entry } = flow;
  const gaps = useMemo(() => gapsIn(index, entry, flow.connections ?? []), [index, entry, flow.connections]);

  useEffect(() => {
    const place = wanted.current;
    if (!place) return;
    wanted.current = undefined;
    const row = list.current?.querySelector(`[data-step="${place.at}"]`);
    // At either end the button cannot be used; the step itself always can.
    (row?.querySelector<HTMLElement>(`[data-control="${place.control}"]:not(:disabled)`) ?? row?.querySelector<HTMLElement>('[data-control="step"]'))?.focus();
  });

  // Steps that were just recorded, and findings about one, take the keys to it.
  const focus = useUi((state) => (state.focus?.of === flow.id && state.focus.property.startsWith("connections") ? state.focus : undefined));
  useEffect(() => {
    if (!focus) return;
    const at = focus.property.split(".")[1] ?? "0";
    list.current?.querySelector<HTMLElement>(`[data-step="${CSS.escape(at)}"] [data-control="step"]`)?.focus();
  }, [focus]);

  const move = (at: number, by: 1 | -1, control: Control) => {
    wanted.current = { at: at + by, control };
    if (moveStep(editor, flow.id, at, at + by)) editor.announce(`Moved to step ${at + by + 1} of ${connections.length}`);
    else wanted.current = undefined;
  };
  const remove = (at: number) => {
    wanted.current = { at: Math.min(at, connections.length - 2), control: "step" };
    if (removeStep(editor, flow.id, at)) editor.announce(`Step removed. ${counted(connections.length - 1, "step")} left`);
    else wanted.current = undefined;
  };
  const onKeyDown = (event: KeyboardEvent, at: number) => {
    if (event.altKey && event.key === "ArrowUp") move(at, -1, "step");
    else if (event.altKey && event.key === "ArrowDown") move(at, 1, "step");
    else if (event.key === "ArrowUp" || event.key === "ArrowDown")
      list.current?.querySelector<HTMLElement>(`[data-step="${at + (event.key === "ArrowUp" ? -1 : 1)}"] [data-control="step"]`)?.focus();
    else if (event.key === "Delete" || event.key === "Backspace") remove(at);
    else return;
    event.preventDefault();
  };

  if (connections.length === 0) return <p className="text-muted">No step yet. Record the connections in the order of the walk.</p>;
  return (
    <ol ref={list} aria-labelledby="lintel-steps" className="rounded-md border border-line bg-raised">
      {connections.map((id, at) => {
        const connection = index.connections.get(id);
        const name = connection ? `${index.nameOf(connection.from)} → ${index.nameOf(connection.to)}` : `${id} (not found)`;
        const label = connection
          ? [connectionEntry(connection.kind).title, connectionLabel(connection)].filter((text) => text !== "").join(" · ")
          : "It is no longer in the design.";
        return (
          <li
            key={`${id} ${connections.slice(0, at).filter((other) => other === id).length}`}
            data-step={at}
            className="group/step flex items-center gap-0.5 border-b border-line pr-0.5 last:border-b-0"
          >
            <button
              type="button"
              data-control="step"
              aria-current={selection.includes(id) || undefined}
              aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Delete"
              onClick={() => editor.reveal([id])}
              onKeyDown={(event) => onKeyDown(event, at)}
              className="flex min-w-0 flex-1 items-center gap-2 rounded-md py-1 pl-2 text-left outline-none hover:bg-hover focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus aria-[current]:bg-accent-soft"
            >
              <span className="tabular w-5 shrink-0 text-right text-sm text-faint">{at + 1}</span>
              <span className="min-w-0 flex-1">
                <span className="block truncate">{name}</span>
                <span className="block truncate text-sm text-muted">{label}</span>
              </span>
            </button>
            {gaps.has(at) ? (
              <Tooltip side="left" content={`Nothing before this step leads to ${index.nameOf(connection?.from)}. Has a step been left out, or is the order wrong?`}>
                <span tabIndex={0} className="inline-flex rounded outline-none focus-visible:outline-2 focus-visible:outline-focus">
                  <SeverityIcon severity="warning" size={13} label={`Nothing before this step leads to ${index.nameOf(connection?.from)}`} />
                </span>
              </Tooltip>
            ) : null}
            {editor.readOnly ? null : (
              <span className="flex max-w-0 shrink-0 overflow-hidden group-focus-within/step:max-w-none group-hover/step:max-w-none pointer-coarse:max-w-none">
                <IconButton data-control="up" label={`Move step ${at + 1} up`} size="sm" disabled={at === 0} onClick={() => move(at, -1, "up")} className="w-6!">
                  <ChevronUp aria-hidden size={14} />
                </IconButton>
                <IconButton
                  data-control="down"
                  label={`Move step ${at + 1} down`}
                  size="sm"
                  disabled={at === connections.length - 1}
                  onClick={() => move(at, 1, "down")}
                  className="w-6!"
                >
                  <ChevronDown aria-hidden size={14} />
                </IconButton>
                <IconButton label={`Record steps after step ${at + 1}`} size="sm" tooltipSide="left" onClick={() => startRecording(editor, flow.id, at + 1)} className="w-6!">
                  <ListPlus aria-hidden size={14} />
                </IconButton>
                <IconButton label={`Remove step ${at + 1}`} size="sm" tooltipSide="left" onClick={() => remove(at)} className="w-6!">
                  <X aria-hidden size={13} />
                </IconButton>
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
