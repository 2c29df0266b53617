import type { Connection, Retry } from "#lib/model/connection.ts";
import { countInWords, inWords } from "#lib/model/in-words.ts";
import type { Analysis, AnalysisContext, Chart, Input, Subject } from "../analysis.ts";
import { callerBudgetMs, callersOf } from "../callers.ts";
import type { DesignIndex } from "../design-index.ts";
import { finite } from "../finite.ts";
import { attemptsOf, attemptTimeoutWithin, pauseBeforeRetryMs, pausesMs, retryOf, worstCallMs } from "../retries.ts";
import { connectionInput, designInput, endsOf, missingAmong, once } from "./inputs.ts";
import { connectionOf, connectionSubjects } from "./subjects.ts";

const time = (ms: number): string => inWords(finite(ms), "ms");
/** Attempts that are drawn one by one; what comes after them is one bar. */
const MOST_DRAWN = 6;

/** The numbers of the retry policy in force, where they are written: on the call, or in the mesh that carries it. */
export function retryInputs(index: DesignIndex, call: Connection): readonly Input[] {
  const retry = retryOf(index, call);
  if (!retry) return connectionInput(index, call.id, "retry.max", "retries", "count", { value: 0, assumed: "none while unset" });
  const none = { value: 0, assumed: "counts as 0 while unset" };
  const hasPauses = retry.backoff !== "none";
  if (call.retry) {
    return [...connectionInput(index, call.id, "retry.max", "retries", "count", none), ...(hasPauses ? connectionInput(index, call.id, "retry.baseMs", "first pause", "ms") : [])];
  }
  return [
    ...designInput(index, "mesh.retries.max", "Service mesh: retries", "count", none),
    ...(hasPauses ? designInput(index, "mesh.retries.baseMs", "Service mesh: first pause", "ms") : []),
  ];
}

/** Attempts and pauses in the order in which they happen. */
function chartOf(timeoutMs: number, retry: Retry | undefined, worstMs: number, budgetMs: number | undefined): Chart {
  const attempts = attemptsOf(retry);
  const bars: { label: string; value: number }[] = [];
  let sum = 0;
  for (let at = 0; at < Math.min(attempts, MOST_DRAWN); at += 1) {
    const pause = at === 0 || !retry ? 0 : pauseBeforeRetryMs(retry, at - 1);
    if (pause > 0) bars.push({ label: `pause ${at}`, value: pause });
    bars.push({ label: `attempt ${at + 1}`, value: timeoutMs });
    sum += pause + timeoutMs;
  }
  if (attempts > MOST_DRAWN && worstMs > sum) bars.push({ label: `${inWords(attempts - MOST_DRAWN, "count")} more`, value: worstMs - sum });
  return {
    kind: "bars",
    title: "When every attempt times out",
    unit: "ms",
    stacked: true,
    bars,
    ...(budgetMs === undefined ? {} : { limit: { label: "caller gives up", value: budgetMs } }),
  };
}

function formulaOf(timeoutMs: number, retry: Retry | undefined, worstMs: number): readonly string[] {
  const attempts = attemptsOf(retry);
  const pauses = retry ? pausesMs(retry) : 0;
  const each = retry
    ? Array.from({ length: Math.min(attempts - 1, MOST_DRAWN) }, (_, at) => time(pauseBeforeRetryMs(retry, at)))
        .join(" + ")
        .concat(attempts - 1 > MOST_DRAWN ? " + …" : "")
    : "";
  const kind = retry?.backoff === "fixed" ? "all alike" : "doubling";
  return [
    `T = ${inWords(attempts, "count")} × ${time(timeoutMs)}${pauses > 0 ? ` + ${time(pauses)}` : ""} = ${time(worstMs)}`,
    ...(pauses > 0 ? [`pauses = ${each} = ${time(pauses)}, ${kind}${retry?.jitter ? `, each with up to ${time(retry.baseMs ?? 0)} of jitter` : ", without jitter"}`] : []),
  ];
}

/** Calls to ask about: those that are repeated first. */
function callSubjects({ index }: AnalysisContext): readonly Subject[] {
  const attempts = ({ id }: Subject): number => {
    const call = index.connections.get(id);
    return call ? attemptsOf(retryOf(index, call)) : 1;
  };
  return connectionSubjects(index, ["call"]).toSorted((a, b) => Number(attempts(b) > 1) - Number(attempts(a) > 1));
}

