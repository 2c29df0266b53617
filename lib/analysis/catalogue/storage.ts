import type { Component, ComponentKind } from "#lib/model/component.ts";
import { inWords } from "#lib/model/in-words.ts";
import type { Analysis, AnalysisContext, Answer, Input, Parameter, Subject } from "../analysis.ts";
import { feeds } from "../channels.ts";
import type { DesignIndex } from "../design-index.ts";
import { finite } from "../finite.ts";
import { byId } from "../ownership.ts";
import { brokerDisk, topicDisk, topicsOf } from "../retained.ts";
import { daysUntilFull, storageAfter } from "../storage.ts";
import { componentInput, connectionInput, missingAmong, once, ONE_UNLESS_SET } from "./inputs.ts";
import { labelsOf } from "./labels.ts";
import { rounded } from "./percent.ts";
import { componentSubjects } from "./subjects.ts";

const KINDS = ["database", "objectStore"] as const satisfies readonly ComponentKind[];

/** A hundred years: what lasts longer is not in sight. */
const FURTHEST_DAYS = 36_500;

const bytes = (value: number): string => inWords(finite(value), "bytes");
const days = (value: number): string => inWords(Math.floor(value), "days");

/** Whether anything is known of how a store fills. */
const isSized = (store: Component | undefined): boolean => store?.capacityBytes !== undefined || store?.usedBytes !== undefined || store?.growthBytesPerDay !== undefined;

/** Whether somebody plans the disks of a broker: a provider's are its own business until a number says otherwise. */
const isPlanned = ({ diskBytesPerNode, managed }: Component): boolean => diskBytesPerNode !== undefined || managed !== true;

function storeInputs(index: DesignIndex, { id, retentionDays }: Component): readonly Input[] {
  const kept = componentInput(index, id, "retentionDays", "kept for", "days");
  return [
    ...componentInput(index, id, "usedBytes", "bytes used", "bytes"),
    ...componentInput(index, id, "growthBytesPerDay", "growth per day", "bytes"),
    ...componentInput(index, id, "capacityBytes", "capacity", "bytes"),
    ...(retentionDays === undefined ? kept.map((input) => ({ ...input, assumed: "for ever while unset" })) : kept),
  ];
}

function ofStore(store: Component, context: AnalysisContext): Answer {
  const { index } = context;
  const name = index.nameOf(store.id);
  const { capacityBytes, usedBytes, growthBytesPerDay, retentionDays } = store;
  const horizon = Math.min(FURTHEST_DAYS, Math.max(1, context.values["days"] ?? context.threshold("capacity.horizonDays").value));
  const inputs = storeInputs(index, store);
  const missing = missingAmong(inputs.filter(({ place }) => place.property !== "retentionDays"));
  const then = storageAfter(store, horizon);
  const day = capacityBytes === undefined ? undefined : daysUntilFull(store, capacityBytes);
  const full = day === undefined || day > FURTHEST_DAYS ? undefined : day;
  const isTooMuch = capacityBytes !== undefined && then > capacityBytes;
  const grows = Math.min(horizon, retentionDays ?? horizon);
  const atLeast = missing ? "at least " : "";
  if (usedBytes === undefined && growthBytesPerDay === undefined) {
    return { verdict: "undecided", sentence: `How ${name} fills cannot be said yet${missing ? `; missing: ${missing}` : ""}.`, working: [], inputs, figures: [], lit: [store.id] };
  }
  const state =
    capacityBytes === undefined
      ? `${name} holds ${atLeast}${bytes(then)} in ${days(horizon)}`
      : full === 0
        ? `${name} is full today: ${bytes(usedBytes ?? 0)} are used and ${bytes(capacityBytes)} are there`
        : isTooMuch && full !== undefined
          ? `${name} is full in ${days(full)}: it grows by ${bytes(growthBytesPerDay ?? 0)} a day and has ${bytes(capacityBytes)}`
          : `${name} holds ${atLeast}${bytes(then)} of ${bytes(capacityBytes)} in ${days(horizon)}${full === undefined ? "" : ` and would be full in ${days(full)}`}`;
  return {
    verdict: isTooMuch ? "bad" : missing ? "undecided" : "good",
    sentence: `${state}${missing ? `; missing: ${missing}` : ""}.`,
    working: [
      `${bytes(usedBytes ?? 0)} + ${bytes(growthBytesPerDay ?? 0)} a day × ${retentionDays === undefined ? days(horizon) : `min(${days(horizon)}, ${days(retentionDays)})`} = ${bytes(then)}${capacityBytes === undefined ? "" : ` of ${bytes(capacityBytes)}`}`,
    ],
    inputs,
    figures: [
      { label: `Held in ${days(horizon)}`, value: finite(then), unit: "bytes", tone: isTooMuch ? "bad" : "neutral" },
      ...(capacityBytes ? [{ label: "Of the capacity", value: rounded(finite(then / capacityBytes)), unit: "ratio", tone: isTooMuch ? "bad" : "neutral" } as const] : []),
      ...(missing ? [] : [{ label: "Full", value: full === undefined ? "not in sight" : full === 0 ? "today" : `in ${days(full)}`, tone: isTooMuch ? "bad" : "good" } as const]),
    ],
    charts: growthBytesPerDay
      ? [
          {
            kind: "lines",
            title: "Held over the days",
            x: { label: "days from today", unit: "count" },
            y: { label: "bytes", unit: "bytes" },
            series: [{ name: "held", points: [0, ...(grows < horizon ? [grows] : []), horizon].map((at) => [at, finite(storageAfter(store, at))] as const) }],
            ...(capacityBytes === undefined ? {} : { limits: [{ label: `capacity ${bytes(capacityBytes)}`, y: capacityBytes }] }),
            ...(full === undefined || full > horizon ? {} : { marks: [{ label: `full, day ${Math.floor(full)}`, x: full }] }),
          },
        ]
      : [],
    lit: [store.id],
    marks: isTooMuch && full !== undefined ? [{ element: store.id, text: full === 0 ? "full" : `full in ${days(full)}`, tone: "bad" }] : [],
  };
}

