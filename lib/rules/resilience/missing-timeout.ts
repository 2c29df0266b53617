import { updateConnection } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { timeoutPatch } from "../resilient-call.ts";
import { defineRule, finding } from "../rule.ts";

const order = sketch().service("order").service("payment");

export const missingTimeout = defineRule({
  id: "resilience/missing-timeout",
  title: "Remote call without a timeout",
  severity: "error",
  each: "connection",
  kinds: ["call", "data", "cacheAccess"],
  check(connection, { index }) {
    if (connection.timeoutMs || index.source(connection)?.kind === "client") return undefined;
    return finding({ property: "timeoutMs" });
  },
  message: ({ element }, { index }) => {
    const { from, to } = endsOf(index, element);
    return `${from} waits for ${to} without a limit.`;
  },
  why: "A callee that hangs holds the caller's threads and connections until none is left, and the outage travels upstream.",
  remedy: "Set a timeout on the connection: 5 s for an ordinary call, 30 s for a long-running operation, less where the caller's own budget is smaller.",
  sources: ["000 §6 Timeout Everywhere", "002 Resilience", "004 §2.3", "001 Approach samples"],
  conflicts: ["CF-01"],
  needs: ["connection.timeoutMs", "connection.longRunning"],
  thresholds: ["resilience.timeoutMs", "resilience.longTimeoutMs"],
  partOfBareConnection: true,
  fix: {
    title: `Set a timeout of ${formatQuantity("ms", 5_000)} (${formatQuantity("ms", 30_000)} when long-running), less when the caller waits less`,
    apply: (design, found, context) => updateConnection(design, found.element.id, timeoutPatch(context.index.connections.get(found.element.id), context)),
  },
  examples: {
    bad: [
      { title: "A call that may wait for ever", sketch: order.call("order", "payment") },
      { title: "A long-running report without a limit", sketch: sketch().service("report").database("sales").data("report", "sales", { longRunning: true }) },
    ],
    good: [
      { title: "The call gives up after 5 s", sketch: order.call("order", "payment", { timeoutMs: 5_000 }) },
      {
        title: "A long-running report gives up after 30 s",
        sketch: sketch().service("report").database("sales").data("report", "sales", { longRunning: true, timeoutMs: 30_000 }),
      },
      { title: "A browser has its own limits", sketch: sketch().client("web").service("order").call("web", "order") },
    ],
  },
});
