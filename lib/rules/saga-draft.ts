import { DesignIndex } from "#lib/analysis/design-index.ts";
import { byId, contextsOf, headOf, isPrimary, ownersOf, writesData } from "#lib/analysis/ownership.ts";
import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Design } from "#lib/model/design.ts";
import { addMember, connectionId, freshAmong, freshId, patched, updateMember } from "#lib/model/edit.ts";
import type { Flow, Saga, SagaStep } from "#lib/model/flow.ts";
import { isCompute } from "#lib/model/kinds.ts";
import type { Id } from "#lib/model/schema.ts";
import { addNear, nameFor } from "./insert.ts";
import type { Settings } from "./thresholds.ts";

/** The bounded contexts that a write changes: those of the database's owner, else those of the writer. */
export function writtenContexts(write: Connection, index: DesignIndex): readonly Id[] {
  const store = index.target(write);
  const owners = store ? ownersOf(headOf(store, index), index, "context") : [];
  if (owners.length > 0) return owners;
  const writer = index.source(write);
  return writer ? contextsOf(writer, index) : [];
}

/** The writes of a flow to databases and object stores, each connection once. */
export function writesOf(flow: Flow, index: DesignIndex): Connection[] {
  return [...new Set(index.connectionsOf(flow))].filter((connection) => writesData(connection) && index.target(connection) !== undefined);
}

/** The database in which an orchestrator may keep the progress of a saga: its own first, then one that it writes. */
function ownDatabase(orchestrator: Component, index: DesignIndex): Component | undefined {
  const own = index.ofKind("database").filter((database) => isPrimary(database) && database.owner === orchestrator.id);
  const written = index.outgoing(orchestrator.id).flatMap((connection) => {
    const store = writesData(connection) ? index.target(connection) : undefined;
    return store && isPrimary(store) ? store : [];
  });
  return byId(own)[0] ?? byId(written)[0];
}

/** Gives a saga a database for its progress: one that its orchestrator already has, else a new one. The same design when nobody orchestrates it. */
export function withStateStore(design: Design, sagaId: Id): Design {
  const index = new DesignIndex(design);
  const saga = design.sagas.find(({ id }) => id === sagaId);
  const orchestrator = index.component(saga?.orchestrator);
  if (!saga || !isCompute(orchestrator) || !orchestrator) return design;
  if (index.component(saga.stateStore)?.kind === "database") return design;
  const existing = ownDatabase(orchestrator, index);
  if (existing) return updateMember(design, "sagas", sagaId, { stateStore: existing.id });
  const name = nameFor(orchestrator.name || orchestrator.id, "saga state");
  const id = freshId(design, name);
  const { contexts, zone, region } = orchestrator;
  let next = addNear(design, patched<Component>({ id, kind: "database", name, role: "primary", owner: orchestrator.id }, { contexts, zone, region }), [orchestrator.id]);
  next = addMember(next, "connections", { id: connectionId(next, orchestrator.id, id), kind: "data", from: orchestrator.id, to: id, mode: "rw" });
  return updateMember(next, "sagas", sagaId, { stateStore: id });
}

/** Makes a saga an orchestrated one: the service of its first step leads unless another does, keeps the progress in its database and compensates completed steps in reverse. */
export function orchestrated(design: Design, sagaId: Id): Design {
  const index = new DesignIndex(design);
  const saga = design.sagas.find(({ id }) => id === sagaId);
  if (!saga) return design;
  const led = index.component(saga.orchestrator) ? saga.orchestrator : saga.steps?.find(({ component }) => isCompute(index.component(component)))?.component;
  const next = updateMember(design, "sagas", sagaId, {
    style: "orchestration",
    orchestrator: led,
    compensationOrder: "reverse",
    compensationScope: "completed",
  });
  return withStateStore(next, sagaId);
}

/** Drafts an orchestrated saga for a flow, with one step for each bounded context that it writes, and hangs it on the flow. */
export function addSagaFor(design: Design, flow: Flow, settings: Settings): Design {
  const index = new DesignIndex(design);
  const steps: SagaStep[] = [];
  const stepIds = new Set<string>();
  const contexts = new Set<Id>();
  for (const write of writesOf(flow, index)) {
    const written = writtenContexts(write, index);
    if (written.some((context) => contexts.has(context))) continue;
    for (const context of written) contexts.add(context);
    const writer = index.source(write);
    const id = freshAmong(stepIds, writer?.name || write.from);
    stepIds.add(id);
    steps.push({ id, component: write.from, timeoutMs: settings["resilience.longTimeoutMs"] });
  }
  const id = freshId(design, `${flow.name || flow.id} saga`);
  const saga: Saga = { id, name: nameFor(flow.name || flow.id, "saga"), steps };
  return orchestrated(updateMember(addMember(design, "sagas", saga), "flows", flow.id, { saga: id }), id);
}
