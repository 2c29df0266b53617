"use client";

import { clsx } from "clsx";
import { type KeyboardEvent, useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { floatingClass } from "#components/ui/popover.tsx";
import type { CellSuggestions } from "#lib/editor/sheets/suggestions.ts";

/** Where one goes after an edit. */
export type After = "stay" | "down" | "up" | "right" | "left";

export interface CellEditorProps {
  readonly label: string;
  /** The text that stands there; what was typed to start the edit comes through the keyboard. */
  readonly initial: string;
  /** Selects everything, so that typing replaces it. */
  readonly selectAll: boolean;
  readonly multiline: boolean;
  readonly suggestions: CellSuggestions;
  readonly invalid: boolean;
  readonly onCommit: (text: string, after: After) => void;
  readonly onCancel: () => void;
}

/** Most suggestions that are drawn at a time. */
const SHOWN = 60;

/** The field in which one cell is edited, with the list of what fits. */
export function CellEditor({ label, initial, selectAll, multiline, suggestions, invalid, onCommit, onCancel }: CellEditorProps) {
  const id = useId();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const [text, setText] = useState(initial);
  const [touched, setTouched] = useState(false);
  const [chosen, setChosen] = useState<number>();
  const done = useRef(false);

  const { items, closed, many } = suggestions;
  const cut = many ? text.lastIndexOf(",") + 1 : 0;
  const part = text.slice(cut).trim().toLowerCase();
  const shown = useMemo(() => {
    if (!touched) return items.slice(0, SHOWN);
    const starts = items.filter((item) => item.text.toLowerCase().startsWith(part));
    const has = items.filter((item) => !item.text.toLowerCase().startsWith(part) && item.text.toLowerCase().includes(part));
    return [...starts, ...has].slice(0, SHOWN);
  }, [items, part, touched]);
  const open = shown.length > 0 && (closed || (touched && part !== "") || chosen !== undefined) && !(shown.length === 1 && shown[0]?.text.toLowerCase() === part && !closed);
  const likely = !closed ? -1 : touched ? (part === "" ? -1 : 0) : shown.findIndex((item) => item.text === text);
  const active = chosen ?? likely;

  useLayoutEffect(() => {
    const input = field.current;
    input?.focus({ preventScroll: true });
    if (selectAll) input?.select();
    else input?.setSelectionRange(input.value.length, input.value.length);
  }, [selectAll]);

  const commit = (written: string, after: After) => {
    if (done.current) return;
    done.current = true;
    onCommit(written, after);
  };
  const withItem = (item: string) => (cut > 0 ? `${text.slice(0, cut)} ${/[",;]/u.test(item) ? `"${item.replaceAll('"', '""')}"` : item}` : item);
  const finish = (after: After) => {
    const item = open ? shown[active] : undefined;
    commit(item && (touched || chosen !== undefined) ? withItem(item.text) : text, after);
  };
  const move = (step: 1 | -1) => {
    if (shown.length > 0) setChosen(((((active < 0 && step < 0 ? 0 : active) + step) % shown.length) + shown.length) % shown.length);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // What is typed here is nobody else's business: neither the grid's nor the studio's.
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && multiline && (event.altKey || (event.shiftKey && !event.metaKey))) {
      const input = field.current;
      if (event.altKey && input) input.setRangeText("\n", input.selectionStart ?? 0, input.selectionEnd ?? 0, "end");
      if (event.altKey && input) setText(input.value);
      else return;
    } else if (event.key === "Enter") finish(event.shiftKey ? "up" : "down");
    else if (event.key === "Tab") finish(event.shiftKey ? "left" : "right");
    else if (event.key === "Escape") {
      done.current = true;
      onCancel();
    } else if (event.key === "ArrowDown" && !multiline && items.length > 0) move(1);
    else if (event.key === "ArrowUp" && !multiline && items.length > 0) move(-1);
    else return;
    event.preventDefault();
  };

  const shared = {
    ref: field,
    value: text,
    spellCheck: multiline,
    autoComplete: "off",
    "aria-label": label,
    "aria-invalid": invalid || undefined,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
      setText(event.currentTarget.value);
      setTouched(true);
      setChosen(undefined);
    },
    onKeyDown,
    onBlur: () => commit(text, "stay"),
    // Copying and pasting inside the field is the field's.
    onCopy: stop,
    onCut: stop,
    onPaste: stop,
  };
  const look = "absolute z-20 rounded-[3px] bg-raised px-1.5 text-base text-text outline-2 outline-focus";
  if (multiline)
    return <textarea {...shared} rows={3} className={clsx(look, "top-0 left-0 field-sizing-content max-h-40 min-h-full w-full min-w-72 resize-none py-1 shadow-float")} />;
  return (
    <>
      <input
        {...shared}
        {...(items.length > 0
          ? {
              role: "combobox",
              "aria-expanded": open,
              "aria-controls": `${id}-list`,
              "aria-autocomplete": "list" as const,
              "aria-activedescendant": open && active >= 0 ? `${id}-${active}` : undefined,
            }
          : {})}
        className={clsx(look, "inset-0 size-full")}
      />
      {open ? <SuggestionList id={id} field={field} items={shown} active={active} onPick={(item) => commit(withItem(item), "stay")} /> : null}
    </>
  );
}

const stop = (event: { stopPropagation: () => void }) => event.stopPropagation();

interface SuggestionListProps {
  readonly id: string;
  readonly field: { readonly current: HTMLElement | null };
  readonly items: CellSuggestions["items"];
  readonly active: number;
  readonly onPick: (text: string) => void;
}

/** Room that a list needs before it opens upwards. */
const ROOM = 220;

function SuggestionList({ id, field, items, active, onPick }: SuggestionListProps) {
  const list = useRef<HTMLDivElement>(null);
  // Placed by hand: the cell scrolls in a box that would cut the list off.
  useLayoutEffect(() => {
    const place = () => {
      const cell = field.current?.getBoundingClientRect();
      const style = list.current?.style;
      if (!cell || !style) return;
      const up = innerHeight - cell.bottom < ROOM && cell.top > ROOM;
      style.left = `${Math.min(cell.left, innerWidth - Math.max(cell.width, 160) - 8)}px`;
      style.minWidth = `${Math.max(cell.width, 160)}px`;
      style.top = up ? "" : `${cell.bottom + 3}px`;
      style.bottom = up ? `${innerHeight - cell.top + 3}px` : "";
    };
    place();
    addEventListener("scroll", place, true);
    addEventListener("resize", place);
    return () => {
      removeEventListener("scroll", place, true);
      removeEventListener("resize", place);
    };
  }, [field]);
  useLayoutEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return createPortal(
    <div ref={list} id={`${id}-list`} role="listbox" aria-label="What fits" className={clsx(floatingClass, "fixed max-h-52 max-w-80 overflow-y-auto p-1")}>
      {items.map((item, at) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- The field has the focus and the keys, and points to the active option.
        <div
          key={item.text}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === active}
          // The field must keep the focus until the choice is made.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(item.text)}
          className={clsx("flex min-h-7 cursor-default items-center gap-3 rounded-[4px] px-2", at === active ? "bg-accent-soft" : "hover:bg-hover")}
        >
          <span className="min-w-0 flex-1 truncate">{item.text}</span>
          {item.detail ? <span className="shrink-0 text-sm text-faint">{item.detail}</span> : null}
        </div>
      ))}
    </div>,
    document.body,
  );
}
