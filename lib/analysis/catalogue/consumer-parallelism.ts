import { countInWords, inWords } from "#lib/model/in-words.ts";
import type { Analysis, Chart } from "../analysis.ts";
import { idleConsumers } from "../backlog.ts";
import { arrivalAt } from "../channels.ts";
import { type Handling, handlingOf } from "../consumption.ts";
import type { DesignIndex } from "../design-index.ts";
import { finite } from "../finite.ts";
import { handlingInputs } from "./consumption-inputs.ts";
import { missingAmong, once } from "./inputs.ts";
import { connectionOf, subscriptionSubjects } from "./subjects.ts";

const rate = (rps: number): string => inWords(finite(rps), "rps");
const count = (number: number): string => inWords(number, "count");

/** What holds the rate, as the end of a sentence; nothing when more consumers would simply handle more. */
function boundIn({ limit, partitions = 0 }: Handling, trigger: string): string {
  if (limit === "trigger") return `, because the trigger takes ${trigger}, however many there are`;
  return limit === "partitions" ? `, because there are only ${countInWords(partitions, "partition")}` : "";
}

/** The rate over the number of consumers: it grows with each until partitions or the trigger hold it. */
function rateChart({ consumers, partitions, perConsumerRps, triggerRps }: Handling, arrivalRps: number): readonly Chart[] {
  if (perConsumerRps === undefined || perConsumerRps <= 0 || !Number.isFinite(consumers)) return [];
  const most = Math.max(2, Math.ceil(Math.max(consumers, partitions ?? 0) * 1.25));
  const knee = Math.min(most, partitions ?? most, triggerRps / perConsumerRps);
  const top = finite(knee * perConsumerRps);
  return [
    {
      kind: "lines",
      title: "Rate by number of consumers",
      x: { label: "consumers", unit: "count" },
      y: { label: "handled", unit: "rps" },
      series: [
        {
          name: "handled",
          points: [
            [0, 0],
            [knee, top],
            [most, top],
          ],
        },
      ],
      ...(arrivalRps > 0 ? { limits: [{ label: `arrives ${rate(arrivalRps)}`, y: finite(arrivalRps) }] } : {}),
      marks: [{ label: `runs ${count(consumers)}`, x: consumers }],
    },
  ];
}

const empty = { verdict: "undecided", working: [], inputs: [], figures: [] } as const;

function workingOf({ consumers, partitions, parallel, perConsumerRps, triggerRps, serviceRps }: Handling, idle: number, trigger: string): readonly string[] {
  const lines: string[] = [];
  if (Number.isFinite(consumers) && partitions !== undefined) {
    lines.push(`parallel = min(${count(consumers)}, ${count(partitions)}) = ${count(parallel)}`);
    lines.push(`idle = max(0, ${count(consumers)} − ${count(partitions)}) = ${count(idle)}`);
  }
  if (Number.isFinite(triggerRps)) lines.push(`trigger: ${trigger} = ${rate(triggerRps)}`);
  if (Number.isFinite(serviceRps) && perConsumerRps !== undefined && Number.isFinite(parallel)) {
    const consumersDo = `${count(parallel)} × ${rate(perConsumerRps)}`;
    lines.push(Number.isFinite(triggerRps) ? `μ = min(${consumersDo}, ${rate(triggerRps)}) = ${rate(serviceRps)}` : `μ = ${consumersDo} = ${rate(serviceRps)}`);
  }
  return lines;
}

/** The trigger in words: `1,000,000 every 10 s`. */
const triggerOf = (index: DesignIndex, id: string): string => {
  const { maxPerTrigger = 0, triggerMs = 0 } = index.connections.get(id) ?? {};
  return `${count(maxPerTrigger)} every ${inWords(triggerMs, "ms")}`;
};

