import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { firstRetryThatFits } from "../resilient-call.ts";
import { defineRule, finding } from "../rule.ts";

const order = sketch().service("order").service("stock");
const retry = { max: 3, backoff: "exponential", baseMs: 1_000 } as const;

export const retryWithoutJitter = defineRule<{ readonly instances?: number }>({
  id: "resilience/retry-without-jitter",
  title: "Retry without jitter",
  severity: "warning",
  each: "connection",
  kinds: ["call"],
  check(connection, { index }) {
    if (!connection.retry?.max || connection.retry.jitter) return undefined;
    const instances = index.source(connection)?.instances?.max ?? 1;
    return finding({ property: "retry.jitter", data: instances > 1 ? { instances } : {} });
  },
  message: ({ element, data }, { index }) => {
    const { from, to } = endsOf(index, element);
    return data.instances === undefined
      ? `${from} repeats failed calls to ${to} without jitter, so all of them return in step.`
      : `All ${data.instances} instances of ${from} repeat failed calls to ${to} at the same moment: there is no jitter.`;
  },
  why: "After a short outage everybody who failed together comes back together, and the wave knocks the callee down again.",
  remedy: "Add a random part to each pause: base × 2^n plus a random time up to the base.",
  sources: ["000 §6", "002", "003 Edge Cases (thundering herd)"],
  conflicts: ["CF-04"],
  needs: ["connection.retry.max", "connection.retry.jitter"],
  thresholds: ["retry.amplificationMax", "retry.max", "retry.shortBaseMs"],
  fix: {
    title: "Add jitter",
    apply(design, found, context) {
      const connection = context.index.connections.get(found.element.id);
      const retry = connection?.retry;
      if (!connection || !retry) return design;
      const max = Math.min(retry.max ?? 0, context.settings["retry.max"] + 1);
      const jittered = { ...retry, jitter: true };
      const shorter = { ...jittered, baseMs: Math.min(retry.baseMs ?? Infinity, context.settings["retry.shortBaseMs"]) };
      const fewer = Array.from({ length: max }, (_, index) => ({ ...shorter, max: max - index - 1 }));
      return updateConnection(design, connection.id, { retry: firstRetryThatFits(design, connection, context, [jittered, shorter, ...fewer]) });
    },
  },
  examples: {
    bad: [
      {
        title: "Ten instances return in step",
        sketch: sketch()
          .service("order", { instances: { min: 10, max: 10 } })
          .service("stock")
          .call("order", "stock", { retry }),
      },
    ],
    good: [
      { title: "With jitter", sketch: order.call("order", "stock", { retry: { ...retry, jitter: true } }) },
      { title: "No retries, no jitter", sketch: order.call("order", "stock") },
    ],
  },
});
