import { inWords } from "#lib/model/in-words.ts";
import { counted } from "#lib/model/sentence.ts";
import type { Analysis, AnalysisContext, AnalysisTable, Answer, Cell, Chart, Input, Tone } from "../analysis.ts";
import { covers, instancesFor } from "../capacity.ts";
import { finite } from "../finite.ts";
import { exhaustionMonth, type Growth, GROWTH_MONTHS, growthFactor, largestFactor } from "../growth.ts";
import { type Use, usedShare, usesByFullness } from "../utilisation.ts";
import { carrierSubjects } from "./carrier-subjects.ts";
import { designInput, missingAmong, once, thresholdInput } from "./inputs.ts";
import { labelsOf } from "./labels.ts";
import { rounded } from "./percent.ts";
import { inputsOfUse } from "./use-inputs.ts";

/** Two years, as the output of a design asks for (003). */
const HORIZON_MONTHS = 24;
/** A projection beyond says nothing about a system. */
const FURTHEST_MONTHS = 240;
const MOST_SHOWN = 24;
/** How many times today's load a design should be thought through for (004 Key Principles). */
const FAR = [10, 100, 1_000] as const;

const SPOKEN = { m6: "after 6 months", m12: "after 1 year", m24: "after 2 years" } as const;
const KEYS = ["m6", "m12", "m24"] as const;

const rps = (value: number): string => inWords(value, "rps");

/** A month as a part of a sentence. */
const inMonth = (month: number): string => (month < 1 ? "within a month" : `after ${counted(Math.floor(month), "month")}`);

/** What an answer is worked out from. */
interface Question {
  readonly context: AnalysisContext;
  readonly growth: Growth;
  readonly headroom: number;
  readonly horizon: number;
}

const growthInputs = ({ index }: AnalysisContext): readonly Input[] =>
  KEYS.flatMap((key) => designInput(index, `requirements.growth.${key}`, `Growth factor ${SPOKEN[key]}`, "factor"));

/** Month in which a use is full; nothing when a number is missing, when it never is, or only long after. */
function fullMonth({ loadRps, capacityRps }: Pick<Use, "loadRps" | "capacityRps">, growth: Growth): number | undefined {
  if (loadRps === undefined || capacityRps === undefined) return undefined;
  const month = exhaustionMonth(loadRps, capacityRps, growth);
  return month !== undefined && month <= FURTHEST_MONTHS ? month : undefined;
}

const isProjected = (growth: Growth): boolean => largestFactor(growth) !== undefined;

/** The last month for which a factor is given; 0 when none is. */
const lastMonth = (growth: Growth): number => Math.max(0, ...KEYS.map((key) => (growth[key] ? GROWTH_MONTHS[key] : 0)));

/** Whether the projection reaches as far as it is asked for; two years are enough to go on from. */
const reaches = (growth: Growth, horizon: number): boolean => lastMonth(growth) >= Math.min(horizon, HORIZON_MONTHS);

function toneOf(use: Use, { growth, horizon }: Question): Tone {
  const month = fullMonth(use, growth);
  if (month !== undefined) return month <= horizon ? "bad" : "good";
  return usedShare(use) === undefined || !isProjected(growth) ? "neutral" : "good";
}

function verdictOf(use: Use, question: Question): Answer["verdict"] {
  const tone = toneOf(use, question);
  if (tone === "bad") return "bad";
  return tone === "good" && reaches(question.growth, question.horizon) ? "good" : "undecided";
}

const factorAfter = (growth: Growth, month: number): number => finite(growthFactor(growth, month));

/** The load after so many months. */
const loadAfter = (loadRps: number, growth: Growth, month: number): number => finite(loadRps * factorAfter(growth, month));

function sentenceOf(use: Use, { context: { index }, growth, horizon }: Question): string {
  const { component, loadRps, capacityRps } = use;
  const name = index.nameOf(component.id);
  if (loadRps === undefined || capacityRps === undefined) {
    const missing = missingAmong(inputsOfUse(index, use));
    return `When ${name} is full cannot be said yet; ${missing ? `missing: ${missing}` : "a capacity of 0 says nothing"}.`;
  }
  const month = fullMonth(use, growth);
  if (month === 0) return `${name} is full today: its load is ${rps(loadRps)}, and it can take ${rps(capacityRps)}.`;
  if (!isProjected(growth)) {
    return loadRps === 0
      ? `Nothing arrives at ${name}, however it grows.`
      : `${name} can take ${inWords(finite(capacityRps / loadRps), "factor")} today's load; nobody has said how the load grows.`;
  }
  const grown = `its load grows from ${rps(loadRps)} to ${rps(loadAfter(loadRps, growth, horizon))} in ${counted(horizon, "month")}, and it can take ${rps(capacityRps)}`;
  const open = reaches(growth, horizon) ? "" : "; nobody has said how much it is after 2 years";
  if (month === undefined) return `${name} does not get full: ${grown}${open}.`;
  return month > lastMonth(growth)
    ? `${name} would be full ${inMonth(month)} if growth went on like that: ${grown}${open}.`
    : `${name} is full ${inMonth(month)}: ${grown}${open}.`;
}