/** Q5: how many consumers of a topic or queue work at the same time, and what they handle together. */
export const consumerParallelism: Analysis = {
  id: "consumer-parallelism",
  number: "Q5",
  title: "Consumer parallelism",
  question: "How many consumers work at the same time, and how much do they handle together?",
  group: "Messaging",
  formula: ["parallel = min(consumers, partitions); idle = max(0, consumers − partitions)", "μ = min(parallel × rate of one consumer, most per trigger ÷ trigger interval)"],
  sources: ["000 §3 Partitioning Strategy", "003 Ex. 2"],
  rules: ["messaging/consumers-exceed-partitions", "messaging/consumer-too-slow"],
  empty: "Draw a subscription: a topic or queue with somebody who reads it.",
  subjects: ({ index }) => subscriptionSubjects(index),
  analyse(subject, { index }) {
    const subscription = connectionOf(index, subject);
    const handling = subscription && handlingOf(subscription, index);
    if (!handling) return { ...empty, sentence: "This subscription no longer leads from a topic or queue to a consumer." };
    const { channel, consumer, consumers, partitions, parallel, serviceRps, triggerRps, limit } = handling;
    const inputs = once(handlingInputs(index, subscription));
    const missing = missingAmong(inputs);
    const names = { channel: index.nameOf(channel.id), consumer: index.nameOf(consumer.id) };
    const isCounted = Number.isFinite(consumers);
    // A platform starts no more runs of a function than there are partitions: none of them idles.
    const idle = consumer.kind === "function" || partitions === undefined || !isCounted ? 0 : idleConsumers(consumers, partitions);
    const trigger = triggerOf(index, subscription.id);
    const known = Number.isFinite(serviceRps);
    const atWork = !Number.isFinite(parallel)
      ? `Nobody knows how many runs of ${names.consumer} read ${names.channel} at most`
      : idle > 0
        ? `${count(parallel)} of ${count(consumers)} instances of ${names.consumer} read ${names.channel} at the same time, and ${idle === 1 ? "1 has" : `${count(idle)} have`} no partition`
        : `${count(parallel)} ${parallel === 1 ? "consumer" : "consumers"} of ${names.consumer} can read ${names.channel} at the same time`;
    const together = known ? `together they handle ${missing === undefined ? "" : "at most "}${rate(serviceRps)}${boundIn(handling, trigger)}` : undefined;
    const { rps, fed } = arrivalAt(channel.id, index);
    return {
      verdict: idle > 0 ? "bad" : missing === undefined ? "good" : "undecided",
      sentence: `${[atWork, together, missing === undefined ? undefined : `still missing: ${missing}`].filter((part) => part !== undefined).join("; ")}.`,
      working: workingOf(handling, idle, trigger),
      inputs,
      figures: [
        ...(Number.isFinite(parallel) ? [{ label: "Work at the same time", value: parallel, unit: "count" as const }] : []),
        ...(partitions !== undefined && isCounted
          ? [{ label: "Have no partition", value: idle, unit: "count" as const, tone: idle > 0 ? ("bad" as const) : ("good" as const) }]
          : []),
        ...(known ? [{ label: missing === undefined ? "Handled" : "Handled, at most", value: finite(serviceRps), unit: "rps" as const }] : []),
        ...(Number.isFinite(triggerRps)
          ? [{ label: "Let through by the trigger", value: finite(triggerRps), unit: "rps" as const, tone: limit === "trigger" ? ("warning" as const) : ("neutral" as const) }]
          : []),
      ],
      charts: rateChart(handling, fed ? rps : 0),
      lit: [channel.id, subscription.id, consumer.id],
      marks: [
        ...(idle > 0 ? [{ element: consumer.id, text: `${count(idle)} idle`, tone: "bad" as const }] : []),
        ...(idle === 0 && known ? [{ element: consumer.id, text: rate(serviceRps), tone: "neutral" as const }] : []),
        ...(partitions === undefined ? [] : [{ element: channel.id, text: countInWords(partitions, "partition"), tone: "neutral" as const }]),
      ],
    };
  },
};
