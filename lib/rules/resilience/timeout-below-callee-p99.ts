import { latencyBehind } from "#lib/analysis/latency.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { timeoutCeilingMs } from "../resilient-call.ts";
import { defineRule, finding, undecided } from "../rule.ts";

interface TooShort {
  readonly timeoutMs: number;
  readonly p99Ms: number;
}

const shop = sketch().service("order", { p99Ms: 40 }).service("payment", { p99Ms: 250 }).external("bank", { p99Ms: 900 }).call("payment", "bank");

export const timeoutBelowCalleeP99 = defineRule<TooShort>({
  id: "resilience/timeout-below-callee-p99",
  title: "Timeout shorter than normal latency",
  severity: "warning",
  each: "connection",
  kinds: ["call"],
  check(connection, { index }) {
    const { timeoutMs } = connection;
    const latency = timeoutMs ? latencyBehind(index, connection) : undefined;
    if (!timeoutMs || !latency) return undefined;
    if (timeoutMs < latency.p99Ms) return finding({ property: "timeoutMs", data: { timeoutMs, p99Ms: latency.p99Ms } });
    return latency.missing.length > 0
      ? undecided(
          latency.missing.map((id) => `${id}.p99Ms`),
          { related: latency.missing },
        )
      : undefined;
  },
  message: ({ element, data }, { index }) => {
    const { from, to } = endsOf(index, element);
    return `${from} gives up on ${to} after ${formatQuantity("ms", data.timeoutMs)}, but ${to} with all it waits for needs up to ${formatQuantity("ms", Math.round(data.p99Ms))} at p99.`;
  },
  why: "More than one call in a hundred would be cut off although nothing is wrong, and each of them is repeated or fails for the user.",
  remedy: "Raise the timeout above the latency of the callee's path, or shorten that path: in parallel, cached, or asynchronous.",
  sources: ["000 §6", "002 latency chains (derived)"],
  conflicts: ["CF-50"],
  needs: ["connection.timeoutMs", "component.p99Ms", "flow.connections"],
  thresholds: ["resilience.timeoutMs"],
  fix: {
    title: "Raise the timeout to the callee's latency (as a long-running call above 5 s)",
    apply(design, found, context) {
      const connection = context.index.connections.get(found.element.id);
      const latency = connection && latencyBehind(context.index, connection);
      if (!connection || !latency) return design;
      const timeoutMs = Math.ceil(latency.p99Ms / 10) * 10;
      return updateConnection(design, found.element.id, timeoutMs > timeoutCeilingMs(connection, context) ? { timeoutMs, longRunning: true } : { timeoutMs });
    },
  },
  examples: {
    bad: [
      {
        title: "500 ms for a payment that usually needs more than a second",
        sketch: shop.call("order", "payment", { timeoutMs: 500 }).flow("checkout", ["order-payment", "payment-bank"]),
      },
    ],
    good: [
      { title: "2 s leave room for 1.15 s", sketch: shop.call("order", "payment", { timeoutMs: 2_000 }).flow("checkout", ["order-payment", "payment-bank"]) },
      { title: "Not part of any flow", sketch: sketch().service("order").service("payment").call("order", "payment", { timeoutMs: 500 }) },
    ],
  },
});
