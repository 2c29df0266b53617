import { isPartitioned } from "#lib/analysis/channels.ts";
import { busiestPartitionRps, readersOf } from "#lib/analysis/partition-load.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { about } from "../about.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { counted } from "#lib/model/sentence.ts";

type Data = { readonly keys: number; readonly partitions: number } | { readonly share: number; readonly loadRps: number; readonly perConsumerRps: number; readonly consumer: Id };

const views = sketch().service("ingest").topic("page-views", { partitions: 100 }).component("streamProcessor", "aggregation");
const read = views.subscribe("page-views", "aggregation", { perConsumerRps: 12_000 });

export const hotPartition = defineRule<Data>({
  id: "messaging/hot-partition",
  title: "Skewed key overloads one partition",
  severity: "warning",
  each: "connection",
  kinds: ["publish"],
  check(publication, { index }) {
    const { id, key, keyCardinality, topKeyShare, rps } = publication;
    if (!key?.trim() && keyCardinality === undefined && topKeyShare === undefined) return undefined;
    const topic = index.target(publication);
    if (!topic || rps === 0 || !isPartitioned(topic, index)) return undefined;
    const { partitions } = topic;
    if (partitions !== undefined && partitions <= 1) return undefined;
    if (keyCardinality !== undefined && partitions !== undefined && keyCardinality < partitions) {
      return finding({ property: "keyCardinality", related: [topic.id], data: { keys: keyCardinality, partitions } });
    }
    const { slowest, subscriptions } = readersOf(topic.id, index);
    if (subscriptions.length === 0) return undefined;
    const missing = subscriptions.filter((subscription) => subscription.perConsumerRps === undefined).map((subscription) => `${subscription.id}.perConsumerRps`);
    const perConsumerRps = slowest?.perConsumerRps;
    if (topKeyShare !== undefined && rps !== undefined && slowest && perConsumerRps !== undefined && topKeyShare * rps > perConsumerRps) {
      const loadRps = busiestPartitionRps(rps, partitions ?? Infinity, topKeyShare);
      return finding({ property: "topKeyShare", related: [topic.id, slowest.to], data: { share: topKeyShare, loadRps, perConsumerRps, consumer: slowest.to } });
    }
    // One consumer that carries the whole load carries every key.
    if (rps !== undefined && missing.length === 0 && perConsumerRps !== undefined && rps <= perConsumerRps) return undefined;
    const unknown = [
      ...(keyCardinality === undefined ? [`${id}.keyCardinality`] : []),
      ...(topKeyShare === undefined ? [`${id}.topKeyShare`] : []),
      ...(rps === undefined ? [`${id}.rps`] : []),
      ...(partitions === undefined ? [`${topic.id}.partitions`] : []),
      ...missing,
    ];
    return unknown.length > 0 ? undecided(unknown, { property: "key", related: [topic.id] }) : undefined;
  },
  message({ element, data }, { index }) {
    const { from, to } = endsOf(index, element);
    if ("keys" in data) return `${from} publishes to ${to} with ${counted(data.keys, "distinct key")}, so that most of its ${data.partitions} partitions stay empty.`;
    return `The busiest key of ${from} is ${formatQuantity("ratio", data.share)} of what goes to ${to}: its partition gets ${about("rps", data.loadRps)}, and one consumer of ${index.nameOf(data.consumer)} handles ${about("rps", data.perConsumerRps)}.`;
  },
  why: "All messages of a key go to one partition and so to one consumer: more partitions do not help, and everything behind the busy key waits with it.",
  remedy: "Add a salt to the busy key, choose a finer entity as key, or make one message cheaper to handle.",
  sources: ["003 Database Edge Cases 1", "000 §3"],
  needs: ["connection.key", "connection.keyCardinality", "connection.topKeyShare", "connection.rps", "component.partitions", "connection.perConsumerRps"],
  needsPerson: "Another key changes which events stay in order; whoever knows the consumers must say what may be split.",
  examples: {
    bad: [
      { title: "Eight countries on a hundred partitions", sketch: read.publish("ingest", "page-views", { key: "country", keyCardinality: 8, topKeyShare: 0.01, rps: 500_000 }) },
      {
        title: "One customer sends a twentieth of everything",
        sketch: read.publish("ingest", "page-views", { key: "tenant_id", keyCardinality: 4_000, topKeyShare: 0.05, rps: 500_000 }),
      },
    ],
    good: [
      { title: "Many users, none of them busy", sketch: read.publish("ingest", "page-views", { key: "user_id", keyCardinality: 50_000_000, topKeyShare: 0.0001, rps: 500_000 }) },
      { title: "One consumer could carry it all", sketch: read.publish("ingest", "page-views", { key: "user_id", rps: 800 }) },
      { title: "Without a key messages spread by themselves", sketch: read.publish("ingest", "page-views", { rps: 500_000 }) },
    ],
  },
});
