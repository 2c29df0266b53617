import { inWords } from "#lib/model/in-words.ts";
import { counted } from "#lib/model/sentence.ts";
import type { Analysis, AnalysisContext, AnalysisTable, Answer, Chart, Figure, Tone } from "../analysis.ts";
import { copiesOf, covers, instancesFor } from "../capacity.ts";
import { finite } from "../finite.ts";
import { type Use, type UseOf, usedShare, usesByFullness } from "../utilisation.ts";
import { carrierSubjects } from "./carrier-subjects.ts";
import { missingAmong, once, thresholdInput } from "./inputs.ts";
import { labelsOf } from "./labels.ts";
import { percent, rounded } from "./percent.ts";
import { inputsOfUse } from "./use-inputs.ts";

/** Most bars and rows about all components together; the fullest come first. */
const MOST_SHOWN = 24;

const GETS: Readonly<Record<UseOf, string>> = { requests: "gets", reads: "is read at", writes: "is written at", messages: "gets messages at" };

const rps = (value: number): string => inWords(value, "rps");

/** What the uses that an answer is about have in common. */
interface Question {
  readonly context: AnalysisContext;
  readonly headroom: number;
  readonly times: number;
}

/** A use under the load that is asked about. */
const loaded = (use: Use, times: number): Use => (use.loadRps === undefined ? use : { ...use, loadRps: finite(use.loadRps * times) });

function toneOf({ loadRps, capacityRps }: Use, headroom: number): Tone {
  if (loadRps === undefined || capacityRps === undefined) return "neutral";
  if (!covers(capacityRps, loadRps)) return "bad";
  return covers(capacityRps, loadRps * headroom) ? "good" : "warning";
}

/** `instances` or `concurrent runs`, as many as there are. */
const copiesInWords = ({ kind }: Use["component"], copies: number): string =>
  `${inWords(copies, "count")} ${kind === "function" ? "concurrent run" : "instance"}${copies === 1 ? "" : "s"}`;

/** Copies of equal capacity that make up the capacity of a component. */
interface Copies {
  readonly most: number;
  readonly eachRps: number;
  /** As many as carry the load with headroom; nothing while the load is not known. */
  readonly needed: number | undefined;
}

/** The copies that decide what a component can take; nothing when that is stated as a total, or not for requests. */
function copiesIn({ of, component, loadRps, capacityRps }: Use, headroom: number): Copies | undefined {
  const eachRps = component.perInstanceRps;
  const most = copiesOf(component);
  if (of !== "requests" || !eachRps || capacityRps !== most * eachRps) return undefined;
  return { most, eachRps, needed: loadRps === undefined ? undefined : finite(instancesFor(loadRps, eachRps, headroom)) };
}

function sentenceOf(use: Use, { context: { index }, headroom }: Question): string {
  const { of, component, loadRps, capacityRps } = use;
  const name = index.nameOf(component.id);
  const copies = copiesIn(use, headroom);
  const missing = missingAmong(inputsOfUse(index, use));
  const lacking = missing ? `; missing: ${missing}` : capacityRps === undefined ? "; a capacity of 0 says nothing" : "";
  const capacity = capacityRps === undefined ? "" : `can take ${rps(capacityRps)}${copies ? ` with ${copiesInWords(component, copies.most)}` : ""}`;
  if (loadRps === undefined)
    return capacity === "" ? `Nothing is known yet about the ${of} of ${name}${lacking}.` : `${name} ${capacity}${of === "requests" ? "" : ` for ${of}`}${lacking}.`;
  const margin = `with a headroom of ${inWords(headroom, "factor")}`;
  const peak = `${name} ${GETS[of]} ${rps(loadRps)} at peak`;
  const share = usedShare(use);
  if (share === undefined) return `${peak} and has to take ${rps(finite(loadRps * headroom))} ${margin}${lacking}.`;
  const tight = toneOf(use, headroom) === "warning" ? `, more than the ${percent(1 / headroom)} that leave a headroom of ${inWords(headroom, "factor")}` : "";
  const enough = copies?.needed === undefined ? "" : `; ${copiesInWords(component, copies.needed)} ${copies.needed === 1 ? "is" : "are"} enough ${margin}`;
  return `${peak} and ${capacity}: ${percent(share)} used${tight}${enough}.`;
}

