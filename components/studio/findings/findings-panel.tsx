"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { clsx } from "clsx";
import { ChevronDown, ChevronRight, PartyPopper, Search, SearchX, Wrench } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { SeverityIcon } from "#components/ui/severity-icon.tsx";
import { toast } from "#components/ui/toast.tsx";
import { changeDesign } from "#lib/editor/commands/edit.ts";
import { fixAllOfRule, showFinding } from "#lib/editor/commands/findings.ts";
import { useChecked, useDerived, useEditor, useUi } from "../use-editor.tsx";
import { FindingLines } from "./finding-lines.ts";
import { FindingDetail } from "./finding-detail.tsx";
import { countsOf, type FindingGroup, type FindingRow, type Grouping, useFindingGroups, type Verdict, VERDICTS } from "./use-findings.ts";

const NAMES: Record<Verdict, readonly [one: string, many: string]> = {
  error: ["error", "errors"],
  warning: ["warning", "warnings"],
  info: ["advice", "advice"],
  undecided: ["undecided", "undecided"],
  waived: ["accepted", "accepted"],
};

/** Says that a prototype is spoken to softly, and ends that with one click. */
function PrototypeNote() {
  const editor = useEditor();
  const { design, ruling } = useDerived();
  if (design.maturity !== "prototype") return null;
  const waiting = ruling.rules.filter((rule) => rule.readiness).length;
  return (
    <p className="flex items-center gap-1.5 text-sm text-muted @max-3xl:hidden">
      A prototype is told everything more quietly; {waiting} rules wait for production.
      {editor.readOnly ? null : (
        <button
          type="button"
          onClick={() => void changeDesign(editor, { maturity: "production" }, "Judge as production")}
          className="rounded text-accent underline-offset-2 outline-none hover:underline focus-visible:outline-2 focus-visible:outline-focus"
        >
          Judge as production
        </button>
      )}
    </p>
  );
}

