"use client";

import { clsx } from "clsx";
import { BookText, Plus, Trash2 } from "lucide-react";
import { useCallback, useState } from "react";
import type { PropertyRecord } from "#components/inspector/property-record.ts";
import { PropertyForm } from "#components/inspector/property-form.tsx";
import { Button, IconButton } from "#components/ui/button.tsx";
import { referenceOptions } from "#lib/catalog/references.ts";
import { decisionDescriptors } from "#lib/model/describe.ts";
import { addMember, removeElements, updateMember } from "#lib/model/edit.ts";
import { useDerived, useEditor } from "./use-editor.tsx";

const ESSENTIAL = ["title", "status", "category", "date", "context", "decision", "alternatives", "consequences", "reviewDate", "elements"];

/** The decisions (ADRs) of the design: to write, and to link to what they are about. */
export function DecisionsPanel() {
  const editor = useEditor();
  const { design } = useDerived();
  const [chosen, setChosen] = useState<string>();
  const decision = design.decisions.find(({ id }) => id === chosen);
  const change = useCallback(
    (patch: PropertyRecord) => void (chosen !== undefined && editor.run("Edit decision", (before) => updateMember(before, "decisions", chosen, patch))),
    [editor, chosen],
  );
  const options = useCallback((path: string) => referenceOptions(design, "decision", path), [design]);
  const add = () => {
    const id = editor.freshId(`adr-${design.decisions.length + 1}`);
    const date = new Date().toISOString().slice(0, 10);
    editor.run("Add decision", (before) => addMember(before, "decisions", { id, title: "Untitled decision", status: "proposed", date }));
    setChosen(id);
  };
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex items-center justify-between gap-2 border-b border-line px-3 py-1.5">
        <h2 className="font-semibold">Decisions</h2>
        {editor.readOnly ? null : (
          <Button size="sm" icon={<Plus aria-hidden size={13} />} onClick={add}>
            New decision
          </Button>
        )}
      </header>
      {design.decisions.length === 0 ? (
        <div className="flex flex-col items-center gap-2 px-6 py-10 text-center text-muted">
          <BookText aria-hidden size={20} className="text-faint" />
          <p>A decision says what was chosen, why, and what was turned down. It is exported as an ADR (MADR or Nygard).</p>
        </div>
      ) : (
        <ul className="max-h-[40%] shrink-0 overflow-y-auto border-b border-line">
          {design.decisions.map((one, at) => (
            <li key={one.id}>
              <button
                type="button"
                aria-pressed={one.id === chosen}
                onClick={() => setChosen(one.id)}
                className={clsx(
                  "flex w-full items-baseline gap-2 px-3 py-1.5 text-left outline-none focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus",
                  one.id === chosen ? "bg-accent-soft" : "hover:bg-hover",
                )}
              >
                <span className="tabular font-mono text-xs text-faint">{String(at + 1).padStart(4, "0")}</span>
                <span className="min-w-0 flex-1 truncate">{one.title}</span>
                <span className="text-xs text-muted">{one.status ?? "no status"}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {decision ? (
        <div className="min-h-0 flex-1 overflow-y-auto px-3 py-3">
          {editor.readOnly ? null : (
            <div className="mb-2 flex justify-end">
              <IconButton label="Delete this decision" size="sm" onClick={() => editor.run("Delete decision", (before) => removeElements(before, [decision.id]))}>
                <Trash2 aria-hidden size={14} />
              </IconButton>
            </div>
          )}
          <PropertyForm
            elementId={decision.id}
            descriptors={ESSENTIAL.flatMap((key) => decisionDescriptors.get(key) ?? [])}
            essentials={ESSENTIAL}
            value={decision}
            onChange={change}
            referenceOptions={options}
            readOnly={editor.readOnly}
          />
        </div>
      ) : null}
    </div>
  );
}
