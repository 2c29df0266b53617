"use client";

import { useMemo } from "react";
import { previewFix } from "#lib/editor/commands/findings.ts";
import { compareDesigns, type ElementChange } from "#lib/model/compare.ts";
import { shortValue } from "#lib/model/comparison-words.ts";
import type { Design } from "#lib/model/design.ts";
import type { Finding } from "#lib/rules/rule.ts";
import { useDerived, useEditor } from "../use-editor.tsx";

const LIMIT = 8;

/** What the quick fix of a finding would change, before it is done. */
export function FixPreview({ found }: { readonly found: Finding }) {
  const editor = useEditor();
  const derived = useDerived();
  // A preview belongs to one design value: it is worked out anew after every change.
  // oxlint-disable-next-line react/exhaustive-deps -- The editor is read, and `derived` changes whenever it would answer otherwise.
  const preview = useMemo(() => previewFix(editor, found), [editor, found, derived]);
  const lines = useMemo(() => (preview ? linesOf(preview.before, preview.after) : []), [preview]);
  if (!preview) return null;
  return (
    <div className="rounded-md border border-line">
      <p className="border-b border-line bg-sunken px-2 py-1 text-sm">
        <span className="text-muted">Quick fix: </span>
        {preview.title}
      </p>
      <ul className="px-2 py-1 text-xs">
        {lines.slice(0, LIMIT).map(({ kind, where, before, after }) => (
          <li key={`${where}${kind}`} className="flex gap-2">
            <span className={COLOR[kind]} aria-hidden>
              {SIGN[kind]}
            </span>
            <span className="min-w-0 break-words">
              <span className="sr-only">{kind}: </span>
              {where}
              {after === "" ? null : <span className="text-success"> {after}</span>}
              {before === "" ? null : <span className="text-faint line-through"> {before}</span>}
            </span>
          </li>
        ))}
        {lines.length > LIMIT ? <li className="text-faint">and {lines.length - LIMIT} more</li> : null}
      </ul>
    </div>
  );
}

interface Line {
  readonly kind: ElementChange["kind"];
  readonly where: string;
  readonly before: string;
  readonly after: string;
}

/** A line for each property, and one for what is new or gone as a whole. */
function linesOf(before: Design, after: Design): readonly Line[] {
  const { changes, around } = compareDesigns(before, after);
  return [...changes, ...around].flatMap(({ kind, element, name, properties }): Line[] => {
    const where = element === "design" ? "Design" : name;
    if (properties.length === 0) return [{ kind, where: `${element} ${name}`, before: "", after: "" }];
    return properties.map((property) => ({
      kind: property.kind,
      where: `${where} · ${property.title}`,
      before: property.kind === "changed" ? shortValue(property.before) : "",
      after: shortValue(property.after),
    }));
  });
}

const SIGN: Record<ElementChange["kind"], string> = { added: "+", removed: "−", changed: "~" };
const COLOR: Record<ElementChange["kind"], string> = { added: "text-success", removed: "text-error", changed: "text-warning" };