/** The findings of the design: grouped, filtered, searched, walked with the keyboard; the chosen one in full beside the list. */
export function FindingsPanel() {
  const editor = useEditor();
  const derived = useChecked();
  const chosen = useUi((state) => state.finding);
  const [hidden, setHidden] = useState<ReadonlySet<Verdict>>(new Set<Verdict>(["waived"]));
  const [query, setQuery] = useState("");
  const [grouping, setGrouping] = useState<Grouping>("rule");
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const searchId = useId();
  const activeId = useId();
  const scroller = useRef<HTMLDivElement>(null);

  const counts = useMemo(() => countsOf(derived.result), [derived]);
  const groups = useFindingGroups(derived.result, derived.wording, { hidden, query, grouping });
  const lines = useMemo(() => new FindingLines(groups, closed), [groups, closed]);
  const active = useMemo(() => lines.lineOf(chosen), [lines, chosen]);
  const activeLine = lines.at(active);
  const detail = activeLine?.row;

  const virtual = useVirtualizer({
    count: lines.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => 30,
    overscan: 12,
  });
  useEffect(() => {
    if (active >= 0) virtual.scrollToIndex(active, { align: "auto" });
    // Only a newly chosen finding scrolls the list, not every edit.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [chosen]);

  const toggle = (id: string) => setClosed((before) => withToggled(before, id));
  const choose = (at: number, step: 1 | -1) => {
    for (let next = at; next >= 0 && next < lines.count; next += step) {
      const row = lines.at(next)?.row;
      if (row) return showFinding(editor, row.found, { open: false });
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") choose(active + 1, 1);
    else if (event.key === "ArrowUp") choose(active < 0 ? lines.count - 1 : active - 1, -1);
    else if (event.key === "Home") choose(0, 1);
    else if (event.key === "End") choose(lines.count - 1, -1);
    else if (event.key === "Enter" && detail) showFinding(editor, detail.found);
    else if (event.key === "ArrowLeft" && activeLine) setClosed((before) => new Set([...before, activeLine.group.id]));
    else return;
    event.preventDefault();
  };

  const total = counts.error + counts.warning + counts.info + counts.undecided + counts.waived;
  return (
    <section aria-label="Findings" className="@container flex h-full min-h-0 flex-col bg-bg">
      <header className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-1.5">
        <div role="group" aria-label="Show" className="flex flex-wrap items-center gap-1">
          {VERDICTS.filter((verdict) => counts[verdict] > 0).map((verdict) => (
            <button
              key={verdict}
              type="button"
              aria-pressed={!hidden.has(verdict)}
              onClick={() => setHidden((before) => withToggled(before, verdict))}
              className={clsx(
                "inline-flex h-6 items-center gap-1.5 rounded-md border px-1.5 text-sm outline-none",
                "focus-visible:outline-2 focus-visible:outline-focus",
                hidden.has(verdict) ? "border-transparent text-faint" : "border-line bg-raised text-text",
              )}
            >
              {verdict === "waived" ? null : <SeverityIcon severity={verdict} size={13} label="" />}
              <span className="tabular">{counts[verdict]}</span>{" "}
              <span className={verdict === "waived" ? undefined : "@max-3xl:sr-only"}>{NAMES[verdict][counts[verdict] === 1 ? 0 : 1]}</span>
            </button>
          ))}
        </div>
        <PrototypeNote />
        <div className="ml-auto flex items-center gap-2">
          <Select
            aria-label="Group by"
            value={grouping}
            onValueChange={(value) => setGrouping(value as Grouping)}
            options={[
              { value: "rule", label: "By rule" },
              { value: "element", label: "By element" },
              { value: "category", label: "By category" },
            ]}
            className="w-28"
          />
          <div className="relative">
            <label htmlFor={searchId} className="sr-only">
              Search findings
            </label>
            <Search aria-hidden size={13} className="pointer-events-none absolute top-1/2 left-2 -translate-y-1/2 text-faint" />
            <Input id={searchId} type="search" value={query} onChange={(event) => setQuery(event.currentTarget.value)} placeholder="Search" className="w-36 pl-7" />
          </div>
        </div>
      </header>
      {lines.count === 0 ? (
        <Empty total={total} filtered={query !== "" || total > 0} components={derived.design.components.length} onReset={() => (setQuery(""), setHidden(new Set()))} />
      ) : (
        <div className="flex min-h-0 flex-1">
          <div
            ref={scroller}
            role="tree"
            aria-label="List of findings"
            aria-activedescendant={detail ? activeId : undefined}
            tabIndex={0}
            onKeyDown={onKeyDown}
            className="min-w-0 flex-1 overflow-y-auto outline-none focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus"
          >
            <div style={{ height: virtual.getTotalSize() }} className="relative">
              {virtual.getVirtualItems().map((place) => {
                const line = lines.at(place.index);
                if (!line) return null;
                const { group, row } = line;
                return (
                  <div
                    key={place.key}
                    ref={virtual.measureElement}
                    data-index={place.index}
                    className="absolute inset-x-0 top-0"
                    style={{ transform: `translateY(${place.start}px)` }}
                  >
                    {row === undefined ? (
                      <GroupRow group={group} open={!closed.has(group.id)} onToggle={() => toggle(group.id)} />
                    ) : (
                      <Row id={row === detail ? activeId : undefined} row={row} group={group} showTitle={grouping !== "rule"} onChoose={() => showFinding(editor, row.found)} />
                    )}
                  </div>
                );
              })}
            </div>
          </div>
          {detail ? (
            <div className="w-[44%] max-w-[520px] min-w-[260px] shrink-0 overflow-y-auto border-l border-line max-md:hidden">
              <FindingDetail row={detail} />
            </div>
          ) : null}
        </div>
      )}
    </section>
  );
}


function withToggled<Value>(before: ReadonlySet<Value>, value: Value): ReadonlySet<Value> {
  const next = new Set(before);
  if (!next.delete(value)) next.add(value);
  return next;
}

function GroupRow({ group, open, onToggle }: { readonly group: FindingGroup; readonly open: boolean; readonly onToggle: () => void }) {
  const editor = useEditor();
  const Chevron = open ? ChevronDown : ChevronRight;
  const fixAll = () => {
    if (group.rule === undefined) return;
    const fixed = fixAllOfRule(editor, group.rule);
    toast.show(fixed === 1 ? "Fixed 1 finding" : `Fixed ${fixed} findings`, { action: { label: "Undo", run: () => void editor.undo() } });
  };
  return (
    <div role="treeitem" aria-level={1} aria-expanded={open} className="group/row flex h-[30px] items-center gap-1.5 border-b border-line bg-sunken pr-3 pl-1.5">
      <button type="button" onClick={onToggle} className="flex min-w-0 flex-1 items-center gap-1.5 text-left outline-none focus-visible:outline-2 focus-visible:outline-focus">
        <Chevron aria-hidden size={14} className="shrink-0 text-faint" />
        {group.verdict === "waived" ? null : <SeverityIcon severity={group.verdict} size={14} />}
        <span className="truncate font-medium">{group.title}</span>
        <span className="tabular text-sm text-faint">{group.rows.length}</span>
      </button>
      {group.rule !== undefined && group.fixable > 1 && !editor.readOnly ? (
        <Button size="sm" variant="ghost" icon={<Wrench aria-hidden size={13} />} onClick={fixAll}>
          Fix all {group.fixable}
        </Button>
      ) : null}
    </div>
  );
}

interface RowProps {
  /** Only the chosen one has an id: the list points to it. */
  readonly id: string | undefined;
  readonly row: FindingRow;
  readonly group: FindingGroup;
  readonly showTitle: boolean;
  readonly onChoose: () => void;
}

function Row({ id, row, group, showTitle, onChoose }: RowProps) {
  const { wording } = useChecked();
  const { readOnly } = useEditor();
  const selected = id !== undefined;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- The tree has the focus and the keys, and points to the chosen row.
    <div
      id={id}
      role="treeitem"
      aria-level={2}
      aria-posinset={group.rows.indexOf(row) + 1}
      aria-setsize={group.rows.length}
      aria-selected={selected}
      onClick={onChoose}
      className={clsx("flex min-h-[30px] cursor-pointer items-start gap-2 border-b border-line py-1.5 pr-3 pl-8", selected ? "bg-accent-soft" : "hover:bg-hover")}
    >
      {row.verdict === "waived" ? <span className="w-[14px] shrink-0" /> : <SeverityIcon severity={row.verdict} size={14} className="mt-0.5" />}
      <span className={clsx("min-w-0 flex-1", row.verdict === "waived" && "text-muted line-through decoration-line-strong")}>
        {showTitle ? <span className="font-medium">{wording.titleOf(row.found)}. </span> : null}
        {wording.message(row.found)}
      </span>
      {row.found.fixable && row.verdict !== "waived" && !readOnly ? <Wrench role="img" aria-label="Has a quick fix" size={13} className="mt-0.5 shrink-0 text-faint" /> : null}
    </div>
  );
}

function Empty({ total, filtered, components, onReset }: { readonly total: number; readonly filtered: boolean; readonly components: number; readonly onReset: () => void }) {
  if (total > 0 && filtered) {
    return (
      <div className="flex flex-1 flex-col items-center justify-center gap-2 p-6 text-center text-muted">
        <SearchX aria-hidden size={20} className="text-faint" />
        <p>No finding matches the search and filters.</p>
        <Button size="sm" onClick={onReset}>
          Show all
        </Button>
      </div>
    );
  }
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-2 p-6 text-center text-muted">
      <PartyPopper aria-hidden size={20} className="text-faint" />
      <p>{components === 0 ? "Nothing is drawn yet. Findings appear here while you draw." : "No findings: this design keeps every rule that applies to it."}</p>
    </div>
  );
}
