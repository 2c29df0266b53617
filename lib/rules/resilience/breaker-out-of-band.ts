import { modeOf } from "#lib/analysis/breakers.ts";
import type { Breaker } from "#lib/model/connection.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defaultBreaker } from "../resilient-call.ts";
import { defineRule, finding } from "../rule.ts";
import type { Settings } from "../thresholds.ts";

type Figure = "failureRatio" | "windowMs" | "failureCount" | "openMs" | "halfOpenTrials";
interface Outside {
  readonly figure: Figure;
  readonly value?: number;
}

function firstOutside(breaker: Breaker, settings: Settings): Outside | undefined {
  const { failureRatio, windowMs, failureCount, openMs, halfOpenTrials } = breaker;
  if (modeOf(breaker) === "count") {
    if (failureCount === undefined || failureCount > settings["breaker.failureCount"]) return { figure: "failureCount", value: failureCount };
  } else {
    if (failureRatio === undefined || failureRatio > settings["breaker.failureRatio"]) return { figure: "failureRatio", value: failureRatio };
    if (windowMs !== undefined && windowMs > settings["breaker.windowMs"]) return { figure: "windowMs", value: windowMs };
  }
  if (openMs === undefined || openMs < settings["breaker.openMinMs"] || openMs > settings["breaker.openMaxMs"]) return { figure: "openMs", value: openMs };
  if (halfOpenTrials === undefined || halfOpenTrials < 1 || halfOpenTrials > settings["breaker.trialsMax"]) return { figure: "halfOpenTrials", value: halfOpenTrials };
  return undefined;
}

const UNSET: Record<Figure, string> = {
  failureRatio: "does not say at which share of failures it opens",
  windowMs: "does not say over which window it counts",
  failureCount: "does not say after how many failures it opens",
  openMs: "does not say how long it stays open",
  halfOpenTrials: "does not limit its trial calls",
};

function inWords({ figure, value }: Outside, settings: Settings): string {
  if (value === undefined) return UNSET[figure];
  const { "breaker.openMinMs": least, "breaker.openMaxMs": most } = settings;
  switch (figure) {
    case "failureRatio":
      return `opens only at ${formatQuantity("ratio", value)} failures, at most ${formatQuantity("ratio", settings["breaker.failureRatio"])} is accepted`;
    case "windowMs":
      return `counts over ${formatQuantity("ms", value)}, at most ${formatQuantity("ms", settings["breaker.windowMs"])} is accepted`;
    case "failureCount":
      return `opens only after ${value} failures, at most ${settings["breaker.failureCount"]} are accepted`;
    case "openMs":
      return `stays open for ${formatQuantity("ms", value)}, accepted is ${formatQuantity("ms", least)} to ${formatQuantity("ms", most)}`;
    case "halfOpenTrials":
      return `sends ${value} trial calls when half-open, accepted is 1 to ${settings["breaker.trialsMax"]}`;
  }
}

const order = sketch().service("order").service("payment");
const usual = { failureRatio: 0.5, windowMs: 10_000, openMs: 30_000, halfOpenTrials: 3 } as const;

export const breakerOutOfBand = defineRule<Outside>({
  id: "resilience/breaker-out-of-band",
  title: "Breaker settings outside the accepted band",
  severity: "warning",
  each: "connection",
  kinds: ["call"],
  check({ breaker }, { settings }) {
    const outside = breaker && firstOutside(breaker, settings);
    return outside && finding({ property: `breaker.${outside.figure}`, data: outside });
  },
  message: ({ element, data }, { index, settings }) => {
    const { from, to } = endsOf(index, element);
    return `The circuit breaker of ${from} towards ${to} ${inWords(data, settings)}.`;
  },
  why: "A breaker that opens late lets an outage spread before it acts; one that reopens too soon, or with many trials at once, hits a callee that is still recovering.",
  remedy: "Open at half of the calls failing within 10 s (or after 5 failures), stay open 30 to 60 s, then let at most 3 trial calls through.",
  sources: ["000 §6", "001 Approach samples", "004 §4.4"],
  conflicts: ["CF-02", "CF-03"],
  needs: ["connection.breaker"],
  thresholds: ["breaker.failureCount", "breaker.failureRatio", "breaker.openMaxMs", "breaker.openMinMs", "breaker.trialsMax", "breaker.windowMs"],
  fix: {
    title: "Reset the breaker to the defaults of its mode",
    apply(design, found, context) {
      const breaker = context.index.connections.get(found.element.id)?.breaker;
      if (!breaker) return design;
      return updateConnection(design, found.element.id, { breaker: { ...breaker, ...defaultBreaker(context, modeOf(breaker)) } });
    },
  },
  examples: {
    bad: [
      { title: "A breaker that is declared, without figures", sketch: order.call("order", "payment", { breaker: {} }) },
      { title: "Nine of ten calls must fail first", sketch: order.call("order", "payment", { breaker: { mode: "ratio", ...usual, failureRatio: 0.9 } }) },
      { title: "Open for two minutes, with no cap on trials", sketch: order.call("order", "payment", { breaker: { mode: "count", failureCount: 5, openMs: 120_000 } }) },
    ],
    good: [
      { title: "Half of the calls within 10 s, open 30 s, 3 trials", sketch: order.call("order", "payment", { breaker: { mode: "ratio", ...usual } }) },
      { title: "5 failures, open 60 s, 2 trials", sketch: order.call("order", "payment", { breaker: { mode: "count", failureCount: 5, openMs: 60_000, halfOpenTrials: 2 } }) },
    ],
  },
});
