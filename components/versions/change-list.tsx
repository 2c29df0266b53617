"use client";

import { type ReactNode, useState } from "react";
import { COMPARED_SIGNS } from "#components/canvas/compared-layer.tsx";
import { SeverityIcon } from "#components/ui/severity-icon.tsx";
import type { ElementChange } from "#lib/model/compare.ts";
import type { PropertyChange } from "#lib/model/compare-values.ts";
import { movedInWords, shortValue } from "#lib/model/comparison-words.ts";
import type { Derived } from "#lib/editor/derived.ts";
import type { Finding } from "#lib/rules/rule.ts";
import type { Difference } from "./use-comparison.ts";

/** Elements that are listed before somebody asks for all. */
const FIRST = 100;
const DRAWN: ReadonlySet<string> = new Set(["component", "connection", "boundary"]);
const TONES = { added: "text-success", removed: "text-error", changed: "text-warning" } as const;

/** What changed between two states: in meaning, around it, what only moved, and the findings that came and went. */
export function ChangeList({ difference, onShow }: { readonly difference: Difference; readonly onShow: (id: string) => void }) {
  const { comparison, findings, before, after } = difference;
  const { changes, around, moved } = comparison;
  const [isWhole, setWhole] = useState(false);
  if (changes.length + around.length + moved.length === 0) return <p className="px-3 py-4 text-muted">Nothing is different.</p>;
  return (
    <div className="flex flex-col gap-4 px-3 py-3">
      <Section title="Changed in meaning" count={changes.length} empty="Nothing: an approval of the one holds for the other.">
        {changes.slice(0, isWhole ? undefined : FIRST).map((change) => (
          <Element key={`${change.kind} ${change.element} ${change.id}`} change={change} onShow={onShow} />
        ))}
        {changes.length > FIRST && !isWhole ? (
          <li>
            <button type="button" className="text-accent underline outline-none focus-visible:outline-2 focus-visible:outline-focus" onClick={() => setWhole(true)}>
              Show all {changes.length}
            </button>
          </li>
        ) : null}
      </Section>
      {around.length > 0 ? (
        <Section title="Changed around it" count={around.length}>
          {around.map((change) => (
            <Element key={`${change.kind} ${change.element} ${change.id}`} change={change} onShow={onShow} />
          ))}
        </Section>
      ) : null}
      {moved.length > 0 ? (
        <details>
          <summary className="cursor-pointer font-medium outline-none focus-visible:outline-2 focus-visible:outline-focus">
            Only moved <span className="font-normal text-faint">{moved.length}</span>
          </summary>
          <ul className="mt-1 text-sm text-muted">
            {moved.map((one) => (
              <li key={`${one.element} ${one.id}`}>{movedInWords(one)}</li>
            ))}
          </ul>
        </details>
      ) : null}
      <Findings title="New findings" found={findings.introduced} derived={after} onShow={onShow} />
      <Findings title="Findings that are gone" found={findings.fixed} derived={before} onShow={onShow} />
      <Findings title="Findings that were waived" found={findings.waived} derived={before} onShow={onShow} />
    </div>
  );
}

function Section({ title, count, empty, children }: { readonly title: string; readonly count: number; readonly empty?: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h4 className="font-medium">
        {title} <span className="font-normal text-faint">{count}</span>
      </h4>
      {count === 0 ? <p className="text-sm text-muted">{empty}</p> : <ul className="mt-1 flex flex-col gap-2">{children}</ul>}
    </section>
  );
}

function Element({ change, onShow }: { readonly change: ElementChange; readonly onShow: (id: string) => void }) {
  const { kind, element, id, name, detail, properties } = change;
  const what = detail === "" ? element : detail.toLowerCase();
  return (
    <li className="flex gap-2">
      <span aria-hidden className={`w-3 shrink-0 text-center font-bold ${TONES[kind]}`}>
        {COMPARED_SIGNS[kind]}
      </span>
      <div className="min-w-0 flex-1">
        <span className="sr-only">{kind}: </span>
        {DRAWN.has(element) ? (
          <button
            type="button"
            onClick={() => onShow(id)}
            className="text-left font-medium break-words underline-offset-2 outline-none hover:underline focus-visible:outline-2 focus-visible:outline-focus"
          >
            {name}
          </button>
        ) : (
          <span className="font-medium break-words">{name}</span>
        )}{" "}
        <span className="text-sm text-faint">{what}</span>
        {properties.length > 0 ? (
          <ul className="mt-0.5 flex flex-col gap-0.5 text-sm">
            {properties.map((property) => (
              <Property key={property.path} property={property} />
            ))}
          </ul>
        ) : null}
      </div>
    </li>
  );
}

function Property({ property: { kind, title, before, after } }: { readonly property: PropertyChange }) {
  return (
    <li className="break-words">
      <span className="text-muted">{title}: </span>
      {kind === "added" ? null : <del className="text-faint">{shortValue(before) || "empty"}</del>}
      {kind === "changed" ? " " : null}
      {kind === "removed" ? null : <ins className="no-underline">{shortValue(after) || "empty"}</ins>}
    </li>
  );
}

function Findings({
  title,
  found,
  derived,
  onShow,
}: {
  readonly title: string;
  readonly found: readonly Finding[];
  readonly derived: Derived;
  readonly onShow: (id: string) => void;
}) {
  if (found.length === 0) return null;
  return (
    <details open={found.length <= 12}>
      <summary className="cursor-pointer font-medium outline-none focus-visible:outline-2 focus-visible:outline-focus">
        {title} <span className="font-normal text-faint">{found.length}</span>
      </summary>
      <ul className="mt-1 flex flex-col gap-1 text-sm">
        {found.map((one) => (
          <li key={`${one.rule} ${one.target} ${one.property ?? ""}`}>
            <button
              type="button"
              onClick={() => onShow(one.element.id)}
              className="flex gap-2 text-left outline-none hover:underline focus-visible:outline-2 focus-visible:outline-focus"
            >
              <SeverityIcon severity={one.severity} size={13} className="mt-0.5 shrink-0" />
              <span className="min-w-0 break-words">{derived.wording.message(one)}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
