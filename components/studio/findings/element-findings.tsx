"use client";

import { clsx } from "clsx";
import { ChevronRight, Sparkles, Wrench } from "lucide-react";
import { useMemo, useState } from "react";
import { Button, IconButton } from "#components/ui/button.tsx";
import { SeverityIcon } from "#components/ui/severity-icon.tsx";
import { fixFinding, showFinding, applyPreset } from "#lib/editor/commands/findings.ts";
import { SEVERITIES } from "#lib/model/design.ts";
import type { Id } from "#lib/model/schema.ts";
import { counted } from "#lib/model/sentence.ts";
import { bareConnections } from "#lib/rules/bare-connection.ts";
import { keyOf } from "#lib/rules/lint.ts";
import type { Finding } from "#lib/rules/rule.ts";
import { useChecked, useEditor } from "../use-editor.tsx";

/** Rows above the properties before the rest is folded away. */
const SHOWN = 5;
/** Findings of one rule that still stand as rows of their own. */
const APART = 2;

/** The findings of one element above its properties: those of a bare connection as one card with one cure, many of one rule as one row. */
export function ElementFindings({ id }: { readonly id: Id }) {
  const derived = useChecked();
  const card = useMemo(() => bareConnections(derived.result, derived.index).find(({ connection }) => connection.id === id), [derived, id]);
  const [whole, setWhole] = useState<Id>();
  const found = derived.findingsByElement.get(id) ?? [];
  const inCard = new Set(card && card.findings.length > 1 ? card.findings : []);
  const others = found.filter((one) => !inCard.has(one)).toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  if (found.length === 0) return null;
  const rows = [...Map.groupBy(others, ({ rule }) => rule).values()].flatMap((same) => (same.length > APART ? [same] : same.map((one) => [one])));
  const shown = whole === id || rows.length <= SHOWN + 1 ? rows : rows.slice(0, SHOWN);
  return (
    <section aria-label="Findings of this element" className="mb-4 flex flex-col gap-1.5">
      {inCard.size > 0 ? <BareCard id={id} findings={[...inCard]} /> : null}
      {shown.map(([first, ...more]) =>
        first === undefined ? null : more.length === 0 ? <Line key={keyOf(first)} found={first} /> : <SameRule key={`${id} ${first.rule}`} findings={[first, ...more]} />,
      )}
      {shown.length < rows.length ? (
        <Button size="sm" variant="ghost" className="self-start" onClick={() => setWhole(id)}>
          Show {counted(rows.slice(shown.length).flat().length, "more finding")}
        </Button>
      ) : null}
    </section>
  );
}

function SameRule({ findings }: { readonly findings: readonly [Finding, ...Finding[]] }) {
  const { wording } = useChecked();
  const [open, setOpen] = useState(false);
  const [first] = findings;
  return (
    <div className="flex flex-col gap-1.5">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex items-start gap-2 rounded-md border border-line bg-raised px-2 py-1.5 text-left outline-none hover:bg-hover focus-visible:outline-2 focus-visible:outline-focus"
      >
        <SeverityIcon severity={first.severity} size={14} className="mt-0.5" />
        <span className="min-w-0 flex-1">{wording.explain(first).title}</span>
        <span className="tabular text-muted">{findings.length}</span>
        <ChevronRight aria-hidden size={14} className={clsx("mt-0.5 shrink-0 text-muted", open && "rotate-90")} />
      </button>
      {open ? (
        <div className="ml-3 flex flex-col gap-1.5">
          {findings.map((found) => (
            <Line key={keyOf(found)} found={found} />
          ))}
        </div>
      ) : null}
    </div>
  );
}

function BareCard({ id, findings }: { readonly id: Id; readonly findings: readonly Finding[] }) {
  const editor = useEditor();
  return (
    <div className="rounded-md border border-line bg-warning-soft p-2">
      <p className="font-medium">Not configured</p>
      <p className="text-sm text-muted">Nothing is said yet about how this connection behaves when things go wrong.</p>
      <details className="mt-1 text-sm">
        <summary className="cursor-pointer text-muted">{findings.length} rules say so</summary>
        <ul className="mt-1 flex flex-col gap-1">
          {findings.map((found) => (
            <Line key={keyOf(found)} found={found} />
          ))}
        </ul>
      </details>
      {editor.readOnly ? null : (
        <Button size="sm" variant="primary" className="mt-2" icon={<Sparkles aria-hidden size={13} />} onClick={() => applyPreset(editor, id)}>
          Apply the resilient preset
        </Button>
      )}
    </div>
  );
}

function Line({ found }: { readonly found: Finding }) {
  const editor = useEditor();
  const { wording } = useChecked();
  const { title, message } = wording.explain(found);
  return (
    <div className="flex items-start gap-2 rounded-md border border-line bg-raised px-2 py-1.5">
      <SeverityIcon severity={found.severity} size={14} className="mt-0.5" />
      <button
        type="button"
        title={title}
        onClick={() => showFinding(editor, found)}
        className="min-w-0 flex-1 text-left outline-none hover:underline focus-visible:outline-2 focus-visible:outline-focus"
      >
        {message}
      </button>
      {found.fixable && !editor.readOnly ? (
        <IconButton label={`Fix: ${title}`} size="sm" className="-my-1" onClick={() => fixFinding(editor, found)}>
          <Wrench aria-hidden size={13} />
        </IconButton>
      ) : null}
    </div>
  );
}
