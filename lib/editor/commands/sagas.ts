import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { writesData } from "#lib/analysis/ownership.ts";
import type { Component } from "#lib/model/component.ts";
import type { Design } from "#lib/model/design.ts";
import { addMember, freshAmong, type Patch, patched, updateMember } from "#lib/model/edit.ts";
import type { Flow, Saga, SagaStep } from "#lib/model/flow.ts";
import { isCompute, isStore } from "#lib/model/kinds.ts";
import { type Id, LINE_LIMIT } from "#lib/model/schema.ts";
import { counted } from "#lib/model/sentence.ts";
import { orchestrated } from "#lib/rules/saga-draft.ts";
import type { Editor } from "../editor.ts";
import { moved } from "./flows.ts";

/** Adds a saga without steps and opens it at its name. Returns its id. */
export function addSaga(editor: Editor): Id {
  const name = "New saga";
  const id = editor.freshId(name);
  if (
    editor.run("Add a saga", (design) => addMember(design, "sagas", { id, name, style: "orchestration", compensationOrder: "reverse", compensationScope: "completed", steps: [] }))
  ) {
    editor.openFlow(id, "name");
    editor.announce("Saga added");
  }
  return id;
}

/** The services of a flow that write data, in the order of its walk: those whose writing is part of the walk or, when no writing is, those that write anywhere. */
export function writersOf(index: DesignIndex, flow: Flow): readonly Component[] {
  const connections = index.connectionsOf(flow);
  const writes = connections.filter((connection) => writesData(connection) && isStore(index.target(connection)));
  const ids =
    writes.length > 0
      ? writes.map(({ from }) => from)
      : connections.flatMap(({ from, to }) => [from, to]).filter((id) => index.outgoing(id).some((connection) => writesData(connection) && isStore(index.target(connection))));
  return [...new Set(ids)].flatMap((id) => {
    const component = index.component(id);
    return component && isCompute(component) ? [component] : [];
  });
}

/** Makes a saga with a step for each service of a flow that writes, led by the first of them, as one step; opens it. Nothing when no service writes. Returns its id. */
export function makeSagaOf(editor: Editor, flowId: Id): Id | undefined {
  const { index, ruling } = editor.derived;
  const flow = editor.design.flows.find(({ id }) => id === flowId);
  const writers = flow ? writersOf(index, flow) : [];
  if (!flow || writers.length === 0) return undefined;
  const timeoutMs = ruling.settings["resilience.longTimeoutMs"];
  const taken = new Set<string>();
  const steps = writers.map((writer): SagaStep => {
    const id = freshAmong(taken, writer.name || writer.id);
    taken.add(id);
    return { id, component: writer.id, timeoutMs };
  });
  const name = `${flow.name || flow.id} saga`.slice(-LINE_LIMIT);
  const id = editor.freshId(name);
  const done = editor.run(`Make a saga of ${flow.name || flow.id}`, (design) =>
    orchestrated(updateMember(addMember(design, "sagas", { id, name, steps }), "flows", flow.id, { saga: id }), id),
  );
  if (!done) return undefined;
  editor.openFlow(id, "name");
  editor.announce(`Saga with ${counted(steps.length, "step")} made`);
  return id;
}

/** Changes properties of one saga. */
export const changeSaga = (editor: Editor, id: Id, patch: Patch<Saga>, label = "Edit saga"): boolean => editor.run(label, (design) => updateMember(design, "sagas", id, patch));

/** Adds a step to a saga at a place, the end when none is named. Returns the place. */
export function addSagaStep(editor: Editor, id: Id, at?: number): number {
  const steps = editor.design.sagas.find((saga) => saga.id === id)?.steps ?? [];
  const place = at ?? steps.length;
  const step: SagaStep = { id: freshAmong(new Set(steps.map((other) => other.id)), `step-${steps.length + 1}`) };
  editor.run("Add saga step", (design) => withSteps(design, id, (before) => before.toSpliced(place, 0, step)));
  editor.announce(`Step ${place + 1} added`);
  return place;
}

/** Changes properties of one step of a saga. */
export const changeSagaStep = (editor: Editor, id: Id, at: number, patch: Patch<SagaStep>): boolean =>
  editor.run("Edit saga step", (design) => withSteps(design, id, (steps) => withItem(steps, at, patch)));

/** Moves a step of a saga to another place. */
export const moveSagaStep = (editor: Editor, id: Id, from: number, to: number): boolean =>
  editor.run("Move saga step", (design) => withSteps(design, id, (steps) => moved(steps, from, to)));

/** Takes a step out of a saga. */
export const removeSagaStep = (editor: Editor, id: Id, at: number): boolean =>
  editor.run("Remove saga step", (design) => withSteps(design, id, (steps) => steps.filter((_, position) => position !== at)));

function withItem(steps: readonly SagaStep[], at: number, patch: Patch<SagaStep>): readonly SagaStep[] {
  const step = steps[at];
  const next = step && patched<SagaStep>(step, patch);
  return next === undefined || next === step ? steps : steps.with(at, next);
}

function withSteps(design: Design, id: Id, change: (steps: readonly SagaStep[]) => readonly SagaStep[]): Design {
  const steps = design.sagas.find((saga) => saga.id === id)?.steps ?? [];
  const next = change(steps);
  return next === steps ? design : updateMember(design, "sagas", id, { steps: [...next] });
}
