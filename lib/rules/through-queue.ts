import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { byId } from "#lib/analysis/ownership.ts";
import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Design } from "#lib/model/design.ts";
import { addMember, connectionId, freshId, patched } from "#lib/model/edit.ts";
import { isCompute } from "#lib/model/kinds.ts";
import type { Id } from "#lib/model/schema.ts";
import { asKind } from "./change-kind.ts";
import { addNear, nameFor } from "./insert.ts";

/** Whether a call can be turned into work on a queue: only a program of our own can put it there. */
export const canQueue = (call: Connection, index: DesignIndex): boolean => isCompute(index.source(call)) && index.target(call) !== undefined;

/** Turns a call into work on a queue: the caller publishes, the callee subscribes. A callee that cannot subscribe gets a worker that calls it in the background; a queue that already leads there is used. */
export function throughQueue(design: Design, call: Connection, index: DesignIndex): Design {
  const caller = index.source(call);
  const callee = index.target(call);
  if (!caller || !callee || !isCompute(caller)) return design;
  const calleeName = callee.name || callee.id;
  const queueName = nameFor(calleeName, "queue");
  let next = design;
  let worker = isCompute(callee) ? callee : workerFor(callee, index);
  const known = worker && index.incoming(worker.id).find((delivery) => isWork(delivery, index, isCompute(callee) ? queueName : undefined));
  const hops: Id[] = [];
  if (!worker || (worker !== callee && !known)) {
    const name = nameFor(calleeName, "worker");
    worker = newWorker(freshId(next, name), name, caller, design);
    next = addNear(next, worker, [caller.id, callee.id]);
    const background: Connection = { ...call, id: connectionId(next, worker.id, callee.id), from: worker.id, background: true };
    next = addMember(next, "connections", background);
    hops.push(background.id);
  }
  let queue = known?.from;
  let delivery = known?.id;
  if (queue === undefined || delivery === undefined) {
    queue = freshId(next, queueName);
    next = addNear(next, { id: queue, kind: "queue", name: queueName, role: "work" }, [caller.id, worker.id]);
    const { tls, tracePropagated } = call;
    delivery = connectionId(next, queue, worker.id);
    next = addMember(next, "connections", patched<Connection>({ id: delivery, kind: "subscribe", from: queue, to: worker.id }, { tls, tracePropagated }));
  }
  const publication = asKind(call, "publish", caller.id, queue);
  return {
    ...next,
    connections: next.connections.map((connection) => (connection.id === call.id ? publication : connection)),
    flows: next.flows.map((flow) => patched(flow, { connections: withHops(flow.connections, call.id, [delivery, ...hops]) })),
  };
}

/** The walk of a flow with further connections right after one of its own. */
const withHops = (walk: Id[] | undefined, after: Id, hops: readonly Id[]): Id[] | undefined =>
  walk?.includes(after) ? walk.flatMap((id) => (id === after ? [id, ...hops.filter((hop) => !walk.includes(hop))] : [id])) : walk;

/** The program that already calls it in the background on behalf of a queue. */
function workerFor(callee: Component, index: DesignIndex): Component | undefined {
  const workers = index.incoming(callee.id).flatMap((call) => {
    const source = call.kind === "call" && call.background === true ? index.source(call) : undefined;
    return source?.role === "worker" && isCompute(source) && index.incoming(source.id).some((delivery) => isWork(delivery, index, undefined)) ? source : [];
  });
  return byId(workers)[0];
}

function isWork(delivery: Connection, index: DesignIndex, name: string | undefined): boolean {
  const queue = delivery.kind === "subscribe" ? index.source(delivery) : undefined;
  return queue?.kind === "queue" && queue.role !== "dlq" && (name === undefined || queue.name === name);
}

/** A worker stands where its caller stands. */
function newWorker(id: Id, name: string, { contexts, team, zone, region }: Component, { profile }: Design): Component {
  return patched<Component>({ id, kind: profile === "serverless" ? "function" : "service", name, role: "worker" }, { contexts, team, zone, region });
}
