import { updateConnection } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import type { Retry } from "#lib/model/connection.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { firstPauseMs, firstRetryThatFits } from "../resilient-call.ts";
import { defineRule, finding } from "../rule.ts";

const order = sketch().service("order").service("stock");

export const retryWithoutBackoff = defineRule<{ readonly retries: number; readonly pauseMs?: number }>({
  id: "resilience/retry-without-backoff",
  title: "Retry without exponential back-off",
  severity: "warning",
  each: "connection",
  kinds: ["call"],
  check({ retry }) {
    if (!retry?.max || retry.backoff === "exponential") return undefined;
    return finding({ property: "retry.backoff", data: { retries: retry.max, ...(retry.backoff === "fixed" && retry.baseMs ? { pauseMs: retry.baseMs } : {}) } });
  },
  message: ({ element, data }, { index }) => {
    const { from, to } = endsOf(index, element);
    const how = data.pauseMs === undefined ? "without growing pauses" : `every ${formatQuantity("ms", data.pauseMs)}`;
    return `${from} repeats a failed call to ${to} ${data.retries === 1 ? "once" : `${data.retries} times`} ${how}.`;
  },
  why: "Attempts that follow each other at once or in a steady beat keep a struggling callee from recovering; growing pauses give it air.",
  remedy: "Double the pause after each attempt, starting at 1 s, or at 100 ms when the caller waits no longer than 5 s.",
  sources: ["000 §6", "002", "003 Edge Cases"],
  conflicts: ["CF-04", "CF-05"],
  needs: ["connection.retry.max", "connection.retry.backoff"],
  thresholds: ["resilience.timeoutMs", "retry.amplificationMax", "retry.baseMs", "retry.max", "retry.shortBaseMs"],
  fix: {
    title: "Back off exponentially, from 1 s (100 ms for a caller in a hurry)",
    apply(design, found, context) {
      const connection = context.index.connections.get(found.element.id);
      const retry = connection?.retry;
      if (!connection || !retry) return design;
      const max = Math.min(retry.max ?? 0, context.settings["retry.max"] + 1);
      const slower: Retry = { ...retry, backoff: "exponential", baseMs: firstPauseMs(connection, context) };
      const candidates = [slower, { ...slower, baseMs: context.settings["retry.shortBaseMs"] }];
      const fewer = Array.from({ length: max }, (_, index) => ({ ...slower, baseMs: context.settings["retry.shortBaseMs"], max: max - index - 1 }));
      return updateConnection(design, connection.id, { retry: firstRetryThatFits(design, connection, context, [...candidates, ...fewer]) });
    },
  },
  examples: {
    bad: [
      { title: "Three retries at once", sketch: order.call("order", "stock", { retry: { max: 3, backoff: "none", jitter: true } }) },
      { title: "A retry every second", sketch: order.call("order", "stock", { retry: { max: 3, backoff: "fixed", baseMs: 1_000, jitter: true } }) },
    ],
    good: [
      { title: "1 s, 2 s, 4 s", sketch: order.call("order", "stock", { retry: { max: 3, backoff: "exponential", baseMs: 1_000, jitter: true } }) },
      { title: "No retries, no back-off", sketch: order.call("order", "stock", { retry: { max: 0 } }) },
    ],
  },
});
