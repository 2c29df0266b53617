import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { endsOf } from "../ends.ts";
import { ownBulkhead } from "../resilient-call.ts";
import { defineRule, finding } from "../rule.ts";

/** Users of each pool: the first callee that uses it, and whether others do too. */
function poolsOf(calls: readonly Connection[]): Map<string, { readonly to: string; shared: boolean }> {
  const pools = new Map<string, { readonly to: string; shared: boolean }>();
  for (const { bulkhead, to } of calls) {
    if (!bulkhead) continue;
    const pool = pools.get(bulkhead);
    if (!pool) pools.set(bulkhead, { to, shared: false });
    else if (pool.to !== to) pool.shared = true;
  }
  return pools;
}

function crowded(component: Component, index: DesignIndex): readonly Connection[] {
  const calls = index.outgoing(component.id).filter((connection) => connection.kind === "call");
  const first = calls[0];
  if (!first || calls.every((call) => call.to === first.to)) return [];
  const pools = poolsOf(calls);
  return calls.filter(({ bulkhead }) => !bulkhead || pools.get(bulkhead)?.shared === true);
}

const order = sketch().service("order").service("stock").service("payment");

export const missingBulkhead = defineRule<{ readonly pool?: string }>({
  id: "resilience/missing-bulkhead",
  title: "Dependencies share one resource pool",
  severity: "warning",
  each: "component",
  kinds: COMPUTE_KINDS,
  check: (component, { index }) =>
    crowded(component, index).map((call) => finding({ target: call.id, element: { type: "connection", id: call.id }, property: "bulkhead", data: { ...(call.bulkhead ? { pool: call.bulkhead } : {}) } })),
  message: ({ element, data }, { index }) => {
    const { from, to } = endsOf(index, element);
    return data.pool ? `${from} uses the pool "${data.pool}" for ${to} and for other dependencies alike.` : `${from} calls several dependencies, and ${to} has no resource pool of its own.`;
  },
  why: "When dependencies share threads or connections, the slowest one takes them all, and calls to healthy ones wait behind it.",
  remedy: "Give every dependency a pool of its own, sized for it, so that a flooded compartment does not sink the ship.",
  sources: ["000 §6 Bulkheads", "002", "003 Edge Cases"],
  needs: ["connection.bulkhead"],
  partOfBareConnection: true,
  fix: {
    title: "Give the dependency its own pool",
    apply(design, found, context) {
      const connection = context.index.connections.get(found.element.id);
      return connection ? updateConnection(design, connection.id, { bulkhead: ownBulkhead(connection, context) }) : design;
    },
  },
  examples: {
    bad: [
      { title: "Two dependencies, no pools", sketch: order.call("order", "stock").call("order", "payment") },
      { title: "Two dependencies, one pool", sketch: order.call("order", "stock", { bulkhead: "http" }).call("order", "payment", { bulkhead: "http" }) },
    ],
    good: [
      { title: "One pool each", sketch: order.call("order", "stock", { bulkhead: "stock" }).call("order", "payment", { bulkhead: "payment" }) },
      { title: "A single dependency has the pool for itself", sketch: order.call("order", "payment") },
    ],
  },
});
