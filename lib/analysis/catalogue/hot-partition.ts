import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import { countInWords, inWords } from "#lib/model/in-words.ts";
import type { Analysis, AnalysisContext, Answer, Subject } from "../analysis.ts";
import { isPartitioned } from "../channels.ts";
import type { DesignIndex } from "../design-index.ts";
import { finite } from "../finite.ts";
import { busiestPartitionRps, readersOf } from "../partition-load.ts";
import { componentInput, connectionInput, missingAmong, once, thresholdInput } from "./inputs.ts";
import { percent, rounded } from "./percent.ts";
import { componentSubjects, connectionOf, connectionSubjects } from "./subjects.ts";

const rate = (rps: number): string => inWords(finite(rps), "rps");
const count = (number: number): string => inWords(number, "count");

const isKeyed = ({ key, keyCardinality, topKeyShare }: Connection): boolean => !!key?.trim() || keyCardinality !== undefined || topKeyShare !== undefined;

/** Partitions that get anything at all: no more than there are keys. */
const usedPartitions = (partitions: number, keys: number | undefined): number => Math.max(1, Math.min(partitions, keys ?? partitions));

const GONE: Answer = { verdict: "undecided", sentence: "What was asked about has gone.", working: [], inputs: [], figures: [] };

function ofTopic(publication: Connection, topic: Component, { index }: AnalysisContext): Answer {
  const { id, rps, keyCardinality, topKeyShare } = publication;
  const { partitions } = topic;
  const { slowest, subscriptions } = readersOf(topic.id, index);
  const keyed = isKeyed(publication);
  const inputs = once([
    ...connectionInput(index, id, "rps", "rate", "rps"),
    ...componentInput(index, topic.id, "partitions", "partitions", "count"),
    ...(keyed
      ? [...connectionInput(index, id, "keyCardinality", "distinct keys", "count"), ...connectionInput(index, id, "topKeyShare", "share of the busiest key", "ratio")]
      : []),
    ...subscriptions.toSorted((a, b) => (a.id < b.id ? -1 : 1)).flatMap((one) => connectionInput(index, one.id, "perConsumerRps", "rate of one consumer", "rps")),
  ]);
  const missing = missingAmong(inputs);
  const stillMissing = missing === undefined ? "" : `; still missing: ${missing}`;
  const name = index.nameOf(topic.id);
  const lit = [publication.from, id, topic.id, ...(slowest ? [slowest.id, slowest.to] : [])];
  if (rps === undefined || partitions === undefined || partitions < 1) {
    const why = partitions === 0 ? `; a topic with 0 partitions takes nothing` : "";
    return { verdict: "undecided", sentence: `The load of one partition of ${name} cannot be told${stillMissing}${why}.`, working: [], inputs, figures: [], lit };
  }

  const used = usedPartitions(partitions, keyCardinality);
  const even = rps / partitions;
  const busiest = busiestPartitionRps(rps, used, topKeyShare);
  const most = slowest?.perConsumerRps;
  const isTooMuch = most !== undefined && busiest > most;
  // One consumer that carries the whole load carries every key.
  const isCarried = most !== undefined && subscriptions.every(({ perConsumerRps }) => perConsumerRps !== undefined) && rps <= most;
  const fewKeys = used < partitions;
  const reader = slowest ? index.nameOf(slowest.to) : "";
  const because =
    topKeyShare !== undefined && busiest > rps / used
      ? `its busiest key is ${percent(topKeyShare)} of everything`
      : fewKeys
        ? `${countInWords(used, "key")} fill only ${used} of ${partitions}`
        : "an even share";
  const bars = [
    { label: "Even share", value: finite(even), tone: "neutral" as const },
    { label: "Busiest partition", value: finite(busiest), tone: isTooMuch ? ("bad" as const) : ("good" as const) },
  ];
  return {
    verdict: isTooMuch || (fewKeys && !isCarried) ? "bad" : missing === undefined || isCarried || (!keyed && most !== undefined) ? "good" : "undecided",
    sentence: `The busiest of ${countInWords(partitions, "partition")} of ${name} gets ${missing === undefined || !keyed ? "" : "at least "}${rate(busiest)}, ${because}${most === undefined ? "" : `; one consumer of ${reader} handles ${rate(most)}`}${stillMissing}.`,
    working: [
      `even share = ${rate(rps)} ÷ ${count(partitions)} = ${rate(even)}`,
      ...(fewKeys ? [`share with ${count(used)} keys = ${rate(rps)} ÷ ${count(used)} = ${rate(rps / used)}`] : []),
      ...(topKeyShare === undefined ? [] : [`busiest key = ${percent(topKeyShare)} × ${rate(rps)} = ${rate(topKeyShare * rps)}`]),
    ],
    inputs,
    figures: [
      { label: "Busiest partition", value: finite(busiest), unit: "rps", tone: isTooMuch ? "bad" : "neutral" },
      ...(even > 0 ? [{ label: "Times an even share", value: finite(busiest / even), unit: "factor" as const }] : []),
      ...(fewKeys ? [{ label: "Partitions without a message", value: partitions - used, unit: "count" as const, tone: "bad" as const }] : []),
      ...(most === undefined || busiest === 0
        ? []
        : [{ label: "Used of one consumer", value: most > 0 ? rounded(finite(busiest / most)) : "all of it", ...(most > 0 ? { unit: "ratio" as const } : {}) }]),
    ],
    charts: [{ kind: "bars", title: "Load of one partition", unit: "rps", bars, ...(most === undefined ? {} : { limit: { label: "one consumer", value: most } }) }],
    lit,
    marks: [{ element: topic.id, text: `${rate(busiest)} on one`, tone: isTooMuch ? "bad" : "neutral" }],
  };
}

