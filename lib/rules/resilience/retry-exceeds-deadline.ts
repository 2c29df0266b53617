import { callerBudgetMs, callersOf } from "#lib/analysis/callers.ts";
import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { attemptsOf, pausesMs, retryOf, worstCallMs } from "#lib/analysis/retries.ts";
import type { Connection, Retry } from "#lib/model/connection.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { timeoutPatch } from "../resilient-call.ts";
import { defineRule, finding, undecided } from "../rule.ts";

interface Overrun {
  readonly worstMs: number;
  readonly budgetMs: number;
  readonly attempts: number;
  readonly timeoutMs: number;
  readonly pausesMs: number;
  readonly caller: string;
}

/** The numbers that are missing to know how long the call takes and how long its callers wait. */
function missingFor(connection: Connection, retry: Retry, index: DesignIndex): string[] {
  const callers = callersOf(index, connection).filter((caller) => !caller.timeoutMs && index.source(caller)?.kind !== "client");
  return [
    ...(connection.timeoutMs ? [] : [`${connection.id}.timeoutMs`]),
    ...(retry.baseMs === undefined && retry.backoff !== "none" ? [`${connection.id}.retry.baseMs`] : []),
    ...callers.map((caller) => `${caller.id}.timeoutMs`),
  ];
}

const retry = (max: number, baseMs: number) => ({ max, backoff: "exponential", baseMs, jitter: true }) as const;
const chain = sketch().gateway("gateway").service("order").service("payment").call("gateway", "order", { timeoutMs: 5_000 });

export const retryExceedsDeadline = defineRule<Overrun>({
  id: "resilience/retry-exceeds-deadline",
  title: "Retries cannot fit in the caller's timeout",
  severity: "error",
  each: "connection",
  kinds: ["call"],
  check(connection, { index }) {
    const retry = retryOf(index, connection);
    if (!retry || attemptsOf(retry) === 1 || callersOf(index, connection).length === 0) return undefined;
    const budgetMs = callerBudgetMs(index, connection);
    const worstMs = worstCallMs(connection.timeoutMs ?? 0, retry);
    if (budgetMs !== undefined && worstMs > budgetMs) {
      const caller = callersOf(index, connection).find((candidate) => candidate.timeoutMs === budgetMs);
      return finding({
        property: "retry",
        related: caller && [caller.id],
        data: { worstMs, budgetMs, attempts: attemptsOf(retry), timeoutMs: connection.timeoutMs ?? 0, pausesMs: pausesMs(retry), caller: caller?.from ?? "" },
      });
    }
    const missing = missingFor(connection, retry, index);
    return missing.length > 0 ? undecided(missing) : undefined;
  },
  message: ({ element, data }, { index }) => {
    const { from, to } = endsOf(index, element);
    const ms = (value: number) => formatQuantity("ms", Math.round(value));
    return `${from} may need ${ms(data.worstMs)} for ${to} (${data.attempts} attempts of ${ms(data.timeoutMs)} and ${ms(data.pausesMs)} of pauses), but ${index.nameOf(data.caller)} waits only ${ms(data.budgetMs)}.`;
  },
  why: "The caller gives up before the last attempts start: they only add load, and nobody ever sees their answer.",
  remedy: "Divide the caller's timeout among the attempts and pauses: shorter attempts, a first pause of 100 ms, fewer retries.",
  sources: ["000 §6", "002 (deadline)", "(derived)"],
  conflicts: ["CF-05"],
  needs: ["connection.timeoutMs", "connection.retry", "flow.connections"],
  thresholds: ["resilience.timeoutMs", "retry.baseMs", "retry.shortBaseMs"],
  fix: {
    title: "Fit attempts and pauses into the caller's timeout",
    apply(design, found, context) {
      const connection = context.index.connections.get(found.element.id);
      return updateConnection(design, found.element.id, timeoutPatch(connection, context));
    },
  },
  examples: {
    bad: [
      {
        title: "Four attempts of 5 s for a caller that waits 5 s",
        sketch: chain.call("order", "payment", { timeoutMs: 5_000, retry: retry(3, 1_000) }).flow("checkout", ["gateway-order", "order-payment"]),
      },
      {
        title: "The pauses alone take longer than the caller waits",
        sketch: chain.call("order", "payment", { timeoutMs: 500, retry: retry(5, 1_000) }).flow("checkout", ["gateway-order", "order-payment"]),
      },
    ],
    good: [
      {
        title: "Four attempts of 1 s and pauses of 100, 200 and 400 ms",
        sketch: chain.call("order", "payment", { timeoutMs: 1_000, retry: retry(3, 100) }).flow("checkout", ["gateway-order", "order-payment"]),
      },
      {
        title: "Nobody waits for this call",
        sketch: sketch()
          .service("mailer")
          .external("mail")
          .call("mailer", "mail", { timeoutMs: 5_000, retry: retry(3, 1_000) }),
      },
    ],
  },
});
