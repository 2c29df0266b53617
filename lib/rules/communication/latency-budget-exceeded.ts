import { type Contribution, contributionsTo, flowLatency } from "#lib/analysis/latency-budget.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

interface Overrun {
  readonly p99Ms: number;
  readonly budgetMs: number;
  readonly top: readonly Pick<Contribution, "id" | "ms">[];
}

/** A product of many factors may outgrow what JSON can hold. */
const shown = (ms: number) => formatQuantity("ms", Math.round(Math.min(ms, Number.MAX_SAFE_INTEGER)));

const shop = sketch()
  .client("web")
  .gateway("gateway", { p99Ms: 10 })
  .service("order", { p99Ms: 40 })
  .database("orders", { p99Ms: 15 })
  .service("pricing", { p99Ms: 90 })
  .service("stock", { p99Ms: 80 })
  .call("web", "gateway")
  .call("gateway", "order")
  .data("order", "orders");
const checkout = ["web-gateway", "gateway-order", "order-orders", "order-pricing", "order-stock"];
const slo = { p99Ms: 200 };

export const latencyBudgetExceeded = defineRule<Overrun>({
  id: "communication/latency-budget-exceeded",
  title: "Worst path slower than its target",
  severity: "error",
  each: "flow",
  check(flow, { index }) {
    const budgetMs = flow.slo?.p99Ms;
    if (budgetMs === undefined) return undefined;
    const latency = flowLatency(index, flow);
    if (!latency) return index.connectionsOf(flow).length === 0 ? undecided([`${flow.id}.connections`], { property: "connections" }) : undefined;
    if (latency.p99Ms > budgetMs) {
      const contributions = contributionsTo(index, flow, latency.start).filter(({ ms }) => ms > 0);
      const top = contributions.slice(0, 3).map(({ id, ms }) => ({ id, ms: Math.min(ms, Number.MAX_SAFE_INTEGER) }));
      return finding({ property: "slo.p99Ms", related: contributions.map(({ id }) => id), data: { p99Ms: Math.min(latency.p99Ms, Number.MAX_SAFE_INTEGER), budgetMs, top } });
    }
    return latency.missing.length > 0
      ? undecided(
          latency.missing.map((id) => `${id}.p99Ms`),
          { property: "slo.p99Ms", related: latency.missing },
        )
      : undefined;
  },
  message: ({ element, data }, { index, design }) => {
    const flow = design.flows.find((candidate) => candidate.id === element.id);
    const shares = listed(data.top.map(({ id, ms }) => `${index.nameOf(id)} (${shown(ms)})`));
    return `The flow "${flow?.name || element.id}" promises ${shown(data.budgetMs)} at p99 and needs up to ${shown(data.p99Ms)}${shares ? `; most of it goes to ${shares}` : ""}.`;
  },
  why: "Calls that wait for each other add up: a promise that the parts cannot keep together is broken on the first busy day.",
  remedy: "Start with the largest share: run independent calls in parallel, answer from a cache, or move what the answer does not need behind a queue; or promise less.",
  sources: ["002 Service boundary rules", "003 Step 1", "003 Ex. 1 (< 200 ms p99)", "003 Ex. 2 (< 100 ms)"],
  conflicts: ["CF-50"],
  needs: ["flow.slo.p99Ms", "flow.connections", "component.p99Ms", "connection.callsPerRequest", "connection.parallelGroup"],
  needsPerson: "Which of the calls can run in parallel, be answered from a cache or wait is known only to people who know the use case.",
  examples: {
    bad: [
      { title: "Two calls one after the other: 235 ms of 200 ms", sketch: shop.call("order", "pricing").call("order", "stock").flow("checkout", checkout, { slo }) },
      {
        title: "Each of three items is priced by a call of its own",
        sketch: shop.call("order", "pricing", { callsPerRequest: 3 }).flow("checkout", checkout.slice(0, 4), { slo }),
      },
    ],
    good: [
      {
        title: "The two run in parallel: 155 ms",
        sketch: shop.call("order", "pricing", { parallelGroup: "ask" }).call("order", "stock", { parallelGroup: "ask" }).flow("checkout", checkout, { slo }),
      },
      { title: "The stock is asked later", sketch: shop.call("order", "pricing").call("order", "stock", { background: true }).flow("checkout", checkout, { slo }) },
      { title: "Nothing was promised", sketch: shop.call("order", "pricing").call("order", "stock").flow("checkout", checkout) },
    ],
  },
});