function brokerInputs(index: DesignIndex, broker: Component): readonly Input[] {
  return once([
    ...byId(topicsOf(broker.id, index)).flatMap(({ id }) => [
      ...byId(index.incoming(id))
        .filter(feeds)
        .flatMap((feeder) => [...connectionInput(index, feeder.id, "rps", "rate", "rps"), ...connectionInput(index, feeder.id, "messageBytes", "message size", "bytes")]),
      ...componentInput(index, id, "retentionMs", "retention", "ms"),
      ...componentInput(index, id, "replication", "replication", "count", ONE_UNLESS_SET),
      ...componentInput(index, id, "compressionRatio", "compression", "factor", ONE_UNLESS_SET),
    ]),
    ...componentInput(index, broker.id, "nodes", "nodes", "count"),
    ...componentInput(index, broker.id, "diskBytesPerNode", "disk per node", "bytes"),
  ]);
}

function ofBroker(broker: Component, { index }: AnalysisContext): Answer {
  const { topics, neededBytes, capacityBytes, missing } = brokerDisk(broker, index);
  const disks = topics.map((topic) => ({ topic, ...topicDisk(topic, index) })).toSorted((a, b) => b.bytes - a.bytes || (a.topic.id < b.topic.id ? -1 : 1));
  const labels = labelsOf(
    index,
    disks.map(({ topic }) => topic.id),
  );
  const name = index.nameOf(broker.id);
  const isTooMuch = capacityBytes !== undefined && neededBytes > capacityBytes;
  const inputs = brokerInputs(index, broker);
  const lacks = new Set(missing);
  const lacking = missingAmong(inputs.filter(({ place }) => lacks.has(`${place.id}.${place.property}`)));
  const atLeast = missing.length > 0 ? "at least " : "";
  const longestMs = Math.max(0, ...topics.map(({ retentionMs = 0 }) => retentionMs));
  const share = capacityBytes === undefined || neededBytes === 0 ? undefined : capacityBytes / neededBytes;
  const [only, ...others] = disks.filter(({ bytes: kept }) => kept > 0);
  const feeders = only ? index.incoming(only.topic.id).filter((feeder) => feeds(feeder) && feeder.rps !== 0 && feeder.messageBytes !== 0) : [];
  const event = others.length === 0 && feeders.length === 1 ? feeders[0]?.messageBytes : undefined;
  const fitting =
    isTooMuch && share !== undefined
      ? `; ${inWords(longestMs * share, "ms")} of retention would fit${event === undefined ? "" : `, or events of ${bytes(Math.floor(event * share))}`}`
      : "";
  return {
    verdict: isTooMuch ? "bad" : missing.length > 0 ? "undecided" : topics.length === 0 ? "neutral" : "good",
    sentence:
      topics.length === 0
        ? `No topic names ${name} as its broker.`
        : `${missing.length > 0 && neededBytes === 0 ? `How much the topics of ${name} keep cannot be said yet` : `The topics of ${name} keep ${atLeast}${bytes(neededBytes)}`}${capacityBytes === undefined ? "" : `, and its disks have ${bytes(capacityBytes)}`}${fitting}${lacking ? `; missing: ${lacking}` : ""}.`,
    working: disks
      .filter(({ bytes: kept }) => kept > 0)
      .map(
        ({ topic, bytesPerSec, bytes: kept }, at) =>
          `${labels[at] ?? topic.id}: ${bytes(bytesPerSec)}/s × ${inWords(topic.retentionMs ?? 0, "ms")} × ${topic.replication ?? 1} copies ÷ ${topic.compressionRatio || 1} = ${bytes(kept)}`,
      ),
    inputs,
    figures: [
      { label: "Needed", value: finite(neededBytes), unit: "bytes", tone: isTooMuch ? "bad" : "neutral" },
      ...(capacityBytes === undefined ? [] : [{ label: "On all disks", value: finite(capacityBytes), unit: "bytes" } as const]),
      ...(event === undefined || event === 0 ? [] : [{ label: "Per byte of an event", value: finite(neededBytes / event), unit: "bytes" } as const]),
      ...(event === undefined || share === undefined ? [] : [{ label: "Largest event that fits", value: finite(Math.floor(event * share)), unit: "bytes" } as const]),
      ...(share === undefined ? [] : [{ label: "Longest retention that fits", value: finite(longestMs * share), unit: "ms" } as const]),
    ],
    charts:
      neededBytes === 0
        ? []
        : [
            {
              kind: "bars",
              title: "Kept by topic",
              unit: "bytes",
              stacked: true,
              bars: disks.flatMap(({ topic, bytes: kept }, at) => (kept > 0 ? [{ label: labels[at] ?? topic.id, value: finite(kept), element: topic.id }] : [])),
              ...(capacityBytes === undefined ? {} : { limit: { label: "Disks", value: finite(capacityBytes) } }),
            },
          ],
    lit: [broker.id, ...topics.map(({ id }) => id)],
    marks: disks.flatMap(({ topic, bytes: kept }) => (kept > 0 ? [{ element: topic.id, text: bytes(kept), tone: isTooMuch ? ("bad" as const) : ("neutral" as const) }] : [])),
  };
}