function workingOf({ loadRps, capacityRps }: Use, { growth, horizon }: Question): readonly string[] {
  if (loadRps === undefined || capacityRps === undefined || !isProjected(growth)) return [];
  const month = fullMonth({ loadRps, capacityRps }, growth);
  const factor = factorAfter(growth, horizon);
  return [
    `peak(${inWords(horizon, "count")}) = ${rps(loadRps)} × ${Number(factor.toPrecision(4))} = ${rps(loadAfter(loadRps, growth, horizon))}`,
    ...(month === undefined
      ? []
      : [`full at ${rps(capacityRps)} ÷ ${rps(loadRps)} = ${Number((capacityRps / loadRps).toPrecision(4))} times today, in month ${Number(month.toPrecision(3))}`]),
  ];
}

/** Capacity of one instance, when instances are what a use is carried by. */
const eachRps = ({ component, of }: Use): number | undefined => (of === "requests" ? component.perInstanceRps || undefined : undefined);

function stagesTable(use: Use, { growth, headroom }: Question): AnalysisTable {
  const { loadRps = 0, capacityRps } = use;
  const each = eachRps(use);
  return {
    title: "Today and later",
    columns: ["When", "Times today", "Peak", "Used", ...(each === undefined ? [] : ["Instances with headroom"])],
    rows: [0, ...KEYS.map((key) => GROWTH_MONTHS[key])].map((month): readonly Cell[] => {
      const load = loadAfter(loadRps, growth, month);
      return [
        { value: month === 0 ? "today" : `${month} months` },
        { value: factorAfter(growth, month), unit: "factor" },
        { value: load, unit: "rps" },
        capacityRps === undefined ? { value: "–" } : { value: rounded(finite(load / capacityRps)), unit: "ratio", tone: covers(capacityRps, load) ? "neutral" : "bad" },
        ...(each === undefined ? [] : [{ value: finite(instancesFor(load, each, headroom)), unit: "count" } as const]),
      ];
    }),
  };
}

function farTable(use: Use, { growth, headroom }: Question): AnalysisTable {
  const { loadRps = 0 } = use;
  const each = eachRps(use);
  return {
    title: "Far beyond",
    columns: ["Times today", "Peak", "Capacity with headroom", ...(each === undefined ? [] : ["Instances"]), "Reached"],
    rows: FAR.map((times): readonly Cell[] => {
      const load = finite(loadRps * times);
      const month = isProjected(growth) ? exhaustionMonth(1, times, growth) : undefined;
      return [
        { value: times, unit: "factor" },
        { value: load, unit: "rps" },
        { value: finite(load * headroom), unit: "rps" },
        ...(each === undefined ? [] : [{ value: finite(instancesFor(load, each, headroom)), unit: "count" } as const]),
        { value: month === undefined || month > FURTHEST_MONTHS ? "not in sight" : inMonth(month) },
      ];
    }),
  };
}

function chartOf(use: Use, { growth, headroom, horizon }: Question): readonly Chart[] {
  const { loadRps, capacityRps } = use;
  if (loadRps === undefined || !isProjected(growth)) return [];
  const month = fullMonth(use, growth);
  const last = Math.min(FURTHEST_MONTHS, Math.max(horizon, month === undefined ? 0 : Math.min(Math.ceil(month) + 2, 2 * HORIZON_MONTHS)));
  return [
    {
      kind: "lines",
      title: "Peak load over the months",
      x: { label: "months from today", unit: "count" },
      y: { label: "per second", unit: "rps" },
      series: [
        { name: "peak", points: Array.from({ length: last + 1 }, (_, at) => [at, loadAfter(loadRps, growth, at)] as const) },
        { name: "with headroom", points: Array.from({ length: last + 1 }, (_, at) => [at, finite(loadAfter(loadRps, growth, at) * headroom)] as const), tone: "warning" },
      ],
      ...(capacityRps === undefined ? {} : { limits: [{ label: `capacity ${rps(capacityRps)}`, y: capacityRps }] }),
      ...(month === undefined || month > last ? {} : { marks: [{ label: `full, month ${Math.floor(month)}`, x: month }] }),
    },
  ];
}

