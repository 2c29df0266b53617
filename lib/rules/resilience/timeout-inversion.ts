import { callerBudgetMs, callersOf } from "#lib/analysis/callers.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { timeoutPatch } from "../resilient-call.ts";
import { defineRule, finding } from "../rule.ts";

interface Inverted {
  readonly timeoutMs: number;
  readonly budgetMs: number;
  readonly caller: string;
}

const shop = sketch().gateway("gateway").service("order").service("payment").database("orders");

export const timeoutInversion = defineRule<Inverted>({
  id: "resilience/timeout-inversion",
  title: "Caller gives up before its callee",
  severity: "error",
  each: "connection",
  kinds: ["call", "data", "cacheAccess"],
  check(connection, { index }) {
    const { timeoutMs } = connection;
    const budgetMs = timeoutMs ? callerBudgetMs(index, connection) : undefined;
    if (!timeoutMs || budgetMs === undefined || budgetMs > timeoutMs) return undefined;
    const caller = callersOf(index, connection).find((candidate) => candidate.timeoutMs === budgetMs);
    return finding({ property: "timeoutMs", related: caller && [caller.id], data: { timeoutMs, budgetMs, caller: caller?.from ?? "" } });
  },
  message: ({ element, data }, { index }) => {
    const { from, to } = endsOf(index, element);
    const { timeoutMs, budgetMs, caller } = data;
    return `${from} waits ${formatQuantity("ms", timeoutMs)} for ${to}, but ${index.nameOf(caller)} gives up on ${from} after ${formatQuantity("ms", budgetMs)}.`;
  },
  why: "The inner call is still running when nobody waits for it any more: its work is thrown away, its error handling never runs, and the user's retry starts it again.",
  remedy: "Make each timeout shorter than that of its caller, so that there is time left to answer: about 20% less per hop.",
  sources: ["002 (propagate deadline)", "000 §6"],
  conflicts: ["CF-01"],
  needs: ["connection.timeoutMs", "flow.connections"],
  fix: {
    title: "Shrink the inner timeout to 20% below its caller's",
    apply: (design, found, context) => updateConnection(design, found.element.id, timeoutPatch(context.index.connections.get(found.element.id), context)),
  },
  examples: {
    bad: [
      {
        title: "The gateway waits 3 s, the service behind it 5 s",
        sketch: shop.call("gateway", "order", { timeoutMs: 3_000 }).call("order", "payment", { timeoutMs: 5_000 }).flow("checkout", ["gateway-order", "order-payment"]),
      },
      {
        title: "The query may take as long as the whole request",
        sketch: shop.call("gateway", "order", { timeoutMs: 2_000 }).data("order", "orders", { timeoutMs: 2_000 }).flow("read", ["gateway-order", "order-orders"]),
      },
    ],
    good: [
      {
        title: "Shorter with every hop",
        sketch: shop.call("gateway", "order", { timeoutMs: 5_000 }).call("order", "payment", { timeoutMs: 4_000 }).flow("checkout", ["gateway-order", "order-payment"]),
      },
      {
        title: "Two calls that never meet in one flow",
        sketch: shop
          .call("gateway", "order", { timeoutMs: 3_000 })
          .call("order", "payment", { timeoutMs: 5_000 })
          .flow("read", ["gateway-order"])
          .flow("settle", ["order-payment"]),
      },
    ],
  },
});
