import { DesignIndex } from "#lib/analysis/design-index.ts";
import { byId } from "#lib/analysis/ownership.ts";
import { type Circle, circlesOf } from "#lib/analysis/sync-calls.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Design } from "#lib/model/design.ts";
import { addMember, connectionId, freshId, patched, removeElements } from "#lib/model/edit.ts";
import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { asKind } from "../change-kind.ts";
import { addNear, nameFor } from "../insert.ts";
import { defineRule, finding } from "../rule.ts";
import { listed, walk } from "#lib/model/sentence.ts";

/** The call that leads back: to the member that is called from outside the circle, else to the first one. */
function closingCall({ members, calls }: Circle, index: DesignIndex): Connection | undefined {
  const inside = new Set(members);
  const isEntrance = (id: Id) => index.incoming(id).some((other) => other.kind === "call" && !inside.has(other.from));
  return calls.find((call) => isEntrance(call.to)) ?? calls.at(-1);
}

/** Turns a call around: what the caller asks for, the callee tells by events to which the caller subscribes. */
function reversed(design: Design, call: Connection, index: DesignIndex): Design {
  const callee = index.target(call);
  if (!callee) return design;
  let next = design;
  const told = index.outgoing(callee.id).filter((connection) => connection.kind === "publish" && index.target(connection)?.kind === "topic");
  const known = byId(told.flatMap((connection) => index.target(connection) ?? []))[0];
  let topic = known?.id;
  let publication = told.find((connection) => connection.to === topic)?.id;
  if (topic === undefined || publication === undefined) {
    const name = nameFor(callee.name || callee.id, "events");
    topic = freshId(next, name);
    next = addNear(next, { id: topic, kind: "topic", name }, [call.from, call.to]);
    const { tls, tracePropagated } = call;
    publication = connectionId(next, callee.id, topic);
    next = addMember(next, "connections", patched<Connection>({ id: publication, kind: "publish", from: callee.id, to: topic }, { tls, tracePropagated }));
  }
  const heard = index.outgoing(topic).find((connection) => connection.kind === "subscribe" && connection.to === call.from);
  const subscription = heard ?? asKind(call, "subscribe", topic, call.from);
  const hops = [publication, subscription.id];
  const flows = next.flows.map((flow) =>
    patched(flow, { connections: flow.connections?.includes(call.id) ? flow.connections.flatMap((id) => (id === call.id ? hops : [id])) : flow.connections }),
  );
  if (heard) return removeElements({ ...next, flows }, [call.id]);
  return { ...next, flows, connections: next.connections.map((connection) => (connection.id === call.id ? subscription : connection)) };
}

const shop = sketch().gateway("gateway").service("order").service("payment").service("loyalty").call("gateway", "order").call("order", "payment");

export const syncCycle = defineRule<{ readonly members: readonly Id[]; readonly circle: readonly Id[] }>({
  id: "communication/sync-cycle",
  title: "Services call each other in a circle",
  severity: "error",
  each: "component",
  kinds: COMPUTE_KINDS,
  check(component, { index }) {
    const circle = circlesOf(index).get(component.id);
    if (!circle) return undefined;
    const calls = circle.calls.map((call) => call.id);
    return finding({ related: [...circle.members.slice(1), ...calls], data: { members: circle.members, circle: [component.id, ...circle.calls.map((call) => call.to)] } });
  },
  message({ data }, { index }) {
    const [first, ...others] = data.members;
    const way = walk(data.circle.map((id) => index.nameOf(id)));
    if (others.length === 0) return `${index.nameOf(first)} calls itself and waits for its own answer.`;
    return data.circle.length - 1 === data.members.length
      ? `${listed(data.members.map((id) => index.nameOf(id)))} wait for each other in a circle: ${way}.`
      : `${data.members.length} components wait for each other in circles, one of them is ${way}.`;
  },
  why: "None of them can answer, start or be released without the others, and under load they take each other's threads until all of them hang.",
  remedy: "Turn one of the calls around: let the callee publish what happened, and let the caller subscribe to it.",
  sources: ["000 §0 (distributed monolith)", "001 Anti-Patterns"],
  needs: ["connection.from", "connection.to", "connection.background", "connection.needsResponse"],
  fix: {
    title: "Replace the call that leads back by an event",
    apply(design, found) {
      let next = design;
      for (
        let index = new DesignIndex(next), circle = circlesOf(index).get(found.element.id);
        circle;
        index = new DesignIndex(next), circle = circlesOf(index).get(found.element.id)
      ) {
        const call = closingCall(circle, index);
        if (!call) break;
        next = reversed(next, call, index);
      }
      return next;
    },
  },
  examples: {
    bad: [
      { title: "Payment asks order, which is waiting for payment", sketch: shop.call("payment", "order") },
      { title: "A circle of three", sketch: shop.call("payment", "loyalty").call("loyalty", "order") },
    ],
    good: [
      { title: "Payment hears of orders by events", sketch: shop.topic("order-events").publish("order", "order-events").subscribe("order-events", "payment") },
      { title: "Two ways to one place are no circle", sketch: shop.call("payment", "loyalty").call("order", "loyalty") },
      { title: "Payment reports back later", sketch: shop.call("payment", "order", { background: true }) },
    ],
  },
});