/** Q9: how long one call takes when every attempt times out, and whether its caller waits so long. */
export const retryTime: Analysis = {
  id: "retry-time",
  number: "Q9",
  title: "Worst time of a call",
  question: "How long does this call take when every attempt times out, and does its caller wait so long?",
  group: "Resilience",
  formula: ["T = (r + 1) × timeout + Σ pause(i), with r retries", "pause(i) = first pause × 2^i when exponential, plus at most one first pause of jitter (CF-05)"],
  sources: ["000 §6", "002 (deadline)"],
  rules: ["resilience/retry-exceeds-deadline", "resilience/timeout-inversion", "resilience/timeout-too-long"],
  empty: "Draw a call between two components.",
  subjects: callSubjects,
  analyse(subject, { index }) {
    const call = connectionOf(index, subject);
    if (!call) return { verdict: "undecided", sentence: "This call has gone.", working: [], inputs: [], figures: [] };
    const retry = retryOf(index, call);
    const attempts = attemptsOf(retry);
    const callers = callersOf(index, call)
      .filter((caller) => index.source(caller)?.kind !== "client" || caller.timeoutMs)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const budgetMs = callerBudgetMs(index, call);
    const asked = [
      // A timeout of nothing is no timeout.
      ...connectionInput(index, call.id, "timeoutMs", "timeout", "ms").map((input) => (input.value === 0 ? { ...input, assumed: "0 means that it waits for ever" } : input)),
      ...retryInputs(index, call).filter(({ place }) => attempts > 1 || !place.property.endsWith("baseMs")),
    ];
    const inputs = once([...asked, ...callers.flatMap(({ id }) => connectionInput(index, id, "timeoutMs", "timeout", "ms"))]);
    const ends = endsOf(index, call);
    const { timeoutMs } = call;
    const pauses = retry ? pausesMs(retry) : 0;
    const lit = [call.from, call.id, call.to, ...callers.flatMap(({ from, id }) => [from, id])];
    const tightest = callers.find((caller) => caller.timeoutMs === budgetMs);
    const missing = missingAmong(inputs);
    const stillMissing = missing === undefined ? "" : `; still missing: ${missing}`;
    if (!timeoutMs) {
      const known = `${countInWords(finite(attempts), "attempt")} without a timeout${pauses > 0 ? ` and ${time(pauses)} of pauses` : ""}`;
      return { verdict: timeoutMs === 0 ? "bad" : "undecided", sentence: `${ends} may wait for ever: ${known}${stillMissing}.`, working: [], inputs, figures: [], lit };
    }

    const worstMs = worstCallMs(timeoutMs, retry);
    const isBound = asked.some(({ value }) => value === undefined);
    const over = budgetMs !== undefined && worstMs > budgetMs;
    const fits = retry && budgetMs !== undefined ? attemptTimeoutWithin(budgetMs, retry) : undefined;
    const made = attempts === 1 ? "one attempt" : `${inWords(attempts, "count")} attempts of ${time(timeoutMs)}${pauses > 0 ? ` and ${time(pauses)} of pauses` : ""}`;
    const waits = tightest ? `${index.nameOf(tightest.from)} waits ${over ? "only " : ""}${time(budgetMs ?? 0)}` : undefined;
    const advice = over && fits !== undefined ? (fits >= 1 ? `attempts of ${time(Math.floor(fits))} would fit` : "the pauses alone are too long") : undefined;
    return {
      verdict: over ? "bad" : missing === undefined ? (budgetMs === undefined ? "neutral" : "good") : "undecided",
      sentence: `${ends} takes ${isBound ? "at least " : ""}${time(worstMs)} at worst, ${made}${waits === undefined ? (callers.length === 0 ? "; nobody with a timeout waits for it" : "") : `; ${waits}`}${advice === undefined ? "" : `, ${advice}`}${stillMissing}.`,
      working: [
        ...formulaOf(timeoutMs, retry, worstMs),
        ...(fits === undefined || budgetMs === undefined || attempts === 1
          ? []
          : [`attempt that fits = (${time(budgetMs)} − ${time(pauses)}) ÷ ${inWords(attempts, "count")} = ${fits > 0 ? time(Math.floor(fits)) : "less than nothing"}`]),
      ],
      inputs,
      figures: [
        { label: isBound ? "Worst time, at least" : "Worst time", value: worstMs, unit: "ms", tone: over ? "bad" : "neutral" },
        { label: "Attempts", value: finite(attempts), unit: "count" },
        ...(pauses > 0 ? [{ label: "Pauses", value: pauses, unit: "ms" as const }] : []),
        ...(budgetMs === undefined
          ? []
          : [
              over
                ? { label: "Too long by", value: worstMs - budgetMs, unit: "ms" as const, tone: "bad" as const }
                : { label: "Left of the caller's wait", value: budgetMs - worstMs, unit: "ms" as const, tone: "good" as const },
            ]),
      ],
      charts: [chartOf(timeoutMs, retry, worstMs, budgetMs)],
      lit,
      marks: [
        { element: call.from, text: `${time(worstMs)} at worst`, tone: over ? "bad" : "neutral" },
        ...(tightest && tightest.from !== call.from ? [{ element: tightest.from, text: `waits ${time(budgetMs ?? 0)}`, tone: "neutral" as const }] : []),
      ],
    };
  },
};
