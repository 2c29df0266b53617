import { isCompute } from "#lib/model/kinds.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { withStateStore } from "../saga-draft.ts";
import { sagaName } from "../saga-steps.ts";

const shop = sketch().service("order").service("payment").database("orders", { owner: "order" }).data("order", "orders", { mode: "rw" });
const steps = [
  { id: "place", component: "order", compensation: { action: "Cancel the order", idempotent: true } },
  { id: "charge", component: "payment" },
];

export const sagaStateInMemory = defineRule<{ readonly store: string | undefined }>({
  id: "transactions/saga-state-in-memory",
  title: "Saga progress not stored",
  severity: "error",
  each: "saga",
  check(saga, { index }) {
    if (saga.style !== "orchestration") return undefined;
    const store = index.component(saga.stateStore);
    if (store?.kind === "database") return undefined;
    const orchestrator = index.component(saga.orchestrator);
    return finding({
      property: "stateStore",
      related: [...(saga.orchestrator === undefined ? [] : [saga.orchestrator]), ...(store ? [store.id] : [])],
      fixable: isCompute(orchestrator),
      data: { store: store?.id },
    });
  },
  message: ({ element, data }, context) =>
    data.store === undefined
      ? `Nothing says where the saga "${sagaName(element, context)}" keeps its progress; in the memory of its orchestrator it is lost with it.`
      : `The saga "${sagaName(element, context)}" keeps its progress in ${context.index.nameOf(data.store)}, which is no database.`,
  why: "When the orchestrator restarts, it no longer knows which steps were done: it can neither finish nor undo what it began.",
  remedy: "Write each step to a table of the orchestrator's own database before it is started and after it has completed.",
  sources: ["000 §4 Cons (single point of failure)", "004 §5.3 (its code keeps the steps in memory)"],
  needs: ["saga.style", "saga.stateStore", "saga.orchestrator"],
  fix: {
    title: "Keep the progress in the orchestrator's database",
    apply: (design, found) => withStateStore(design, found.element.id),
  },
  examples: {
    bad: [
      { title: "A restart forgets which orders are half done", sketch: shop.saga("checkout", { style: "orchestration", orchestrator: "order", steps }) },
      {
        title: "A cache forgets as well",
        sketch: shop.cache("redis").saga("checkout", { style: "orchestration", orchestrator: "order", stateStore: "redis", steps }),
      },
    ],
    good: [
      { title: "The progress is a row in the database", sketch: shop.saga("checkout", { style: "orchestration", orchestrator: "order", stateStore: "orders", steps }) },
      { title: "A choreography has no progress to keep", sketch: shop.saga("checkout", { style: "choreography", steps }) },
    ],
  },
});
