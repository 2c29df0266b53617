import { updateConnection } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

const order = sketch().service("order").service("payment");

export const missingTimeout = defineRule({
  id: "resilience/missing-timeout",
  title: "Remote call without a timeout",
  severity: "error",
  each: "connection",
  kinds: ["call", "data", "cacheAccess"],
  check(connection, { index }) {
    if (index.source(connection)?.kind === "client") return undefined;
    return connection.timeoutMs ? undefined : finding({ property: "timeoutMs" });
  },
  message: ({ element }, { index }) => {
    const connection = index.connections.get(element.id);
    return `${index.nameOf(connection?.from)} waits for ${index.nameOf(connection?.to)} without a limit.`;
  },
  why: "A callee that hangs holds the caller's threads and connections until none is left, and the outage travels upstream.",
  remedy: "Set a timeout on the connection: 5 s for an ordinary call, 30 s for a long-running operation, less where the caller's own budget is smaller.",
  sources: ["000 §6 Timeout Everywhere", "002 Resilience", "004 §2.3", "001 Approach samples"],
  conflicts: ["CF-01"],
  needs: ["connection.timeoutMs", "connection.longRunning"],
  thresholds: ["resilience.timeoutMs", "resilience.longTimeoutMs"],
  partOfBareConnection: true,
  fix: {
    title: `Set a timeout of ${formatQuantity("ms", 5_000)} (${formatQuantity("ms", 30_000)} when long-running)`,
    apply(design, found, { index, settings }) {
      const longRunning = index.connections.get(found.element.id)?.longRunning === true;
      return updateConnection(design, found.element.id, { timeoutMs: settings[longRunning ? "resilience.longTimeoutMs" : "resilience.timeoutMs"] });
    },
  },
  examples: {
    bad: [
      { title: "A call that may wait for ever", sketch: order.call("order", "payment") },
      { title: "A long-running report without a limit", sketch: order.call("order", "payment", { longRunning: true }) },
    ],
    good: [
      { title: "The call gives up after 5 s", sketch: order.call("order", "payment", { timeoutMs: 5_000 }) },
      { title: "A browser has its own limits", sketch: sketch().client("web").service("order").call("web", "order") },
    ],
  },
});
