"use client";

import { clsx } from "clsx";
import { Boxes, Building2, Globe2, Search, Shield, Users } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useMemo, useRef, useState } from "react";
import { KindIcon } from "#components/icon/kind-icon.tsx";
import { Input } from "#components/ui/field.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { GROUPS } from "#lib/catalog/groups.ts";
import type { KindEntry } from "#lib/catalog/kind.ts";
import { KINDS } from "#lib/catalog/kinds.ts";
import { TECHNOLOGIES, type Technology } from "#lib/catalog/technologies.ts";
import { addBoundary, addComponent } from "#lib/editor/commands/add.ts";
import type { BoundaryKind } from "#lib/model/boundary.ts";
import { useEditor } from "./use-editor.tsx";

const BOUNDARIES: readonly { readonly kind: BoundaryKind; readonly title: string; readonly description: string; readonly icon: ReactNode }[] = [
  { kind: "context", title: "Bounded context", description: "A part of the domain with its own language and its own data.", icon: <Boxes aria-hidden size={16} /> },
  { kind: "team", title: "Team", description: "Who owns and runs what is inside.", icon: <Users aria-hidden size={16} /> },
  { kind: "zone", title: "Trust zone", description: "Public, DMZ, private or restricted network.", icon: <Shield aria-hidden size={16} /> },
  { kind: "region", title: "Region", description: "Where it runs; hops between regions are slow.", icon: <Globe2 aria-hidden size={16} /> },
];

const has = (query: string, ...texts: readonly string[]) => texts.some((text) => text.toLowerCase().includes(query));

/** What can be drawn: drag it onto the canvas, click it, or press Enter. Searches kinds, boundaries and technologies. */
export function Palette() {
  const editor = useEditor();
  const searchId = useId();
  const [query, setQuery] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const wanted = query.trim().toLowerCase();

  const groups = useMemo(
    () =>
      GROUPS.map((group) => ({
        ...group,
        kinds: Object.values(KINDS as Record<string, KindEntry>).filter(
          (entry) => entry.group === group.id && (wanted === "" || has(wanted, entry.title, entry.kind, ...entry.keywords)),
        ),
      })).filter((group) => group.kinds.length > 0),
    [wanted],
  );
  const boundaries = BOUNDARIES.filter((boundary) => wanted === "" || has(wanted, boundary.title, "boundary", boundary.kind));
  const technologies = useMemo(() => (wanted.length < 2 ? [] : TECHNOLOGIES.filter((technology) => has(wanted, technology.name, ...technology.aliases)).slice(0, 12)), [wanted]);
  const nothing = groups.length + boundaries.length + technologies.length === 0;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>("button[data-palette]") ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const next = buttons[event.key === "ArrowDown" ? at + 1 : at - 1];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Arrow keys of the buttons inside, which are interactive.
    <div className="flex h-full min-h-0 flex-col" onKeyDown={onKeyDown}>
      <div className="relative p-2">
        <label htmlFor={searchId} className="sr-only">
          Search components
        </label>
        <Search aria-hidden size={14} className="pointer-events-none absolute top-1/2 left-4 -translate-y-1/2 text-faint" />
        <Input id={searchId} type="search" placeholder="Search, e.g. Kafka" value={query} onChange={(event) => setQuery(event.currentTarget.value)} className="pl-7" />
      </div>
      <div ref={list} className="min-h-0 flex-1 overflow-y-auto px-2 pb-3">
        {technologies.length > 0 ? (
          <Section title="Technologies">
            {technologies.map((technology) => (
              <Item
                key={technology.id}
                title={technology.name}
                description={`${KINDS[technology.kind].title} built with ${technology.name}.`}
                icon={<KindIcon kind={technology.kind} technology={technology.name} size={16} />}
                drag={["application/x-lintel-kind", JSON.stringify({ kind: technology.kind, ...propertiesOf(technology) })]}
                onAdd={() => addComponent(editor, technology.kind, undefined, propertiesOf(technology))}
              />
            ))}
          </Section>
        ) : null}
        {groups.map((group) => (
          <Section key={group.id} title={group.title}>
            {group.kinds.map((entry) => (
              <Item
                key={entry.kind}
                title={entry.title}
                description={entry.description}
                icon={<KindIcon kind={entry.kind} size={16} />}
                drag={["application/x-lintel-kind", entry.kind]}
                onAdd={() => addComponent(editor, entry.kind)}
              />
            ))}
          </Section>
        ))}
        {boundaries.length > 0 ? (
          <Section title="Boundaries">
            {boundaries.map((boundary) => (
              <Item
                key={boundary.kind}
                title={boundary.title}
                description={`${boundary.description} Goes around what is selected.`}
                icon={boundary.icon}
                drag={["application/x-lintel-boundary", boundary.kind]}
                onAdd={() => addBoundary(editor, boundary.kind)}
              />
            ))}
          </Section>
        ) : null}
        {nothing ? (
          <div className="flex flex-col items-center gap-2 px-3 py-8 text-center text-muted">
            <Building2 aria-hidden size={20} className="text-faint" />
            <p>Nothing is called “{query.trim()}”. Take the nearest kind and name the technology in the inspector.</p>
          </div>
        ) : null}
      </div>
    </div>
  );
}

const propertiesOf = (technology: Technology) => ({
  name: technology.name,
  technology: { name: technology.name },
  ...(technology.engine ? { engine: technology.engine } : {}),
  ...(technology.model ? { model: technology.model } : {}),
  ...(technology.capClass ? { capClass: technology.capClass } : {}),
});

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="mb-2">
      <h3 className="px-2 pt-2 pb-1 text-xs font-medium text-faint">{title}</h3>
      <div className="flex flex-col">{children}</div>
    </section>
  );
}

interface ItemProps {
  readonly title: string;
  readonly description: string;
  readonly icon: ReactNode;
  readonly drag: readonly [type: string, value: string];
  readonly onAdd: () => void;
}

function Item({ title, description, icon, drag, onAdd }: ItemProps) {
  return (
    <Tooltip content={description} side="right">
      <button
        type="button"
        data-palette
        draggable
        onClick={onAdd}
        onDragStart={(event) => {
          event.dataTransfer.setData(drag[0], drag[1]);
          event.dataTransfer.effectAllowed = "copy";
        }}
        className={clsx(
          "flex h-7 cursor-grab items-center gap-2 rounded-md px-2 text-left outline-none hover:bg-hover active:cursor-grabbing",
          "focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus",
        )}
      >
        <span className="flex size-4 shrink-0 items-center justify-center text-muted">{icon}</span>
        <span className="min-w-0 flex-1 truncate">{title}</span>
      </button>
    </Tooltip>
  );
}
