import type { Connection } from "#lib/model/connection.ts";
import { countInWords, inWords } from "#lib/model/in-words.ts";
import type { Analysis, Chart } from "../analysis.ts";
import { partitionsNeeded as partitionsFor } from "../backlog.ts";
import { arrivalAt, engineOf, isDeadLetters, isPartitioned } from "../channels.ts";
import { handlingOf } from "../consumption.ts";
import type { DesignIndex } from "../design-index.ts";
import { finite } from "../finite.ts";
import { largestFactor } from "../growth.ts";
import { readersOf } from "../partition-load.ts";
import { arrivalInputs } from "./consumption-inputs.ts";
import { componentInput, connectionInput, missingAmong, once, thresholdInput } from "./inputs.ts";
import { labelsOf } from "./labels.ts";
import { componentSubjects } from "./subjects.ts";

const rate = (rps: number): string => inWords(finite(rps), "rps");
const count = (number: number): string => inWords(number, "count");

/** What one reader of a topic needs. */
interface Need {
  readonly subscription: Connection;
  readonly perConsumerRps: number;
  /** Partitions, and so consumers; nothing when a consumer that handles nothing would have to carry something. */
  readonly partitions: number | undefined;
}

/** The needs of the readers that say how much one consumer handles, the greatest first. */
function needsOf(subscriptions: readonly Connection[], arrivalRps: number, headroom: number): readonly Need[] {
  return subscriptions
    .flatMap((subscription): readonly Need[] => {
      const { perConsumerRps } = subscription;
      if (perConsumerRps === undefined) return [];
      if (perConsumerRps <= 0) return [{ subscription, perConsumerRps, partitions: arrivalRps > 0 ? undefined : 1 }];
      return [{ subscription, perConsumerRps, partitions: finite(Math.max(1, partitionsFor(arrivalRps, perConsumerRps, headroom))) }];
    })
    .toSorted((a, b) => (b.partitions ?? Infinity) - (a.partitions ?? Infinity) || (a.subscription.id < b.subscription.id ? -1 : 1));
}

/** Partitions over the load, with the headroom and without: where a line crosses what there is, the load has outgrown it. */
function loadChart({ perConsumerRps }: Need, loadRps: number, headroom: number, partitions: number | undefined): readonly Chart[] {
  if (perConsumerRps <= 0 || loadRps <= 0) return [];
  const end = finite(2 * loadRps);
  const line = (name: string, factor: number) => ({
    name,
    points: [[0, 0] as const, [end, finite((end / perConsumerRps) * factor)] as const],
  });
  return [
    {
      kind: "lines",
      title: "Partitions needed by load",
      x: { label: "messages per second", unit: "rps" },
      y: { label: "partitions", unit: "count" },
      series: headroom === 1 ? [line("needed", 1)] : [line("with headroom", headroom), line("without", 1)],
      ...(partitions === undefined ? {} : { limits: [{ label: `has ${count(partitions)}`, y: partitions }] }),
      marks: [{ label: rate(loadRps), x: finite(loadRps) }],
    },
  ];
}

/** Topics that are spread over partitions, or may be: nobody has said which product carries them. */
const mayBePartitioned = (index: DesignIndex, id: string): boolean => {
  const topic = index.component(id);
  return topic !== undefined && !isDeadLetters(topic, index) && (isPartitioned(topic, index) || engineOf(topic, index) === undefined);
};

