import type { Component, RateLimit } from "#lib/model/component.ts";
import { inWords } from "#lib/model/in-words.ts";
import { optionTitle } from "#lib/model/option-title.ts";
import type { Analysis, AnalysisContext, AnalysisTable, Answer, Chart, Input, Subject } from "../analysis.ts";
import { covers } from "../capacity.ts";
import type { DesignIndex } from "../design-index.ts";
import { finite } from "../finite.ts";
import { countersOf, countsEverybody, mostLetThrough, type Protected, protectedBy } from "../rate-limits.ts";
import { copiesInput } from "./copies-input.ts";
import { componentInput, missingAmong, once, thresholdInput, type Unset } from "./inputs.ts";
import { labelsOf } from "./labels.ts";
import { capacityInputs } from "./use-inputs.ts";

/** Long enough to see a burst, short enough that the steady rate does not hide it. */
const SPAN_MS = 10_000;
const LONGEST_SPAN_MS = 365 * 86_400_000;
const CHART_STEPS = 40;
const MOST_LINES = 3;

const NO_BURST: Unset = { value: 0, assumed: "counts as 0 while unset" };

const rps = (value: number): string => inWords(finite(value), "rps");
const calls = (value: number): string => inWords(finite(Math.round(value)), "count");

/** What a limit counts, in words. */
const whose = ({ scope }: RateLimit): string => (scope === "user" || scope === "tenant" ? `each ${scope}` : "everybody");

const countsInWindows = ({ algorithm }: RateLimit): boolean => algorithm === "fixedWindow" || algorithm === "slidingWindow";

/** Calls per window of a limit that counts in windows. */
const perWindow = ({ ratePerSec, windowMs }: RateLimit): number | undefined => (ratePerSec === undefined || !windowMs ? undefined : (ratePerSec * windowMs) / 1_000);

const limitsOf = ({ rateLimits }: Component): readonly RateLimit[] => rateLimits ?? [];

function inputsOf(context: AnalysisContext, component: Component, behind: readonly Protected[]): readonly Input[] {
  const { index } = context;
  const limits = limitsOf(component);
  return [
    ...once([
      ...limits.flatMap((limit, at) => [
        ...componentInput(index, component.id, `rateLimits.${at}.ratePerSec`, `rate of limit ${at + 1}`, "rps"),
        ...(countsInWindows(limit)
          ? componentInput(index, component.id, `rateLimits.${at}.windowMs`, `window of limit ${at + 1}`, "ms")
          : limit.algorithm === "leakyBucket"
            ? []
            : componentInput(index, component.id, `rateLimits.${at}.burst`, `burst of limit ${at + 1}`, "count", NO_BURST)),
      ]),
      ...(limits.some(({ store }) => store !== "shared") ? copiesInput(index, component) : []),
      ...behind.flatMap(({ component: callee }) => capacityInputs(index, callee)),
    ]),
    ...(behind.length > 0 ? [thresholdInput(context, "capacity.headroom", "Headroom", "factor")] : []),
  ];
}

/** The lowest of the limits that count everybody, with all of its counters: all limits must let a call pass. */
function strictest(component: Component): number | undefined {
  const rates = limitsOf(component).flatMap((limit) => (countsEverybody(limit) && limit.ratePerSec !== undefined ? [finite(limit.ratePerSec * countersOf(limit, component))] : []));
  return rates.length === 0 ? undefined : Math.min(...rates);
}

/** What a limit does beside its figures: more counters than one, and windows that begin anew. */
function surprisesOf(limit: RateLimit, component: Component): readonly string[] {
  const counters = countersOf(limit, component);
  const { ratePerSec, windowMs } = limit;
  const size = perWindow(limit);
  return [
    ...(counters > 1 && ratePerSec !== undefined
      ? [`each of ${calls(counters)} instances counts for itself, so that ${rps(ratePerSec)} become up to ${rps(ratePerSec * counters)}`]
      : []),
    ...(limit.algorithm === "fixedWindow" && size !== undefined && windowMs !== undefined
      ? [`${calls(size)} in ${inWords(windowMs, "ms")} become up to ${calls(2 * size)} at once around the change of window`]
      : []),
  ];
}

