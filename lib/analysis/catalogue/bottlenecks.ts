import type { Flow } from "#lib/model/flow.ts";
import { inWords } from "#lib/model/in-words.ts";
import type { Id } from "#lib/model/schema.ts";
import { counted, listed } from "#lib/model/sentence.ts";
import type { Analysis, AnalysisContext, AnalysisTable, Answer, Cell, Chart, Input, Tone } from "../analysis.ts";
import { flowAvailability } from "../availability.ts";
import { covers } from "../capacity.ts";
import type { DesignIndex } from "../design-index.ts";
import { contributionsTo, flowLatency } from "../latency-budget.ts";
import { byFullness, type Use, usedShare, usesOf } from "../utilisation.ts";
import { componentInput, missingAmong, once, thresholdInput } from "./inputs.ts";
import { labelsOf } from "./labels.ts";
import { percent, rounded } from "./percent.ts";
import { flowOf, flowSubjects } from "./subjects.ts";
import { inputsOfUse } from "./use-inputs.ts";

const MOST_SHOWN = 12;
const MOST_ROWS = 60;

/** How much of what limits a flow is up to one component: shares, each nothing while it is not known. */
interface Bottleneck {
  readonly id: Id;
  readonly label: string;
  /** The fullest of its uses. */
  readonly use: Use | undefined;
  readonly used: number | undefined;
  /** Share of the time that the flow takes. */
  readonly time: number | undefined;
  /** Share of the failures of the flow. */
  readonly failures: number | undefined;
}

/** Components that a flow touches, in the order of its walk. */
function touched(index: DesignIndex, flow: Flow): readonly Id[] {
  const ids = new Set<Id>(flow.entry === undefined ? [] : [flow.entry]);
  for (const { from, to } of index.connectionsOf(flow)) ids.add(from).add(to);
  return [...ids].filter((id) => index.component(id) !== undefined);
}

const share = (part: number | undefined, whole: number): number | undefined => (part === undefined || whole <= 0 ? undefined : part / whole);

/** Nothing counts as less than anything that is known. */
const compare = (a: number | undefined, b: number | undefined): number => (b ?? -1) - (a ?? -1);

/** The components of a flow, the narrowest first: by how full they are, then by their share of the time, then of the failures. */
function rank(index: DesignIndex, flow: Flow, ids: readonly Id[]): readonly Bottleneck[] {
  const latency = flowLatency(index, flow);
  const times = new Map((latency ? contributionsTo(index, flow, latency.start) : []).map(({ id, ms }) => [id, ms]));
  const wholeMs = [...times.values()].reduce((sum, ms) => sum + ms, 0);
  const failing = new Map(flowAvailability(index, flow).dependencies.flatMap(({ id, availability }) => (availability === undefined ? [] : [[id, 1 - availability] as const])));
  const wholeFailing = [...failing.values()].reduce((sum, part) => sum + part, 0);
  const labels = labelsOf(index, ids);
  return ids
    .map((id, at): Bottleneck => {
      const component = index.component(id);
      const [use] = component ? byFullness(usesOf(component, index)) : [];
      return {
        id,
        label: labels[at] ?? id,
        use,
        used: use && usedShare(use),
        time: share(times.get(id), wholeMs),
        failures: share(failing.get(id), wholeFailing),
      };
    })
    .toSorted((a, b) => compare(a.used, b.used) || compare(a.time, b.time) || compare(a.failures, b.failures) || (a.id < b.id ? -1 : 1));
}

function inputsOf({ index }: AnalysisContext, flow: Flow, ranked: readonly Bottleneck[]): readonly Input[] {
  const latency = flowLatency(index, flow);
  const waited = new Set([...(latency ? contributionsTo(index, flow, latency.start) : []).map(({ id }) => id), ...(latency?.missing ?? [])]);
  const needed = new Set(flowAvailability(index, flow).dependencies.map(({ id }) => id));
  return once(
    ranked.flatMap(({ id, use }) => [
      ...(use ? inputsOfUse(index, use) : []),
      ...(waited.has(id) && index.component(id)?.kind !== "client" ? componentInput(index, id, "p99Ms", "own p99 latency", "ms") : []),
      ...(needed.has(id) ? componentInput(index, id, "availability", "availability", "ratio") : []),
    ]),
  );
}

const MEASURES = [
  { key: "used", title: "Used at peak", says: (value: string) => `is the fullest with ${value} used at peak`, mark: "full" },
  { key: "time", title: "Share of the time", says: (value: string) => `takes ${value} of the time`, mark: "of the time" },
  { key: "failures", title: "Share of the failures", says: (value: string) => `causes ${value} of the failures`, mark: "of failures" },
] as const;
type Measure = (typeof MEASURES)[number]["key"];

/** The components of which a measure is known, the largest first. */
const by = (ranked: readonly Bottleneck[], key: Measure): readonly (Bottleneck & { readonly value: number })[] =>
  ranked.flatMap((one) => (one[key] === undefined || one[key] === 0 ? [] : [{ ...one, value: one[key] }])).toSorted((a, b) => b.value - a.value);

function toneOf({ use }: Bottleneck, headroom: number): Tone {
  if (use?.loadRps === undefined || use.capacityRps === undefined) return "neutral";
  if (!covers(use.capacityRps, use.loadRps)) return "bad";
  return covers(use.capacityRps, use.loadRps * headroom) ? "neutral" : "warning";
}