/** Q6: how many partitions a topic needs so that enough consumers can work side by side. */
export const partitionsNeeded: Analysis = {
  id: "partitions-needed",
  number: "Q6",
  title: "Partitions needed",
  question: "How many partitions does this topic need?",
  group: "Messaging",
  formula: [
    "partitions = ⌈λ ÷ rate of one consumer × headroom⌉, for the reader whose consumer handles least",
    "more partitions later move keys to other partitions: count the growth in",
  ],
  sources: ["000 §3 Partitioning Strategy", "003 Ex. 2"],
  rules: ["messaging/consumer-too-slow", "messaging/consumers-exceed-partitions"],
  empty: "Draw a topic on a product with partitions, such as Kafka, and somebody who reads it.",
  subjects: ({ index }) => componentSubjects(index, ["topic"]).filter(({ id }) => mayBePartitioned(index, id)),
  parameters(_subject, { index }) {
    const growth = largestFactor(index.design.requirements?.growth);
    return [
      {
        id: "growth",
        label: "Load as a multiple of today's",
        unit: "factor",
        value: growth ?? 1,
        origin: growth === undefined ? "as today" : "largest growth in the requirements",
      },
    ];
  },
  analyse(subject, context) {
    const { index, values } = context;
    const topic = index.component(subject.id);
    const name = index.nameOf(subject.id);
    const subscriptions = readersOf(subject.id, index).subscriptions.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const headroom = Math.max(1, context.threshold("capacity.headroom").value);
    const inputs = once([
      ...arrivalInputs(index, subject.id),
      ...subscriptions.flatMap(({ id }) => connectionInput(index, id, "perConsumerRps", "rate of one consumer", "rps")),
      ...componentInput(index, subject.id, "partitions", "partitions", "count"),
      thresholdInput(context, "capacity.headroom", "Headroom", "factor"),
    ]);
    const missing = missingAmong(inputs);
    const stillMissing = missing === undefined ? "" : `; still missing: ${missing}`;
    const lit = [subject.id, ...subscriptions.flatMap(({ id, to }) => [id, to])];
    const { rps, fed, missing: unknownRates } = arrivalAt(subject.id, index);
    const growth = values["growth"] ?? 1;
    const loadRps = rps * growth;
    const needs = fed ? needsOf(subscriptions, loadRps, headroom) : [];
    const [most] = needs;
    if (!topic || !most) {
      const why = !fed ? `nothing is published to ${name}` : subscriptions.length === 0 ? `nobody reads ${name}` : `how much one consumer of ${name} handles is not known`;
      return { verdict: "undecided", sentence: `The partitions cannot be told, because ${why}${stillMissing}.`, working: [], inputs, figures: [], lit };
    }

    const { partitions } = topic;
    const needed = most.partitions;
    const reader = index.nameOf(most.subscription.to);
    const tooFew = needed === undefined || (partitions !== undefined && partitions < needed);
    const atLeast = unknownRates.length > 0 ? "at least " : "";
    const load = `${rate(loadRps)}${growth === 1 ? "" : ` (${inWords(growth, "factor")} today's)`}`;
    const has = partitions === undefined ? "" : `, and has ${count(partitions)}`;
    const labels = labelsOf(
      index,
      needs.map(({ subscription }) => subscription.to),
    );
    return {
      verdict: tooFew ? "bad" : missing === undefined ? "good" : "undecided",
      sentence:
        needed === undefined
          ? `No number of partitions is enough: a consumer of ${reader} handles nothing, and ${load} arrive${stillMissing}.`
          : `${name} needs ${atLeast}${countInWords(needed, "partition")} for ${load}, of which one consumer of ${reader} handles ${rate(most.perConsumerRps)}${has}${stillMissing}.`,
      working: needs.flatMap(({ subscription, perConsumerRps, partitions: one }) =>
        one === undefined || perConsumerRps <= 0
          ? []
          : [`${index.nameOf(subscription.to)}: ⌈${rate(loadRps)} ÷ ${rate(perConsumerRps)} × ${Number(headroom.toPrecision(4))}⌉ = ${count(one)}`],
      ),
      inputs,
      figures: [
        ...(needed === undefined
          ? []
          : [{ label: atLeast ? "Needed, at least" : "Needed", value: needed, unit: "count" as const, tone: tooFew ? ("bad" as const) : ("neutral" as const) }]),
        ...(most.perConsumerRps > 0
          ? [{ label: "Needed without headroom", value: finite(Math.max(1, partitionsFor(loadRps, most.perConsumerRps, 1))), unit: "count" as const }]
          : []),
        ...(partitions !== undefined && most.perConsumerRps > 0
          ? [{ label: "Carried by what there is", value: finite(partitions * most.perConsumerRps), unit: "rps" as const }]
          : []),
      ],
      charts: loadChart(most, loadRps, headroom, partitions),
      tables:
        needs.length < 2
          ? []
          : [
              {
                title: "Readers",
                columns: ["Reader", "One consumer", "Partitions", "Runs at most"],
                rows: needs.map(({ subscription, perConsumerRps, partitions: one }, at) => {
                  const runs = handlingOf(subscription, index)?.consumers ?? Infinity;
                  return [
                    { value: labels[at] ?? subscription.to, element: subscription.id },
                    { value: perConsumerRps, unit: "rps" as const },
                    one === undefined ? { value: "never enough", tone: "bad" as const } : { value: one, unit: "count" as const },
                    runs === Infinity ? { value: "not known" } : { value: runs, unit: "count" as const, ...(one !== undefined && runs < one ? { tone: "warning" as const } : {}) },
                  ];
                }),
              },
            ],
      lit,
      marks:
        needed === undefined
          ? []
          : [{ element: subject.id, text: partitions === undefined ? `needs ${count(needed)}` : `${count(partitions)} of ${count(needed)}`, tone: tooFew ? "bad" : "neutral" }],
    };
  },
};
