import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding } from "../rule.ts";

const order = sketch().service("order").service("stock");
const retry = (max: number) => ({ max, backoff: "exponential", baseMs: 1_000, jitter: true }) as const;

export const retryTooMany = defineRule<{ readonly retries: number }>({
  id: "resilience/retry-too-many",
  title: "Too many retries",
  severity: "warning",
  each: "connection",
  kinds: ["call"],
  check({ retry }, { settings }) {
    const retries = retry?.max ?? 0;
    return retries > settings["retry.max"] ? finding({ property: "retry.max", data: { retries } }) : undefined;
  },
  message: ({ element, data }, { index, settings }) => {
    const { from, to } = endsOf(index, element);
    return `${from} repeats a failed call to ${to} ${data.retries} times, more than ${settings["retry.max"]}.`;
  },
  why: "What did not work after a few attempts is down, not disturbed: more attempts only keep the caller waiting and the callee under load.",
  remedy: "Retry 3 times, then fail and let the breaker and the fallback take over.",
  sources: ["000 §6"],
  conflicts: ["CF-04"],
  needs: ["connection.retry.max"],
  thresholds: ["retry.count", "retry.max"],
  fix: {
    title: "Retry 3 times",
    apply(design, found, { index, settings }) {
      const retry = index.connections.get(found.element.id)?.retry;
      return retry ? updateConnection(design, found.element.id, { retry: { ...retry, max: Math.min(settings["retry.count"], settings["retry.max"]) } }) : design;
    },
  },
  examples: {
    bad: [{ title: "Ten retries", sketch: order.call("order", "stock", { retry: retry(10) }) }],
    good: [
      { title: "Three retries", sketch: order.call("order", "stock", { retry: retry(3) }) },
      { title: "Five are still accepted", sketch: order.call("order", "stock", { retry: retry(5) }) },
    ],
  },
});