/** Stores and brokers to ask about: those with numbers first. */
function storageSubjects(index: DesignIndex): readonly Subject[] {
  const stores = componentSubjects(index, KINDS);
  const brokers = componentSubjects(index, ["broker"]).filter(({ id }) => {
    const broker = index.component(id);
    return broker !== undefined && isPlanned(broker) && topicsOf(id, index).length > 0;
  });
  const isKnown = ({ id }: Subject): boolean => isSized(index.component(id));
  return [...stores.filter(isKnown), ...brokers, ...stores.filter((subject) => !isKnown(subject))];
}

/** Q15: how stores and the disks of brokers fill up. */
export const storage: Analysis = {
  id: "storage",
  number: "Q15",
  title: "Storage",
  question: "When is the storage full?",
  group: "Data",
  formula: ["held(t) = used + growth per day × min(t, kept for)", "kept by topics = Σ rate × message size × retention × replication ÷ compression, of nodes × disk"],
  sources: ["003 Step 4.5", "003 Output Req. (Scalability Analysis)", "003 Ex. 2 Kafka Configuration + Resource Planning"],
  rules: ["scalability/storage-exhausted", "messaging/retention-exceeds-disk"],
  empty: "Draw a database, an object store, or a broker with topics.",
  subjects: ({ index }) => storageSubjects(index),
  parameters(subject, { index, threshold }): readonly Parameter[] {
    if (index.component(subject.id)?.kind === "broker") return [];
    const { value, origin } = threshold("capacity.horizonDays");
    return [{ id: "days", label: "Days to look ahead", unit: "days", value, origin }];
  },
  analyse(subject, context) {
    const component = context.index.component(subject.id);
    if (!component) return { verdict: "neutral", sentence: "It is no longer part of the design.", working: [], inputs: [], figures: [] };
    return component.kind === "broker" ? ofBroker(component, context) : ofStore(component, context);
  },
};
