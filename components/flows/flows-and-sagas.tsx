"use client";

import { Plus, Route } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useChecked, useDerived, useEditor, useUi } from "#components/studio/use-editor.tsx";
import { Button } from "#components/ui/button.tsx";
import { SeverityIcon } from "#components/ui/severity-icon.tsx";
import { removeFlow, startRecording } from "#lib/editor/commands/flows.ts";
import { addSaga } from "#lib/editor/commands/sagas.ts";
import { SEVERITIES } from "#lib/model/design.ts";
import type { Flow, Saga } from "#lib/model/flow.ts";
import { optionTitle } from "#lib/model/option-title.ts";
import type { Id } from "#lib/model/schema.ts";
import { counted } from "#lib/model/sentence.ts";
import { FlowDetail } from "./flow-detail.tsx";
import { SagaDetail } from "./saga-detail.tsx";

/** The flows and sagas as a list, or the one that is open in full. */
export function FlowsAndSagas() {
  const { design } = useDerived();
  const open = useUi((state) => state.flow);
  const [last, setLast] = useState(open);
  if (open !== undefined && open !== last) setLast(open);
  const flow = design.flows.find(({ id }) => id === open);
  if (flow) return <FlowDetail key={flow.id} flow={flow} />;
  const saga = design.sagas.find(({ id }) => id === open);
  if (saga) return <SagaDetail key={saga.id} saga={saga} />;
  return <Lists last={last} />;
}

function Lists({ last }: { /** What was open before; the keys go on there. */ readonly last: Id | undefined }) {
  const editor = useEditor();
  const { design } = useDerived();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (last === undefined || document.activeElement !== document.body) return;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-flow]") ?? [])];
    (rows.find((row) => row.dataset["flow"] === last) ?? rows[0])?.focus();
  }, [last]);
  const canDraw = !editor.readOnly && design.connections.length > 0;
  const record = (
    <Button
      size="sm"
      variant={design.flows.length === 0 ? "primary" : "secondary"}
      icon={<Plus aria-hidden size={13} />}
      disabled={!canDraw}
      onClick={() => startRecording(editor)}
    >
      Record a flow
    </Button>
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const id = event.target instanceof HTMLElement ? event.target.dataset["flow"] : undefined;
    if (id === undefined) return;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-flow]") ?? [])];
    const at = rows.findIndex((row) => row.dataset["flow"] === id);
    if (event.key === "ArrowDown") rows[at + 1]?.focus();
    else if (event.key === "ArrowUp") rows[at - 1]?.focus();
    else if (event.key === "Home") rows[0]?.focus();
    else if (event.key === "End") rows.at(-1)?.focus();
    else if (event.key === "F2") editor.openFlow(id, "name");
    else if ((event.key === "Delete" || event.key === "Backspace") && !editor.readOnly) {
      (rows[at + 1] ?? rows[at - 1])?.focus();
      removeFlow(editor, id);
    } else return;
    event.preventDefault();
  };
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex min-h-10 items-center justify-between gap-2 border-b border-line px-3 py-1.5">
        <h2 className="font-semibold">Flows</h2>
        {editor.readOnly || design.flows.length === 0 ? null : record}
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Keys of the rows inside, which are buttons. */}
      <div ref={list} onKeyDown={onKeyDown} className="min-h-0 flex-1 overflow-y-auto pb-3">
        {design.flows.length === 0 ? (
          <div className="flex flex-col items-center gap-2 px-6 py-8 text-center text-muted">
            <Route aria-hidden size={20} className="text-faint" />
            <p>A flow is one use case as a walk over connections. Latency, availability and much else are worked out along it.</p>
            {editor.readOnly ? null : record}
            {canDraw || editor.readOnly ? null : <p className="text-sm text-faint">Connect two components first.</p>}
          </div>
        ) : (
          <ul aria-label="Flows" className="pt-1">
            {design.flows.map((flow) => (
              <li key={flow.id}>
                <Row id={flow.id} name={flow.name ?? flow.id} meta={flowMeta(flow)} onOpen={() => open(flow.id, flow.connections ?? [])} />
              </li>
            ))}
          </ul>
        )}
        <section aria-labelledby="lintel-sagas" className="mt-3">
          <header className="flex min-h-8 items-center justify-between gap-2 pr-3 pl-3">
            <h3 id="lintel-sagas" className="font-semibold">
              Sagas
            </h3>
            {editor.readOnly ? null : (
              <Button size="sm" icon={<Plus aria-hidden size={13} />} onClick={() => void addSaga(editor)}>
                New saga
              </Button>
            )}
          </header>
          {design.sagas.length === 0 ? (
            <p className="px-3 py-1 text-muted">A saga is a business transaction over several services: steps, and what takes each of them back. One can also be made of a flow.</p>
          ) : (
            <ul aria-label="Sagas">
              {design.sagas.map((saga) => (
                <li key={saga.id}>
                  <Row id={saga.id} name={saga.name ?? saga.id} meta={sagaMeta(saga)} onOpen={() => open(saga.id, saga.steps?.flatMap(({ component }) => component ?? []) ?? [])} />
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </div>
  );

  function open(id: Id, path: readonly Id[]): void {
    if (path.length > 0) editor.show(path);
    editor.openFlow(id);
  }
}

const flowMeta = ({ connections = [], criticality, saga }: Flow): string =>
  [counted(connections.length, "step"), ...(criticality === "critical" ? ["critical"] : []), ...(saga === undefined ? [] : ["saga"])].join(" · ");
const sagaMeta = ({ steps = [], style }: Saga): string => [counted(steps.length, "step"), ...(style ? [optionTitle(style).toLowerCase()] : [])].join(" · ");

interface RowProps {
  readonly id: Id;
  readonly name: string;
  readonly meta: ReactNode;
  readonly onOpen: () => void;
}

function Row({ id, name, meta, onOpen }: RowProps) {
  const found = useChecked().findingsByElement.get(id) ?? [];
  const worst = SEVERITIES.find((severity) => found.some((finding) => finding.severity === severity));
  return (
    <button
      type="button"
      data-flow={id}
      onClick={onOpen}
      className="flex min-h-8 w-full items-center gap-2 px-3 py-1 text-left outline-none hover:bg-hover focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus"
    >
      <span className="min-w-0 flex-1 truncate">{name}</span>
      <span className="tabular shrink-0 text-sm text-muted">{meta}</span>
      {worst ? (
        <span className="flex shrink-0 items-center gap-1">
          <SeverityIcon severity={worst} size={12} />
          <span className="tabular text-xs text-muted">{found.length}</span>
        </span>
      ) : null}
    </button>
  );
}