function ofComponent(uses: readonly Use[], question: Question): Answer {
  const { context, growth } = question;
  const { index } = context;
  const [use] = uses;
  if (!use) return { verdict: "neutral", sentence: "Nothing is known of this component yet.", working: [], inputs: [], figures: [] };
  const month = fullMonth(use, growth);
  const tone = toneOf(use, question);
  return {
    verdict: verdictOf(use, question),
    sentence: sentenceOf(use, question),
    working: workingOf(use, question),
    inputs: [...once([...growthInputs(context), ...inputsOfUse(index, use)]), thresholdInput(context, "capacity.headroom", "Headroom", "factor")],
    figures: tone === "neutral" ? [] : [{ label: "Full", value: month === undefined ? "not in sight" : month === 0 ? "today" : inMonth(month), tone }],
    charts: chartOf(use, question),
    tables: use.loadRps === undefined ? [] : [...(isProjected(growth) ? [stagesTable(use, question)] : []), farTable(use, question)],
    lit: [use.component.id],
    marks: month === undefined ? [] : [{ element: use.component.id, text: month === 0 ? "full" : `full ${Math.floor(month)} mo`, tone }],
  };
}

function ofDesign(uses: readonly Use[], question: Question): Answer {
  const { context, growth, horizon } = question;
  const { index } = context;
  const filling = uses.flatMap((use) => {
    const month = fullMonth(use, growth);
    return month === undefined ? [] : [{ use, month }];
  });
  // All uses grow alike: the fullest of a component is the one that is full first.
  const firsts = [...Map.groupBy(filling, ({ use }) => use.component.id).values()].flatMap(([one]) => one ?? []);
  const shown = firsts.slice(0, MOST_SHOWN);
  const early = firsts.filter(({ month }) => month <= horizon);
  const [first] = firsts;
  const labels = labelsOf(
    index,
    shown.map(({ use }) => use.component.id),
  );
  const open = uses.filter((use) => usedShare(use) === undefined).length;
  const lacking = open === 0 ? "" : `; ${open} more ${open === 1 ? "lacks" : "lack"} a number`;
  const span = `Within ${counted(horizon, "month")}`;
  const name = index.nameOf(first?.use.component.id);
  const sentence =
    early.length > 0 && first
      ? `${span} ${counted(early.length, "component")} ${early.length === 1 ? "gets" : "get"} full: ${name}${early.length === 1 ? "" : " first"}, ${first.month === 0 ? "today already" : inMonth(first.month)}`
      : !isProjected(growth)
        ? "Nobody has said how the load grows"
        : `${span} nothing gets full${first ? `; ${name} would be the first, ${inMonth(first.month)}` : ""}`;
  return {
    verdict: early.length > 0 ? "bad" : isProjected(growth) && reaches(growth, horizon) && open === 0 ? "good" : "undecided",
    sentence: `${sentence}${lacking}.`,
    working: isProjected(growth) ? [`factor(${inWords(horizon, "count")}) = ${Number(factorAfter(growth, horizon).toPrecision(4))}`] : [],
    inputs: once([...growthInputs(context), ...uses.slice(0, MOST_SHOWN).flatMap((use) => inputsOfUse(index, use))]),
    figures: [],
    charts:
      shown.length === 0
        ? []
        : [
            {
              kind: "bars",
              title: "Months until it is full",
              unit: "count",
              bars: shown.map(({ use, month }, at) => ({
                label: labels[at] ?? use.component.id,
                value: Math.floor(month),
                tone: toneOf(use, question),
                element: use.component.id,
              })),
              limit: { label: "Asked for", value: horizon },
            },
          ],
    lit: early.map(({ use }) => use.component.id),
    marks: shown.map(({ use, month }) => ({ element: use.component.id, text: month === 0 ? "full" : `full ${Math.floor(month)} mo`, tone: toneOf(use, question) })),
  };
}

/** Q14: what a growing load does to what can be carried, and when it is too much. */
export const growth: Analysis = {
  id: "growth",
  number: "Q14",
  title: "Growth",
  question: "When does the growing load become too much?",
  group: "Capacity",
  formula: ["peak(t) = peak × factor(t), the same percentage every month between the projected points", "month in which it is full = ln(capacity ÷ peak) ÷ ln(growth per month)"],
  sources: ["003 Output Req. (Scalability Analysis)", "004 closing Key Principles (10×, 100×, 1000×)"],
  rules: ["scalability/growth-exceeds-capacity", "scalability/growth-not-projected"],
  empty: "State the peak load in the requirements, or what a component can take.",
  subjects: ({ index }) => carrierSubjects(index),
  parameters: () => [{ id: "months", label: "Months to look ahead", unit: "count", value: HORIZON_MONTHS, origin: "003 Output Req.: 6 months, 1 year, 2 years" }],
  analyse(subject, context) {
    const question: Question = {
      context,
      growth: context.index.design.requirements?.growth ?? {},
      headroom: context.threshold("capacity.headroom").value,
      horizon: Math.min(FURTHEST_MONTHS, Math.max(1, Math.round(context.values["months"] ?? HORIZON_MONTHS))),
    };
    const uses = context.index.once(usesByFullness);
    return subject.type === "design"
      ? ofDesign(uses, question)
      : ofComponent(
          uses.filter(({ component }) => component.id === subject.id),
          question,
        );
  },
};
