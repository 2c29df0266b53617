import type { Breaker, Connection } from "#lib/model/connection.ts";
import { inWords } from "#lib/model/in-words.ts";
import type { Analysis, AnalysisContext, Chart, Figure, Input, Subject } from "../analysis.ts";
import { breakerOf, callsInWindow, fastFailShare, modeOf, opensAfterMs } from "../breakers.ts";
import type { DesignIndex } from "../design-index.ts";
import { finite } from "../finite.ts";
import { connectionInput, designInput, endsOf, missingAmong, once } from "./inputs.ts";
import { connectionOf, connectionSubjects } from "./subjects.ts";

const time = (ms: number): string => inWords(finite(ms), "ms");
const rate = (rps: number): string => inWords(finite(rps), "rps");
const calls = (number: number): string => {
  const rounded = number < 10 ? Number(number.toPrecision(2)) : Math.round(number);
  return `${rounded < 10 ? rounded : inWords(finite(rounded), "count")} ${rounded === 1 ? "call" : "calls"}`;
};
const percent = (share: number): string => inWords(Number(share.toFixed(5)), "ratio");

/** Calls in a window below which a share of failures is an accident. */
const MINIMUM_CALLS = 10;

/** The figures of the breaker in force, where they are written: on the call, or in the mesh that carries it. */
function breakerInputs(index: DesignIndex, call: Connection, breaker: Breaker): readonly Input[] {
  const at = (property: string, what: string, unit: Input["unit"]): readonly Input[] =>
    call.breaker ? connectionInput(index, call.id, `breaker.${property}`, what, unit) : designInput(index, `mesh.breaker.${property}`, `Service mesh: ${what}`, unit);
  return [
    ...(modeOf(breaker) === "count"
      ? [...at("failureCount", "failures", "count"), ...(breaker.windowMs === undefined ? [] : at("windowMs", "window", "ms"))]
      : [...at("failureRatio", "failure share", "ratio"), ...at("windowMs", "window", "ms")]),
    ...at("openMs", "stays open", "ms"),
    ...at("halfOpenTrials", "trials when half-open", "count"),
  ];
}

/** What the breaker counts after calls begin to fail, up to the point where it opens. */
function chartOf(breaker: Breaker, rps: number, failing: number, opensMs: number): readonly Chart[] {
  const { failureRatio, failureCount, windowMs } = breaker;
  const marks = Number.isFinite(opensMs) ? { marks: [{ label: "opens", x: finite(opensMs) }] } : {};
  if (modeOf(breaker) === "count") {
    const end = Number.isFinite(opensMs) ? opensMs * 1.5 : (windowMs ?? 60_000);
    if (failureCount === undefined || end <= 0) return [];
    const failures = finite((rps * failing * end) / 1_000);
    return [
      {
        kind: "lines",
        title: "Failures since the first one",
        x: { label: "time", unit: "ms" },
        y: { label: "failures", unit: "count" },
        series: [
          {
            name: "failures",
            points: [
              [0, 0],
              [finite(end), failures],
            ],
          },
        ],
        limits: [{ label: "opens the breaker", y: failureCount }],
        ...marks,
      },
    ];
  }
  if (failureRatio === undefined || windowMs === undefined || windowMs === 0) return [];
  return [
    {
      kind: "lines",
      title: "Failed share of the window since the first failure",
      x: { label: "time", unit: "ms" },
      y: { label: "failed", unit: "ratio" },
      series: [
        {
          name: "failed",
          points: [
            [0, 0],
            [windowMs, failing],
            [finite(windowMs * 1.5), failing],
          ],
        },
      ],
      limits: [{ label: "opens the breaker", y: failureRatio }],
      ...marks,
    },
  ];
}

/** Calls with a breaker: their own, or the mesh's. */
const breakerSubjects = ({ index }: AnalysisContext): readonly Subject[] =>
  connectionSubjects(index, ["call"]).filter(({ id }) => {
    const call = index.connections.get(id);
    return call !== undefined && breakerOf(index, call) !== undefined;
  });