function tableOf(component: Component, spanMs: number): AnalysisTable {
  return {
    title: "Limits",
    columns: ["Limit", "Counts", "Algorithm", "Rate", "Counters", `At most in ${inWords(spanMs, "ms")}`],
    rows: limitsOf(component).map((limit, at) => {
      const counters = countersOf(limit, component);
      const most = mostLetThrough(limit, spanMs);
      const size = countsInWindows(limit) ? perWindow(limit) : undefined;
      return [
        { value: at + 1, unit: "count" },
        { value: whose(limit) },
        { value: limit.algorithm === undefined ? "not said" : optionTitle(limit.algorithm), tone: limit.algorithm === "fixedWindow" ? "warning" : "neutral" },
        limit.ratePerSec === undefined
          ? { value: "missing" }
          : { value: size === undefined ? rps(limit.ratePerSec) : `${rps(limit.ratePerSec)} (${calls(size)} in ${inWords(limit.windowMs ?? 0, "ms")})` },
        { value: counters, unit: "count", tone: counters > 1 ? "warning" : "neutral" },
        most === undefined ? { value: "–" } : { value: finite(most * counters), unit: "count" },
      ];
    }),
  };
}

function chartsOf(index: DesignIndex, component: Component, behind: readonly Protected[], headroom: number, spanMs: number): readonly Chart[] {
  const limits = limitsOf(component).slice(0, MOST_LINES);
  const series = limits.flatMap((limit, at) => {
    const counters = countersOf(limit, component);
    const points = Array.from({ length: CHART_STEPS + 1 }, (_, step) => (spanMs * step) / CHART_STEPS).flatMap((ms) => {
      const most = mostLetThrough(limit, ms);
      return most === undefined ? [] : [[ms, finite(most * counters)] as const];
    });
    return points.length === 0 ? [] : [{ name: limits.length === 1 ? whose(limit) : `${at + 1} ${whose(limit)}`, points }];
  });
  const through = strictest(component);
  const known = behind.flatMap(({ component: callee, capacityRps }) => (capacityRps === undefined ? [] : [{ callee, capacityRps }]));
  const labels = labelsOf(
    index,
    known.map(({ callee }) => callee.id),
  );
  return [
    ...(series.length === 0 ? [] : [{ kind: "lines", title: "Most calls let through", x: { label: "within", unit: "ms" }, y: { label: "calls", unit: "count" }, series } as const]),
    ...(through === undefined || known.length === 0
      ? []
      : [
          {
            kind: "bars",
            title: "What is behind, with headroom left",
            unit: "rps",
            bars: known.map(({ callee, capacityRps }, at) => ({
              label: labels[at] ?? callee.id,
              value: finite(capacityRps / headroom),
              tone: covers(capacityRps, through * headroom) ? ("good" as const) : ("bad" as const),
              element: callee.id,
            })),
            limit: { label: "Let through", value: through },
          } as const,
        ]),
  ];
}

/** What limits of single users or tenants add up to: nothing, until some of them together fill what is behind. */
function perPrincipal(component: Component, index: DesignIndex, weakest: Protected | undefined): string {
  const name = index.nameOf(component.id);
  const strictestOne = limitsOf(component)
    .filter(({ ratePerSec }) => ratePerSec !== undefined)
    .toSorted((a, b) => (a.ratePerSec ?? 0) - (b.ratePerSec ?? 0))[0];
  const each = strictestOne?.ratePerSec;
  if (!strictestOne || each === undefined) return `${name} limits each user or tenant, at a rate that nobody has written down`;
  const enough = weakest?.capacityRps === undefined || each === 0 ? undefined : Math.max(1, Math.ceil(finite(weakest.capacityRps / each)));
  const fill = enough === undefined || !weakest ? "" : `; ${calls(enough)} at their limit fill ${index.nameOf(weakest.component.id)}`;
  return `${name} lets ${whose(strictestOne)} through at ${rps(each)}, and all of them together have no limit${fill}`;
}