function tableOf(ranked: readonly Bottleneck[], headroom: number): AnalysisTable {
  const cell = (value: number | undefined, tone: Tone = "neutral"): Cell => (value === undefined ? { value: "–" } : { value: rounded(value), unit: "ratio", tone });
  return {
    title: "Narrowest first",
    columns: ["Component", "Used at peak", "Of the time", "Of the failures"],
    rows: ranked.slice(0, MOST_ROWS).map((one) => [{ value: one.label, element: one.id }, cell(one.used, toneOf(one, headroom)), cell(one.time), cell(one.failures)]),
  };
}

function chartsOf(ranked: readonly Bottleneck[], headroom: number): readonly Chart[] {
  return MEASURES.flatMap(({ key, title }): Chart[] => {
    const bars = by(ranked, key).slice(0, MOST_SHOWN);
    if (bars.length === 0) return [];
    return [
      {
        kind: "bars",
        title,
        unit: "ratio",
        bars: bars.map((one, at) => ({
          label: one.label,
          value: rounded(one.value),
          tone: key === "used" ? toneOf(one, headroom) : at === 0 ? "warning" : "neutral",
          element: one.id,
        })),
        ...(key === "used" && headroom > 0 ? { limit: { label: "With headroom", value: rounded(1 / headroom) } } : {}),
      },
    ];
  });
}

/** What a component is first in, for the canvas. */
function marksOf(ranked: readonly Bottleneck[], headroom: number): NonNullable<Answer["marks"]> {
  const texts = new Map<Id, { readonly words: readonly string[]; readonly tone: Tone }>();
  for (const { key, mark } of MEASURES) {
    const [first] = by(ranked, key);
    if (first)
      texts.set(first.id, { words: [...(texts.get(first.id)?.words ?? []), `${percent(first.value)} ${mark}`], tone: toneOf(first, headroom) === "bad" ? "bad" : "warning" });
  }
  return [...texts].map(([element, { words, tone }]) => ({ element, text: words.join(", "), tone }));
}

/** Q24: which component of a flow gives way first, takes the most time and fails most. */
export const bottlenecks: Analysis = {
  id: "bottlenecks",
  number: "Q24",
  title: "Bottlenecks of a flow",
  question: "Which component holds this flow back?",
  group: "Capacity",
  formula: ["used = load ÷ capacity", "share of the time = times asked × own p99 ÷ Σ", "share of the failures = (1 − availability) ÷ Σ (1 − availability) over hard dependencies"],
  sources: ["003 Step 5", "003 Output Req. (Scalability Analysis)"],
  rules: ["scalability/capacity-below-peak", "scalability/no-headroom", "communication/latency-budget-exceeded", "resilience/availability-below-target"],
  empty: "Record a flow: the walk of one request over connections.",
  subjects: ({ index }) => flowSubjects(index),
  analyse(subject, context): Answer {
    const { index } = context;
    const flow = flowOf(index, subject);
    const headroom = context.threshold("capacity.headroom").value;
    const ids = touched(index, flow);
    const ranked = rank(index, flow, ids);
    const inputs = inputsOf(context, flow, ranked);
    const missing = missingAmong(inputs);
    const firsts = MEASURES.flatMap(({ key, says }) => {
      const [first] = by(ranked, key);
      return first ? [{ label: first.label, says: says(percent(first.value)) }] : [];
    });
    const leaders = [...Map.groupBy(firsts, ({ label }) => label)].map(([label, all]) => `${label} ${listed(all.map(({ says }) => says))}`);
    const narrow = ranked.filter((one) => ["bad", "warning"].includes(toneOf(one, headroom)));
    const over =
      narrow.length === 0 ? "" : `; ${counted(narrow.length, "component")} ${narrow.length === 1 ? "is" : "are"} fuller than a headroom of ${inWords(headroom, "factor")} allows`;
    return {
      verdict: ids.length === 0 ? "neutral" : narrow.length > 0 ? "bad" : missing || firsts.length === 0 ? "undecided" : "good",
      sentence:
        ids.length === 0
          ? "This flow has no connections yet."
          : `${firsts.length === 0 ? `Nothing is known yet of what ${listed(ids.map((id) => index.nameOf(id)))} can take, how long they take and how often they fail` : leaders.join("; ")}${over}${missing ? `; missing: ${missing}` : ""}.`,
      working: ranked
        .slice(0, MOST_SHOWN)
        .flatMap(({ label, use, used }) =>
          use?.loadRps === undefined || use.capacityRps === undefined || used === undefined
            ? []
            : [`${label}: ${inWords(use.loadRps, "rps")} ÷ ${inWords(use.capacityRps, "rps")} = ${percent(used)}`],
        ),
      inputs: [...inputs, thresholdInput(context, "capacity.headroom", "Headroom", "factor")],
      figures: [],
      charts: chartsOf(ranked, headroom),
      tables: ranked.length === 0 ? [] : [tableOf(ranked, headroom)],
      lit: [...new Set(index.connectionsOf(flow).flatMap(({ id, from, to }) => [from, id, to]))],
      marks: marksOf(ranked, headroom),
    };
  },
};
