import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { updateConnection } from "#lib/model/edit.ts";
import type { Flow } from "#lib/model/flow.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, type Report } from "../rule.ts";
import { addSagaFor, orchestrated } from "../saga-draft.ts";
import { listed } from "#lib/model/sentence.ts";

interface Commit {
  readonly name: string;
  /** Databases that commit together; nothing when a saga says so itself. */
  readonly stores: readonly Id[];
}

/** The data connections of a flow that take part in a distributed commit, each once. */
function joined(flow: Flow, index: DesignIndex): readonly Id[] {
  const ids = new Set<Id>();
  for (const connection of index.connectionsOf(flow)) if (connection.xa === true && connection.kind === "data") ids.add(connection.id);
  return [...ids];
}

const shop = sketch()
  .service("order")
  .database("orders", { owner: "order" })
  .service("payment")
  .database("payments", { owner: "payment" })
  .call("order", "payment")
  .data("order", "orders", { mode: "rw" });
const step = { compensation: { action: "Undo", idempotent: true } } as const;

export const twoPhaseCommit = defineRule<Commit>({
  id: "transactions/two-phase-commit",
  title: "Two-phase commit across services",
  severity: "error",
  each: "design",
  check(design, { index }) {
    const reports: Report<Commit>[] = [];
    for (const saga of design.sagas) {
      if (saga.style !== "2pc") continue;
      reports.push(finding({ target: saga.id, element: { type: "saga", id: saga.id }, property: "style", data: { name: saga.name || saga.id, stores: [] } }));
    }
    for (const flow of design.flows) {
      const ids = joined(flow, index);
      if (ids.length < 2) continue;
      const stores = [...new Set(ids.flatMap((id) => index.connections.get(id)?.to ?? []))];
      reports.push(
        finding({ target: flow.id, element: { type: "flow", id: flow.id }, property: "connections", related: [...ids, ...stores], data: { name: flow.name || flow.id, stores } }),
      );
    }
    return reports;
  },
  message: ({ element, data }, { index }) =>
    element.type === "saga"
      ? `The saga "${data.name}" commits in two phases across its services.`
      : `The flow "${data.name}" commits ${listed(data.stores.map((id) => index.nameOf(id)))} together in two phases.`,
  why: "Between the two phases every participant holds its locks and waits for the coordinator: one that hangs stops all of them, and their availabilities multiply.",
  remedy: "Make it a saga: each service commits on its own, and what was done is compensated when a later step fails.",
  sources: ["000 §0", "000 Mantras", "002", "004 §5.3"],
  conflicts: ["CF-34"],
  needs: ["saga.style", "connection.xa", "flow.connections"],
  fix: {
    title: "Convert to an orchestrated saga",
    apply(design, found, { index, settings }) {
      if (found.element.type === "saga") return orchestrated(design, found.element.id);
      const flow = design.flows.find(({ id }) => id === found.element.id);
      if (!flow) return design;
      let next = design;
      for (const id of joined(flow, index)) next = updateConnection(next, id, { xa: undefined });
      return flow.saga !== undefined && index.sagas.has(flow.saga) ? next : addSagaFor(next, flow, settings);
    },
  },
  examples: {
    bad: [
      {
        title: "Orders and payments commit together",
        sketch: shop
          .data("payment", "payments", { mode: "rw", xa: true })
          .data("order", "orders", { id: "place", mode: "w", xa: true })
          .flow("checkout", ["place", "order-payment", "payment-payments"]),
      },
      {
        title: "A saga that is one only by name",
        sketch: shop.data("payment", "payments", { mode: "rw" }).saga("checkout", {
          style: "2pc",
          steps: [
            { id: "place", component: "order" },
            { id: "charge", component: "payment" },
          ],
        }),
      },
    ],
    good: [
      {
        title: "An orchestrated saga with local transactions",
        sketch: shop
          .data("payment", "payments", { mode: "rw" })
          .flow("checkout", ["order-orders", "order-payment", "payment-payments"], { saga: "checkout-saga" })
          .saga("checkout-saga", {
            style: "orchestration",
            orchestrator: "order",
            stateStore: "orders",
            steps: [
              { id: "place", component: "order", ...step },
              { id: "charge", component: "payment" },
            ],
          }),
      },
      { title: "One database alone", sketch: shop.data("order", "orders", { id: "place", mode: "w", xa: true }).flow("checkout", ["place"]) },
    ],
  },
});