function analyse(component: Component, context: AnalysisContext): Answer {
  const { index } = context;
  const name = index.nameOf(component.id);
  const limits = limitsOf(component);
  const spanMs = Math.min(LONGEST_SPAN_MS, Math.max(1, context.values["span"] ?? SPAN_MS));
  const headroom = Math.max(1, context.threshold("capacity.headroom").value);
  const isForAll = limits.some(countsEverybody);
  const behind = protectedBy(component, index);
  const inputs = inputsOf(context, component, behind);
  const missing = missingAmong(inputs);
  const through = strictest(component);
  const [weakest] = behind;
  const capacityRps = weakest?.capacityRps;
  const isTooHigh = through !== undefined && capacityRps !== undefined && !covers(capacityRps, through * headroom);
  const isLocal = limits.some((limit) => countersOf(limit, component) > 1);
  const surprises = limits.flatMap((limit) => surprisesOf(limit, component));
  const target = index.nameOf(weakest?.component.id);
  const guards =
    capacityRps === undefined || through === undefined
      ? ""
      : isTooHigh
        ? `, more than the ${rps(capacityRps / headroom)} that leave ${target} a headroom of ${inWords(headroom, "factor")}`
        : `, and ${target} behind it can take ${rps(capacityRps)}`;
  const lets = isForAll
    ? through === undefined
      ? `${name} limits everybody together, at a rate that nobody has written down`
      : `${name} lets ${rps(through)} through for everybody together${guards}`
    : perPrincipal(component, index, weakest);
  return {
    verdict: isTooHigh || isLocal ? "bad" : missing ? "undecided" : isForAll ? "good" : "neutral",
    sentence: `${lets}${surprises.length > 0 ? `; ${surprises.slice(0, 2).join("; ")}` : ""}${missing ? `; missing: ${missing}` : ""}.`,
    working: [
      ...limits.flatMap((limit, at) => {
        const most = mostLetThrough(limit, spanMs);
        const { ratePerSec = 0, burst = 0 } = limit;
        const size = perWindow(limit);
        const how = countsInWindows(limit)
          ? `${calls(size ?? 0)} × ${calls(most === undefined || !size ? 0 : most / size)}`
          : `${limit.algorithm === "leakyBucket" ? "" : `${calls(burst)} + `}${rps(ratePerSec)} × ${inWords(spanMs, "ms")}`;
        return most === undefined ? [] : [`limit ${at + 1} in ${inWords(spanMs, "ms")}: ${how} = ${calls(most)}`];
      }),
      ...(capacityRps === undefined || through === undefined
        ? []
        : [`${rps(through)} ${isTooHigh ? ">" : "≤"} ${rps(capacityRps)} ÷ ${headroom} = ${rps(capacityRps / headroom)}`]),
    ],
    inputs,
    figures: [
      ...(through === undefined ? [] : [{ label: "Let through for everybody", value: through, unit: "rps", tone: isTooHigh ? "bad" : "neutral" } as const]),
      ...(capacityRps === undefined ? [] : [{ label: "Highest limit that protects", value: finite(capacityRps / headroom), unit: "rps" } as const]),
    ],
    charts: chartsOf(index, component, behind, headroom, spanMs),
    tables: [tableOf(component, spanMs)],
    lit: [component.id, ...behind.map(({ component: callee }) => callee.id)],
    marks: through === undefined ? [] : [{ element: component.id, text: rps(through), tone: isTooHigh || isLocal ? "bad" : "neutral" }],
  };
}

/** Q18: what rate limits let through, and whether that protects what is behind them. */
export const rateLimits: Analysis = {
  id: "rate-limits",
  number: "Q18",
  title: "Rate limits",
  question: "What do the rate limits let through?",
  group: "Capacity",
  formula: [
    "token bucket: burst + rate × t; leaky bucket: rate × t; fixed window: limit × (⌈t ÷ window⌉ + 1)",
    "counters kept in memory: limit × instances",
    "a limit protects what is behind it up to capacity ÷ headroom",
  ],
  sources: ["000 §7 Algorithms", "000 §7 Where to Implement", "004 §2.4"],
  rules: ["security/fixed-window-burst", "security/local-rate-counter", "security/rate-limit-above-capacity"],
  empty: "Give a gateway or a service a rate limit.",
  subjects: ({ index }) =>
    [...index.components.values()]
      .filter((component) => limitsOf(component).length > 0)
      .map(({ id }): Subject => ({ type: "component", id, name: index.nameOf(id) }))
      .toSorted((a, b) => a.name.localeCompare(b.name, "en")),
  parameters: () => [{ id: "span", label: "Span of time", unit: "ms", value: SPAN_MS, origin: "a few seconds: bursts show, the steady rate does not hide them" }],
  analyse(subject, context) {
    const component = context.index.component(subject.id);
    return component ? analyse(component, context) : { verdict: "neutral", sentence: "It is no longer part of the design.", working: [], inputs: [], figures: [] };
  },
};
