"use client";

import { clsx } from "clsx";
import { ArrowRight, Search } from "lucide-react";
import { type ReactNode, useId, useMemo, useState } from "react";
import { KindIcon } from "#components/icon/kind-icon.tsx";
import { Input } from "#components/ui/field.tsx";
import { SeverityIcon } from "#components/ui/severity-icon.tsx";
import { connectionEntry } from "#lib/catalog/connections.ts";
import { SEVERITIES } from "#lib/model/design.ts";
import type { Id } from "#lib/model/schema.ts";
import { useChecked, useDerived, useEditor, useUi } from "./use-editor.tsx";

/** Everything in the design as a list: to find, select and check it without the canvas. */
export function Outline() {
  const editor = useEditor();
  const derived = useDerived();
  const selection = useUi((state) => state.selection);
  const searchId = useId();
  const [query, setQuery] = useState("");
  const wanted = query.trim().toLowerCase();
  const { design, index } = derived;
  const sections = useMemo(
    () => [
      {
        title: "Components",
        rows: design.components.map((component) => ({
          id: component.id,
          text: component.name,
          icon: <KindIcon kind={component.kind} technology={component.technology?.name} size={14} />,
          meta: "",
        })),
      },
      {
        title: "Connections",
        rows: design.connections.map((connection) => ({
          id: connection.id,
          text: `${index.nameOf(connection.from)} → ${index.nameOf(connection.to)}`,
          icon: <ArrowRight aria-hidden size={14} />,
          meta: connectionEntry(connection.kind).title,
        })),
      },
      { title: "Boundaries", rows: design.boundaries.map((boundary) => ({ id: boundary.id, text: boundary.name, icon: undefined, meta: boundary.kind })) },
    ],
    [design, index],
  );

  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="relative p-2">
        <label htmlFor={searchId} className="sr-only">
          Search the design
        </label>
        <Search aria-hidden size={14} className="pointer-events-none absolute top-1/2 left-4 -translate-y-1/2 text-faint" />
        <Input id={searchId} type="search" placeholder="Search the design" value={query} onChange={(event) => setQuery(event.currentTarget.value)} className="pl-7" />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-3">
        {design.components.length === 0 ? <p className="px-2 py-4 text-muted">Nothing is drawn yet.</p> : null}
        {sections.map(({ title, rows }) => {
          const shown = rows.filter((row) => wanted === "" || row.text.toLowerCase().includes(wanted) || row.id.toLowerCase().includes(wanted));
          return shown.length === 0 ? null : (
            <section key={title} className="mb-2">
              <h3 className="px-2 pt-2 pb-1 text-xs font-medium text-faint">
                {title} <span className="tabular">{shown.length}</span>
              </h3>
              <ul>
                {shown.map((row) => (
                  <li key={row.id} style={{ contentVisibility: "auto", containIntrinsicSize: "auto 28px" }}>
                    <Row id={row.id} text={row.text} icon={row.icon} meta={row.meta} selected={selection.includes(row.id)} onChoose={() => editor.reveal([row.id])} />
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </div>
  );
}

function Row({
  id,
  text,
  icon,
  meta,
  selected,
  onChoose,
}: {
  readonly id: Id;
  readonly text: string;
  readonly icon: ReactNode;
  readonly meta: string;
  readonly selected: boolean;
  readonly onChoose: () => void;
}) {
  const found = useChecked().findingsByElement.get(id) ?? [];
  const worst = SEVERITIES.find((severity) => found.some((finding) => finding.severity === severity));
  return (
    <button
      type="button"
      aria-pressed={selected}
      onClick={onChoose}
      className={clsx(
        "flex h-7 w-full items-center gap-2 rounded-md px-2 text-left outline-none focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus",
        selected ? "bg-accent-soft" : "hover:bg-hover",
      )}
    >
      {icon ? <span className="flex size-4 shrink-0 items-center justify-center text-muted">{icon}</span> : null}
      <span className="min-w-0 flex-1 truncate">{text}</span>
      {meta ? <span className="shrink-0 text-xs text-faint">{meta}</span> : null}
      {worst ? (
        <span className="flex shrink-0 items-center gap-1">
          <SeverityIcon severity={worst} size={12} />
          <span className="tabular text-xs text-muted">{found.length}</span>
        </span>
      ) : null}
    </button>
  );
}