function workingOf(use: Use, { context: { index }, headroom, times }: Question): readonly string[] {
  const { of, loadRps, capacityRps } = use;
  const copies = copiesIn(use, headroom);
  const share = usedShare(use);
  const used = of === "requests" ? "used" : `used for ${of}${of === "messages" ? ` of ${index.nameOf(use.connections[0]?.from)}` : ""}`;
  return [
    ...(copies ? [`capacity = ${inWords(copies.most, "count")} × ${rps(copies.eachRps)} = ${rps(copies.most * copies.eachRps)}`] : []),
    ...(share === undefined || loadRps === undefined || capacityRps === undefined
      ? []
      : [`${used} = ${times === 1 ? "" : `${times} × the peak = `}${rps(loadRps)} ÷ ${rps(capacityRps)} = ${percent(share)}`]),
    ...(copies?.needed === undefined || loadRps === undefined ? [] : [`instances = ⌈${headroom} × ${rps(loadRps)} ÷ ${rps(copies.eachRps)}⌉ = ${inWords(copies.needed, "count")}`]),
  ];
}

function figuresOf(use: Use, headroom: number): readonly Figure[] {
  const { component, loadRps, capacityRps } = use;
  const share = usedShare(use);
  const copies = copiesIn(use, headroom);
  const withOneDown = copies && copies.most > 1 && loadRps !== undefined ? finite(loadRps / ((copies.most - 1) * copies.eachRps)) : undefined;
  return [
    ...(share === undefined ? [] : [{ label: "Used at peak", value: rounded(share), unit: "ratio", tone: toneOf(use, headroom) } as const]),
    ...(capacityRps === undefined ? [] : [{ label: "Capacity", value: capacityRps, unit: "rps" } as const]),
    ...(copies?.needed === undefined
      ? []
      : [{ label: component.kind === "function" ? "Concurrent runs needed" : "Instances needed", value: copies.needed, unit: "count" } as const]),
    ...(withOneDown === undefined ? [] : [{ label: "Used with one down", value: rounded(withOneDown), unit: "ratio", tone: withOneDown > 1 ? "bad" : "neutral" } as const]),
  ];
}

function chartOf(use: Use, headroom: number): readonly Chart[] {
  const { of, component, loadRps, capacityRps } = use;
  const copies = copiesIn(use, headroom);
  const least = component.instances?.min;
  if (loadRps === undefined || capacityRps === undefined) return [];
  return [
    {
      kind: "bars",
      title: of === "requests" ? "Peak and capacity" : `Peak and capacity for ${of}`,
      unit: "rps",
      bars: [
        { label: "Peak", value: loadRps },
        { label: "Peak with headroom", value: finite(loadRps * headroom) },
        ...(copies && least !== undefined && least < copies.most ? [{ label: "Fewest instances", value: least * copies.eachRps }] : []),
        { label: "Capacity", value: capacityRps, tone: toneOf(use, headroom) },
      ],
    },
  ];
}

function ofComponent(uses: readonly Use[], question: Question): Answer {
  const { context, headroom } = question;
  const { index } = context;
  const [first] = uses;
  if (!first) return { verdict: "neutral", sentence: "Nothing is known of this component yet.", working: [], inputs: [], figures: [] };
  const tones = uses.map((use) => toneOf(use, headroom));
  const share = usedShare(first);
  return {
    verdict: tones.some((tone) => tone === "bad" || tone === "warning") ? "bad" : tones.includes("neutral") ? "undecided" : "good",
    sentence: sentenceOf(first, question),
    working: [...new Set(uses.flatMap((use) => workingOf(use, question)))],
    inputs: [...once(uses.flatMap((use) => inputsOfUse(index, use))), thresholdInput(context, "capacity.headroom", "Headroom", "factor")],
    figures: figuresOf(first, headroom),
    charts: chartOf(first, headroom),
    tables: uses.length > 1 ? [tableOf(uses, question)] : [],
    lit: [first.component.id],
    marks: share === undefined ? [] : [{ element: first.component.id, text: percent(share), tone: toneOf(first, headroom) }],
  };
}

