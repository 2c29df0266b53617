"use client";

import { useMemo } from "react";
import { previewFix } from "#lib/editor/commands/findings.ts";
import { type Change, changesBetween } from "#lib/model/changes.ts";
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
  const changes = useMemo(() => (preview ? changesBetween(preview.before, preview.after) : []), [preview]);
  if (!preview) return null;
  return (
    <div className="rounded-md border border-line">
      <p className="border-b border-line bg-sunken px-2 py-1 text-sm">
        <span className="text-muted">Quick fix: </span>
        {preview.title}
      </p>
      <ul className="px-2 py-1 font-mono text-xs">
        {changes.slice(0, LIMIT).map((change) => (
          <li key={`${change.path}${change.kind}`} className="flex gap-2">
            <span className={COLOR[change.kind]} aria-hidden>
              {SIGN[change.kind]}
            </span>
            <span className="min-w-0 break-words">
              <span className="sr-only">{change.kind}: </span>
              {change.path}
              {change.kind === "removed" ? null : <span className="text-success"> {change.after}</span>}
              {change.kind === "changed" ? <span className="text-faint line-through"> {change.before}</span> : null}
            </span>
          </li>
        ))}
        {changes.length > LIMIT ? <li className="text-faint">and {changes.length - LIMIT} more</li> : null}
      </ul>
    </div>
  );
}

const SIGN: Record<Change["kind"], string> = { added: "+", removed: "−", changed: "~" };
const COLOR: Record<Change["kind"], string> = { added: "text-success", removed: "text-error", changed: "text-warning" };
