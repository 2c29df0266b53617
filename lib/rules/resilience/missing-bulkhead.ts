import type { Connection } from "#lib/model/connection.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { ownBulkhead } from "../resilient-call.ts";
import { defineRule, finding, type Report } from "../rule.ts";

/** Whether a component calls more than one other. */
function hasSeveralCallees(outgoing: readonly Connection[]): boolean {
  let first: Id | undefined;
  for (const { kind, to } of outgoing) {
    if (kind !== "call") continue;
    first ??= to;
    if (to !== first) return true;
  }
  return false;
}

const NONE: ReadonlySet<string> = new Set();
const NOTHING = {};

/** The pools that calls to different callees share. */
function sharedPools(outgoing: readonly Connection[]): ReadonlySet<string> {
  let users: Map<string, Id> | undefined;
  let shared: Set<string> | undefined;
  for (const { kind, bulkhead, to } of outgoing) {
    if (kind !== "call" || !bulkhead) continue;
    const user = users?.get(bulkhead);
    if (user === undefined) (users ??= new Map()).set(bulkhead, to);
    else if (user !== to) (shared ??= new Set()).add(bulkhead);
  }
  return shared ?? NONE;
}

const order = sketch().service("order").service("stock").service("payment");

export const missingBulkhead = defineRule<{ readonly pool?: string }>({
  id: "resilience/missing-bulkhead",
  title: "Dependencies share one resource pool",
  severity: "warning",
  each: "component",
  kinds: COMPUTE_KINDS,
  check(component, { index }) {
    const outgoing = index.outgoing(component.id);
    if (!hasSeveralCallees(outgoing)) return undefined;
    const shared = sharedPools(outgoing);
    let reports: Report<{ readonly pool?: string }>[] | undefined;
    for (const { id, kind, bulkhead } of outgoing) {
      if (kind !== "call" || (bulkhead && !shared.has(bulkhead))) continue;
      (reports ??= []).push(finding({ target: id, element: { type: "connection", id }, property: "bulkhead", data: bulkhead ? { pool: bulkhead } : NOTHING }));
    }
    return reports;
  },
  message: ({ element, data }, { index }) => {
    const { from, to } = endsOf(index, element);
    return data.pool
      ? `${from} uses the pool "${data.pool}" for ${to} and for other dependencies alike.`
      : `${from} calls several dependencies, and ${to} has no resource pool of its own.`;
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