/** Q11: when a circuit breaker opens, and what it keeps away from the callee then. */
export const breakerBehaviour: Analysis = {
  id: "breaker-behaviour",
  number: "Q11",
  title: "Breaker behaviour",
  question: "When does this circuit breaker open, and what does it hold back?",
  group: "Resilience",
  formula: [
    "calls in the window = rate × window; opens when failures ÷ calls ≥ share and calls ≥ minimum",
    "opens after = window × share ÷ failing share; counting failures: number ÷ (rate × failing share)",
    "fails at once while open = 1 − trials ÷ (rate × open time)",
  ],
  sources: ["000 §6", "001 Approach samples", "004 §4.4"],
  rules: ["resilience/breaker-out-of-band", "resilience/missing-circuit-breaker"],
  empty: "Give a call a circuit breaker.",
  subjects: breakerSubjects,
  parameters: () => [
    { id: "failing", label: "Share of the calls that fail", unit: "ratio", value: 1, origin: "the callee is down" },
    { id: "minimum", label: "Fewest calls that make a share", unit: "count", value: MINIMUM_CALLS, origin: "own figure: fewer are an accident" },
  ],
  analyse(subject, { index, values }) {
    const call = connectionOf(index, subject);
    const breaker = call && breakerOf(index, call);
    if (!call || !breaker) return { verdict: "undecided", sentence: "This call has no circuit breaker any more.", working: [], inputs: [], figures: [] };
    const failing = Math.min(1, values["failing"] ?? 1);
    const minimumCalls = values["minimum"] ?? MINIMUM_CALLS;
    const inputs = once([...connectionInput(index, call.id, "rps", "rate", "rps"), ...breakerInputs(index, call, breaker)]);
    const missing = missingAmong(inputs);
    const stillMissing = missing === undefined ? "" : `; still missing: ${missing}`;
    const ends = endsOf(index, call);
    const lit = [call.from, call.id, call.to];
    const { rps } = call;
    const { windowMs, failureRatio, failureCount, openMs, halfOpenTrials } = breaker;
    const byCount = modeOf(breaker) === "count";
    const opensMs = rps === undefined ? undefined : opensAfterMs(breaker, { rps, failing, minimumCalls });
    if (rps === undefined || opensMs === undefined)
      return { verdict: "undecided", sentence: `When the breaker of ${ends} opens cannot be told${stillMissing}.`, working: [], inputs, figures: [], lit };

    const seen = windowMs === undefined ? undefined : callsInWindow(rps, windowMs);
    const tooFew = !byCount && seen !== undefined && seen < minimumCalls;
    const opens = Number.isFinite(opensMs);
    const share = openMs === undefined || halfOpenTrials === undefined ? undefined : fastFailShare(halfOpenTrials, rps, openMs);
    const what = failing === 1 ? "when every call fails" : `when ${percent(failing)} of the calls fail`;
    const inWindow = seen === undefined || windowMs === undefined ? `${ends} makes ${rate(rps)}` : `${ends} makes ${calls(seen)} in ${time(windowMs)}`;
    const outcome = tooFew
      ? `too few for a share of failures, so that the breaker stays closed; let it count failures instead, such as 5`
      : opens
        ? `${what}, the breaker opens after ${time(opensMs)}${share === undefined || openMs === undefined ? "" : `, then ${percent(share)} fail at once for ${time(openMs)}`}`
        : `${what}, the breaker stays closed`;
    const figures: readonly Figure[] = [
      ...(seen === undefined
        ? []
        : [{ label: "Calls in the window", value: Number(finite(seen).toPrecision(4)), unit: "count" as const, ...(tooFew ? { tone: "bad" as const } : {}) }]),
      opens ? { label: "Opens after", value: finite(opensMs), unit: "ms" } : { label: "Opens", value: "never", tone: "bad" },
      ...(opens ? [{ label: "Calls that fail until then", value: finite(Math.ceil((rps * failing * opensMs) / 1_000)), unit: "count" as const }] : []),
      ...(share === undefined || openMs === undefined ? [] : [{ label: "Fails at once while open", value: percent(share) }]),
    ];
    return {
      verdict: tooFew ? "bad" : !opens ? (failing === 1 ? "bad" : "neutral") : missing === undefined ? "good" : "undecided",
      sentence: `${inWindow}${tooFew ? ", " : "; "}${outcome}${stillMissing}.`,
      working: [
        ...(seen === undefined || windowMs === undefined
          ? []
          : [`calls in the window = ${rate(rps)} × ${time(windowMs)} = ${calls(seen)}${byCount ? "" : `, of at least ${inWords(minimumCalls, "count")}`}`]),
        ...(!opens
          ? []
          : byCount
            ? [`opens after = ${inWords(failureCount ?? 0, "count")} ÷ (${rate(rps)} × ${percent(failing)}) = ${time(opensMs)}`]
            : [`opens after = ${time(windowMs ?? 0)} × ${percent(failureRatio ?? 0)} ÷ ${percent(failing)} = ${time(opensMs)}`]),
        ...(share === undefined || openMs === undefined || halfOpenTrials === undefined || rps === 0 || openMs === 0
          ? []
          : [`fails at once = 1 − ${inWords(halfOpenTrials, "count")} ÷ (${rate(rps)} × ${time(openMs)}) = ${percent(share)}`]),
      ],
      inputs,
      figures,
      charts: chartOf(breaker, rps, failing, opensMs),
      lit,
      marks: [{ element: call.from, text: tooFew ? "too few calls" : opens ? `opens after ${time(opensMs)}` : "stays closed", tone: tooFew ? "bad" : "neutral" }],
    };
  },
};