function tableOf(uses: readonly Use[], { context: { index }, headroom }: Question): AnalysisTable {
  const labels = labelsOf(
    index,
    uses.map(({ component }) => component.id),
  );
  return {
    title: "What arrives and what can be taken",
    columns: ["Component", "Of", "Peak", "Capacity", "Used", "Instances needed"],
    rows: uses.map((use, at) => {
      const share = usedShare(use);
      return [
        { value: labels[at] ?? use.component.id, element: use.component.id },
        { value: use.of },
        use.loadRps === undefined ? { value: "missing" } : { value: use.loadRps, unit: "rps" },
        use.capacityRps === undefined ? { value: "missing" } : { value: use.capacityRps, unit: "rps" },
        share === undefined ? { value: "–" } : { value: rounded(share), unit: "ratio", tone: toneOf(use, headroom) },
        { value: copiesIn(use, headroom)?.needed ?? "–", unit: "count" },
      ];
    }),
  };
}

function ofDesign(uses: readonly Use[], question: Question): Answer {
  const { context, headroom } = question;
  const { index } = context;
  const shown = uses.slice(0, MOST_SHOWN);
  const known = uses.filter((use) => usedShare(use) !== undefined);
  const tooFull = known.filter((use) => ["bad", "warning"].includes(toneOf(use, headroom)));
  const open = uses.length - known.length;
  const fullest = Map.groupBy(known, ({ component }) => component.id);
  const bars = [...fullest.values()].flatMap(([use]) => use ?? []).slice(0, MOST_SHOWN);
  const labels = labelsOf(
    index,
    bars.map(({ component }) => component.id),
  );
  const [first] = known;
  const rest = open === 0 ? "" : `; ${open} more ${open === 1 ? "lacks" : "lack"} a number`;
  const limit = headroom > 0 ? 1 / headroom : undefined;
  return {
    verdict: tooFull.length > 0 ? "bad" : open > 0 ? "undecided" : "good",
    sentence: first
      ? `${index.nameOf(first.component.id)} is the fullest: ${percent(usedShare(first) ?? 0)} of ${rps(first.capacityRps ?? 0)}${first.of === "requests" ? "" : ` ${first.of}`} at peak; ${tooFull.length === 0 ? "nothing is" : `${counted(tooFull.length, "component")} ${tooFull.length === 1 ? "is" : "are"}`} fuller than a headroom of ${inWords(headroom, "factor")} allows${rest}.`
      : "For no component are both the peak and the capacity known yet.",
    working: [],
    inputs: [...once(shown.flatMap((use) => inputsOfUse(index, use))), thresholdInput(context, "capacity.headroom", "Headroom", "factor")],
    figures: [],
    charts:
      bars.length === 0
        ? []
        : [
            {
              kind: "bars",
              title: "Used at peak",
              unit: "ratio",
              bars: bars.map((use, at) => ({ label: labels[at] ?? use.component.id, value: rounded(usedShare(use) ?? 0), tone: toneOf(use, headroom), element: use.component.id })),
              ...(limit === undefined ? {} : { limit: { label: "With headroom", value: rounded(limit) } }),
            },
          ],
    tables: [tableOf(shown, question)],
    lit: bars.map(({ component }) => component.id),
    marks: bars.map((use) => ({ element: use.component.id, text: percent(usedShare(use) ?? 0), tone: toneOf(use, headroom) })),
  };
}

/** Q13: whether components carry the peak, and how much room is left. */
export const capacity: Analysis = {
  id: "capacity",
  number: "Q13",
  title: "Capacity and headroom",
  question: "Does it carry the peak, and how much room is left?",
  group: "Capacity",
  formula: ["capacity = most instances × capacity of one", "used = peak ÷ capacity", "instances = ⌈headroom × peak ÷ capacity of one⌉"],
  sources: ["003 Step 1", "003 Output Req. (Scalability Analysis)", "003 Ex. 1 checklist (150K for a 100K peak)"],
  rules: ["scalability/capacity-below-peak", "scalability/no-headroom", "scalability/over-provisioned", "scalability/database-overloaded"],
  empty: "State the peak load in the requirements, or what a component can take.",
  subjects: ({ index }) => carrierSubjects(index),
  parameters: () => [
    { id: "times", label: "Load, as a multiple of the peak", unit: "factor", value: 1, origin: "the declared peak; 004 asks for 10×, 100× and 1,000× (Key Principles)" },
  ],
  analyse(subject, context) {
    const question: Question = { context, headroom: context.threshold("capacity.headroom").value, times: context.values["times"] ?? 1 };
    const uses = context.index.once(usesByFullness).map((use) => loaded(use, question.times));
    return subject.type === "design"
      ? ofDesign(uses, question)
      : ofComponent(
          uses.filter(({ component }) => component.id === subject.id),
          question,
        );
  },
};
