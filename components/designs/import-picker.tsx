"use client";

import { clsx } from "clsx";
import { FileUp, LoaderCircle } from "lucide-react";
import { type DragEvent, useId, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextArea } from "#components/ui/field.tsx";
import { SeverityIcon } from "#components/ui/severity-icon.tsx";
import type { Design } from "#lib/model/design.ts";
import { checkIntegrity } from "#lib/model/integrity.ts";
import { counted } from "#lib/model/sentence.ts";
import { readFile, readImport } from "./read-import.ts";
import type { ReadResult } from "./read-text.ts";

const SHOWN = 12;

export interface ImportAction {
  readonly label: string;
  readonly primary?: boolean;
  readonly run: (design: Design) => void;
}

/** Takes a file or pasted text, says what is in it or what is wrong with it, and only then offers to use it. */
export function ImportPicker({ actions }: { readonly actions: readonly ImportAction[] }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [over, setOver] = useState(false);
  const [busy, setBusy] = useState(false);
  const [read, setRead] = useState<(ReadResult & { readonly source: string }) | undefined>();

  const take = async (source: string, reading: Promise<ReadResult>) => {
    setBusy(true);
    setRead(undefined);
    setRead({ ...(await reading), source });
    setBusy(false);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) void take(file.name, readFile(file));
  };

  return (
    <div className="flex flex-col gap-3 pb-3">
      <div
        onDragOver={(event) => (event.preventDefault(), setOver(true))}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
        className={clsx("flex flex-col items-center gap-2 rounded-[8px] border border-dashed p-5 text-center", over ? "border-accent bg-accent-soft" : "border-line-strong")}
      >
        <FileUp aria-hidden size={20} className="text-faint" />
        <p className="text-muted">Drop a file here: *.lintel.yaml, *.lintel.json, *.mmd or a Markdown file with a Mermaid block</p>
        <Button onClick={() => input.current?.click()}>Choose a file</Button>
        <input
          ref={input}
          type="file"
          aria-label="File to import"
          className="sr-only"
          tabIndex={-1}
          accept=".yaml,.yml,.json,.mmd,.mermaid,.md,.txt"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) void take(file.name, readFile(file));
            event.currentTarget.value = "";
          }}
        />
      </div>
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="text-sm text-muted">
          Or paste the text
        </label>
        <TextArea
          id={id}
          rows={5}
          value={text}
          spellCheck={false}
          onChange={(event) => setText(event.currentTarget.value)}
          className="max-h-48 font-mono"
          placeholder={"flowchart LR\n  web[Web shop] --> orders(Order service)\n  orders --> db[(PostgreSQL)]"}
        />
        <div>
          <Button size="sm" disabled={text.trim() === "" || busy} onClick={() => void take("the pasted text", readImport({ text, fileName: undefined }))}>
            Read the text
          </Button>
        </div>
      </div>
      <div aria-live="polite">
        {busy ? (
          <p className="flex items-center gap-2 text-muted">
            <LoaderCircle aria-hidden size={14} className="animate-spin" /> Reading…
          </p>
        ) : null}
        {read ? <Outcome read={read} actions={actions} /> : null}
      </div>
    </div>
  );
}

function Outcome({ read, actions }: { readonly read: ReadResult & { readonly source: string }; readonly actions: readonly ImportAction[] }) {
  const { result } = read;
  if (!result.ok) {
    return (
      <div role="alert" className="rounded-md border border-error bg-error-soft p-3">
        <p className="flex items-center gap-2 font-medium">
          <SeverityIcon severity="error" size={14} label="" />
          {read.source} cannot be imported. Nothing was changed.
        </p>
        <ul className="mt-2 flex flex-col gap-1">
          {result.problems.slice(0, SHOWN).map((problem, at) => (
            <li key={at} className="text-sm">
              {problem.line === undefined ? null : (
                <span className="tabular mr-2 font-mono text-muted">
                  line {problem.line}
                  {problem.column === undefined ? "" : `, column ${problem.column}`}
                </span>
              )}
              {problem.path ? <span className="mr-2 font-mono">{problem.path}</span> : null}
              {problem.message}
              {problem.reason ? <span className="text-muted"> ({problem.reason})</span> : null}
            </li>
          ))}
          {result.problems.length > SHOWN ? <li className="text-sm text-muted">and {result.problems.length - SHOWN} more</li> : null}
        </ul>
      </div>
    );
  }
  const { design, notes } = result;
  const wrong = checkIntegrity(design);
  return (
    <div className="rounded-md border border-line p-3">
      <p>
        <strong>{design.title}</strong> ({read.format}): {counted(design.components.length, "component")}, {counted(design.connections.length, "connection")},{" "}
        {counted(design.boundaries.length, "boundary", "boundaries")}.
      </p>
      {wrong.length > 0 ? (
        <div className="mt-2 rounded-md bg-warning-soft p-2 text-sm">
          <p className="flex items-center gap-2 font-medium">
            <SeverityIcon severity="warning" size={14} label="" />
            It can be imported, but these do not fit together:
          </p>
          <ul className="mt-1 list-disc pl-5">
            {wrong.slice(0, SHOWN).map((problem) => (
              <li key={`${problem.id} ${problem.message}`}>{problem.message}</li>
            ))}
            {wrong.length > SHOWN ? <li>and {wrong.length - SHOWN} more; lintel check names them all</li> : null}
          </ul>
        </div>
      ) : null}
      {notes.length > 0 ? (
        <details className="mt-2 text-sm">
          <summary className="cursor-pointer text-muted">
            {notes.length} {notes.length === 1 ? "note" : "notes"} on what was guessed or left out
          </summary>
          <ul className="mt-1 max-h-40 list-disc overflow-y-auto pl-5">
            {notes.slice(0, 200).map((note, at) => (
              <li key={at}>
                {note.line === undefined ? "" : `line ${note.line}: `}
                {note.message}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      <div className="mt-3 flex flex-wrap gap-2">
        {actions.map((action) => (
          <Button key={action.label} variant={action.primary ? "primary" : "secondary"} onClick={() => action.run(design)}>
            {action.label}
          </Button>
        ))}
      </div>
    </div>
  );
}
