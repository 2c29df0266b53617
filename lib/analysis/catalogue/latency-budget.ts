import { inWords } from "#lib/model/in-words.ts";
import type { Analysis } from "../analysis.ts";
import { isSync } from "../callers.ts";
import { finite } from "../finite.ts";
import { contributionsTo, flowLatency } from "../latency-budget.ts";
import { componentInput, connectionInput, flowInput, missingAmong, once } from "./inputs.ts";
import { flowOf, flowSubjects } from "./subjects.ts";

const ms = (value: number): string => inWords(value, "ms");
/** Shares beyond these are too small to be drawn or written out. */
const MOST_SHARES = 12;

/** Q1: how long a flow may take, and where the time goes. */
export const latencyBudget: Analysis = {
  id: "latency-budget",
  number: "Q1",
  title: "Latency budget",
  question: "How long may this flow take, and where does the time go?",
  group: "Time",
  formula: [
    "L(n) = own p99(n) + Σ k · L(m) over calls one after the other + Σ max(k · L(m)) over parallel groups",
    "k = calls per request; a sum of p99s is a budget, not the p99 of the sum (CF-50)",
  ],
  sources: ["002 Service boundary rules", "003 Step 1"],
  rules: ["communication/latency-budget-exceeded", "resilience/timeout-below-callee-p99", "serverless/cold-start-over-budget"],
  empty: "Record a flow: the walk of one request over connections.",
  subjects: ({ index }) => flowSubjects(index),
  analyse(subject, { index }) {
    const flow = flowOf(index, subject);
    const latency = flowLatency(index, flow);
    const calls = index.connectionsOf(flow).filter(isSync);
    const target = flow.slo?.p99Ms;
    const shares = (latency ? contributionsTo(index, flow, latency.start) : []).map((share) => ({ ...share, ms: finite(share.ms) }));
    const inputs = once([
      ...flowInput(flow, "slo.p99Ms", "promised p99 latency", "ms"),
      ...shares.flatMap(({ id }) =>
        componentInput(index, id, "p99Ms", "own p99 latency", "ms", index.component(id)?.kind === "client" ? { value: 0, assumed: "a client counts as 0 while unset" } : undefined),
      ),
      ...calls.filter((call) => call.callsPerRequest !== undefined).flatMap((call) => connectionInput(index, call.id, "callsPerRequest", "calls per request", "factor")),
    ]);
    if (!latency) {
      const isEmpty = index.connectionsOf(flow).length === 0;
      const sentence = isEmpty
        ? "This flow walks over no connection yet, so that nothing takes time."
        : "Nobody waits in this flow: messages start it, and what they start runs in the background.";
      return { verdict: isEmpty ? "undecided" : "neutral", sentence, working: [], inputs, figures: [] };
    }

    const total = finite(latency.p99Ms);
    const missing = missingAmong(inputs);
    // Where messages start a flow, the slowest of those that handle them is what takes time.
    const byMessages = latency.start !== (flow.entry ?? index.connectionsOf(flow)[0]?.from);
    const isBound = latency.missing.length > 0;
    const over = target !== undefined && total > target;
    const shown = shares.filter((share) => share.ms > 0);
    const worst = shown[0];
    const parts = shown.map(({ id, times, ms: share }) => (times === 1 ? ms(share) : `${Number(times.toPrecision(4))} × ${ms(index.component(id)?.p99Ms ?? 0)}`));
    const sum = finite(shown.reduce((before, share) => before + share.ms, 0));
    return {
      verdict: over ? "bad" : missing === undefined ? "good" : "undecided",
      sentence: [
        `${byMessages ? `From ${index.nameOf(latency.start)} on: ` : ""}${isBound ? (byMessages ? "at least " : "At least ") : ""}${ms(total)}${target === undefined ? "" : ` of ${ms(target)}`}`,
        ...(worst ? [`${index.nameOf(worst.id)} takes the most, ${ms(worst.ms)}`] : []),
        ...(missing === undefined ? [] : [`still missing: ${missing}`]),
      ]
        .join("; ")
        .concat("."),
      working: parts.length > 0 ? [`${parts.slice(0, MOST_SHARES).join(" + ")}${parts.length > MOST_SHARES ? " + …" : ""} = ${ms(sum)}`] : [],
      inputs,
      figures: [
        { label: isBound ? "Sum of p99s, at least" : "Sum of p99s", value: total, unit: "ms", tone: over ? "bad" : "neutral" },
        ...(target === undefined
          ? []
          : [
              over
                ? { label: "Above the budget", value: total - target, unit: "ms" as const, tone: "bad" as const }
                : { label: "Left of the budget", value: target - total, unit: "ms" as const },
            ]),
      ],
      charts:
        shown.length === 0
          ? []
          : [
              {
                kind: "bars",
                title: "Share per hop",
                unit: "ms",
                stacked: true,
                bars: shown
                  .slice(0, MOST_SHARES)
                  .map((share) => ({ label: index.nameOf(share.id), value: share.ms, element: share.id, ...(share === worst ? { tone: "warning" as const } : {}) })),
                ...(target === undefined ? {} : { limit: { label: "Objective", value: target } }),
              },
            ],
      lit: [...new Set(calls.flatMap((call) => [call.from, call.id, call.to]))],
      marks: shown.map((share) => ({ element: share.id, text: ms(share.ms), tone: share === worst ? "warning" : "neutral" })),
    };
  },
};
