import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { headOf, unitName, writesData } from "#lib/analysis/ownership.ts";
import type { Flow } from "#lib/model/flow.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { addSagaFor, writesOf, writtenContexts } from "../saga-draft.ts";
import { listed } from "#lib/model/sentence.ts";

function hasTwoWrites(flow: Flow, index: DesignIndex): boolean {
  let first: Id | undefined;
  for (const connection of index.connectionsOf(flow)) {
    if (connection.to === first || !writesData(connection)) continue;
    if (first !== undefined) return true;
    first = connection.to;
  }
  return false;
}

const shop = sketch()
  .boundary("context", "ordering", { name: "Ordering" })
  .boundary("context", "payments", { name: "Payments" })
  .service("order", { contexts: ["ordering"] })
  .service("payment", { contexts: ["payments"] })
  .database("order-db", { owner: "order" })
  .database("payment-db", { owner: "payment" })
  .call("order", "payment")
  .data("order", "order-db", { mode: "rw" })
  .data("payment", "payment-db", { mode: "w" });
const checkout = ["order-order-db", "order-payment", "payment-payment-db"];

export const multiContextWrite = defineRule<{ readonly contexts: readonly Id[] }>({
  id: "transactions/multi-context-write",
  title: "Writes in several contexts without a saga",
  severity: "error",
  each: "flow",
  check(flow, { index }) {
    if (!hasTwoWrites(flow, index) || (flow.saga !== undefined && index.sagas.has(flow.saga))) return undefined;
    const writes = writesOf(flow, index);
    const contexts = new Set<Id>();
    const heads = new Set<Id>();
    const missing = new Set<string>();
    let common: readonly Id[] | undefined;
    for (const write of writes) {
      const store = index.target(write);
      const head = store && headOf(store, index);
      if (!head) continue;
      heads.add(head.id);
      const written = writtenContexts(write, index);
      if (written.length === 0) {
        const owner = index.component(head.owner);
        missing.add(owner ? `${owner.id}.contexts` : `${head.id}.owner`);
        continue;
      }
      for (const context of written) contexts.add(context);
      common = common ? common.filter((context) => written.includes(context)) : written;
    }
    if (common?.length === 0) return finding({ property: "saga", related: writes.flatMap(({ id, to }) => [id, to]), data: { contexts: [...contexts] } });
    return missing.size > 0 && heads.size > 1 ? undecided([...missing]) : undefined;
  },
  message({ element, data }, { design, index }) {
    const flow = design.flows.find((candidate) => candidate.id === element.id);
    return `The flow "${flow?.name || element.id}" writes data of ${listed(data.contexts.map((id) => unitName(id, index)))}, and no saga says what happens when one of the writes fails.`;
  },
  why: "There is no transaction over several contexts: when the second write fails, the first stays, and somebody has to find out and repair it by hand.",
  remedy: "Describe the writes as the steps of a saga, each with what undoes it, or move the data that must change together into one context.",
  sources: ["000 §4", "001 Approach 2", "001 Approach 4", "002", "004 §5.3"],
  conflicts: ["CF-09"],
  needs: ["flow.connections", "connection.mode", "component.owner", "component.contexts", "flow.saga"],
  fix: {
    title: "Create a saga with one step per written context",
    apply(design, found, { settings }) {
      const flow = design.flows.find(({ id }) => id === found.element.id);
      return flow ? addSagaFor(design, flow, settings) : design;
    },
  },
  examples: {
    bad: [{ title: "An order and a payment in two databases", sketch: shop.flow("checkout", checkout) }],
    good: [
      {
        title: "A saga says what happens when the payment fails",
        sketch: shop.flow("checkout", checkout, { saga: "checkout-saga" }).saga("checkout-saga", {
          style: "orchestration",
          orchestrator: "order",
          stateStore: "order-db",
          steps: [
            { id: "place", component: "order", compensation: { action: "Cancel the order", idempotent: true } },
            { id: "charge", component: "payment" },
          ],
        }),
      },
      {
        title: "Both databases belong to one context",
        sketch: sketch()
          .boundary("context", "ordering")
          .service("order", { contexts: ["ordering"] })
          .service("basket", { contexts: ["ordering"] })
          .database("order-db", { owner: "order" })
          .database("basket-db", { owner: "basket" })
          .data("order", "order-db", { mode: "rw" })
          .data("basket", "basket-db", { mode: "rw" })
          .call("order", "basket")
          .flow("checkout", ["order-order-db", "order-basket", "basket-basket-db"]),
      },
    ],
  },
});
