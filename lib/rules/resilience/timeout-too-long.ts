import { latencyBehind } from "#lib/analysis/latency.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { timeoutCeilingMs, timeoutPatch } from "../resilient-call.ts";
import { defineRule, finding } from "../rule.ts";

const shop = sketch().service("order").service("payment");

export const timeoutTooLong = defineRule<{ readonly timeoutMs: number; readonly ceilingMs: number }>({
  id: "resilience/timeout-too-long",
  title: "Timeout above the ceiling",
  severity: "warning",
  each: "connection",
  kinds: ["call", "data", "cacheAccess"],
  check(connection, context) {
    const { timeoutMs } = connection;
    const ceilingMs = timeoutCeilingMs(connection, context);
    return timeoutMs !== undefined && timeoutMs > ceilingMs ? finding({ property: "timeoutMs", data: { timeoutMs, ceilingMs } }) : undefined;
  },
  message: ({ element, data }, { index }) => {
    const { from, to } = endsOf(index, element);
    const long = index.connections.get(element.id)?.longRunning;
    return `${from} waits up to ${formatQuantity("ms", data.timeoutMs)} for ${to}; ${formatQuantity("ms", data.ceilingMs)} is the most for ${long ? "a long-running operation" : "an ordinary call"}.`;
  },
  why: "As long as it waits, the caller holds a thread, a connection and a user; with a long timeout a slow callee exhausts them within seconds.",
  remedy: "Lower the timeout, or mark the operation long-running when it really takes longer and its users know.",
  sources: ["000 §6"],
  conflicts: ["CF-01"],
  needs: ["connection.timeoutMs", "connection.longRunning"],
  thresholds: ["resilience.longTimeoutMs", "resilience.timeoutMs"],
  fix: {
    title: "Lower the timeout to the ceiling (mark as long-running what is known to take longer)",
    apply(design, found, context) {
      const connection = context.index.connections.get(found.element.id);
      if (!connection) return design;
      const usual = latencyBehind(context.index, connection)?.p99Ms ?? 0;
      const longRunning = connection.kind === "call" && usual > context.settings["resilience.timeoutMs"] ? true : connection.longRunning;
      return updateConnection(design, connection.id, { longRunning, ...timeoutPatch({ ...connection, longRunning }, context) });
    },
  },
  examples: {
    bad: [
      { title: "A minute for an ordinary call", sketch: shop.call("order", "payment", { timeoutMs: 60_000 }) },
      { title: "Two minutes for a report", sketch: sketch().service("report").database("sales").data("report", "sales", { longRunning: true, timeoutMs: 120_000 }) },
    ],
    good: [
      { title: "5 s for an ordinary call", sketch: shop.call("order", "payment", { timeoutMs: 5_000 }) },
      { title: "30 s for a report", sketch: sketch().service("report").database("sales").data("report", "sales", { longRunning: true, timeoutMs: 30_000 }) },
    ],
  },
});