function ofStore(store: Component, context: AnalysisContext): Answer {
  const { index } = context;
  const { shards, keyCardinality, topKeyShare, key } = store.sharding ?? {};
  const skew = context.threshold("db.shardSkew");
  const inputs = [
    ...componentInput(index, store.id, "sharding.shards", "shards", "count"),
    ...componentInput(index, store.id, "sharding.keyCardinality", "distinct keys", "count"),
    ...componentInput(index, store.id, "sharding.topKeyShare", "share of the busiest key", "ratio"),
    thresholdInput(context, "db.shardSkew", "Most of one shard as a multiple of an even share", "factor"),
  ];
  const missing = missingAmong(inputs);
  const stillMissing = missing === undefined ? "" : `; still missing: ${missing}`;
  const name = index.nameOf(store.id);
  const lit = [store.id];
  if (shards === undefined || shards < 1)
    return { verdict: "undecided", sentence: `The load of one shard of ${name} cannot be told${stillMissing || "; it has 0 shards"}.`, working: [], inputs, figures: [], lit };

  const used = usedPartitions(shards, keyCardinality);
  const even = 1 / shards;
  const busiest = busiestPartitionRps(1, used, topKeyShare);
  const most = Math.min(1, skew.value * even);
  const isTooMuch = shards > 1 && (used < shards || (topKeyShare ?? 0) > skew.value / shards);
  const by = key?.trim() ? `, sharded by ${key.trim()},` : "";
  const because =
    topKeyShare !== undefined && busiest > 1 / used
      ? "because of its busiest key"
      : used < shards
        ? `because there ${used === 1 ? "is only 1 key" : `are only ${count(used)} keys`}`
        : "an even share";
  return {
    verdict: isTooMuch ? "bad" : shards === 1 || missing === undefined ? "good" : "undecided",
    sentence: `The busiest of ${countInWords(shards, "shard")} of ${name}${by} carries ${missing === undefined ? "" : "at least "}${percent(busiest)} of the load, ${because}; ${percent(most)} is the most${stillMissing}.`,
    working: [
      `even share = 1 ÷ ${count(shards)} = ${percent(even)}`,
      `busiest = max(1 ÷ ${count(used)}, ${topKeyShare === undefined ? "?" : percent(topKeyShare)}) = ${percent(busiest)}`,
      `most = ${Number(skew.value.toPrecision(4))} × ${percent(even)} = ${percent(most)}`,
    ],
    inputs,
    figures: [
      { label: "Busiest shard", value: rounded(busiest), unit: "ratio", tone: isTooMuch ? "bad" : "neutral" },
      { label: "Times an even share", value: finite(busiest * shards), unit: "factor" },
      ...(used < shards ? [{ label: "Shards without a row", value: shards - used, unit: "count" as const, tone: "bad" as const }] : []),
    ],
    charts: [
      {
        kind: "bars",
        title: "Share of one shard",
        unit: "ratio",
        bars: [
          { label: "Even share", value: even, tone: "neutral" },
          { label: "Busiest shard", value: busiest, tone: isTooMuch ? "bad" : "good" },
        ],
        limit: { label: "most", value: most },
      },
    ],
    lit,
    marks: [{ element: store.id, text: `${percent(busiest)} on one`, tone: isTooMuch ? "bad" : "neutral" }],
  };
}

/** Publications to topics that are spread over partitions. */
function publicationSubjects(index: DesignIndex): readonly Subject[] {
  const found = connectionSubjects(index, ["publish"]).filter(({ id }) => {
    const topic = index.component(index.connections.get(id)?.to);
    return topic !== undefined && isPartitioned(topic, index);
  });
  const hasKey = ({ id }: Subject): boolean => {
    const publication = index.connections.get(id);
    return publication !== undefined && isKeyed(publication);
  };
  return found.toSorted((a, b) => Number(hasKey(b)) - Number(hasKey(a)));
}

/** Q8: whether one key makes one partition or shard carry more than it can. */
export const hotPartition: Analysis = {
  id: "hot-partition",
  number: "Q8",
  title: "Hot partition",
  question: "Does one key overload one partition or shard?",
  group: "Messaging",
  formula: [
    "busiest partition = max(λ ÷ partitions, share of the busiest key × λ), against the rate of one consumer",
    "fewer keys than partitions leave partitions empty: then λ ÷ keys",
  ],
  sources: ["003 Database Edge Cases 1", "000 §3"],
  rules: ["messaging/hot-partition", "database/skewed-shard-key", "scalability/range-shard-hotspot"],
  empty: "Draw a publication to a topic with partitions, or give a database its sharding.",
  subjects: ({ index }) => [...publicationSubjects(index), ...componentSubjects(index, ["database"]).filter(({ id }) => index.component(id)?.sharding !== undefined)],
  analyse(subject, context) {
    const { index } = context;
    if (subject.type === "component") {
      const store = index.component(subject.id);
      return store ? ofStore(store, context) : GONE;
    }
    const publication = connectionOf(index, subject);
    const topic = publication && index.target(publication);
    return publication && topic ? ofTopic(publication, topic, context) : GONE;
  },
};
