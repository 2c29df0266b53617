import { componentSheet } from "./member-sheet.ts";
import { isMessaging } from "#lib/model/kinds.ts";

/** Brokers, topics and queues: partitions, replication, retention, order. */
export const channels = componentSheet({
  id: "channels",
  title: "Topics and queues",
  group: "Messaging",
  one: "channel",
  description: "Brokers, topics and queues: partitions, replication, retention, order.",
  columns: [
    "name",
    "kind",
    "broker",
    "role",
    "engine",
    "partitions",
    "replication",
    "minIsr",
    "retentionMs",
    "ordering",
    "entityKey",
    "visibilityTimeoutMs",
    "maxMessageBytes",
    "compressionRatio",
    "peakRps",
    "nodes",
    "coresPerNode",
    "memoryBytesPerNode",
    "diskBytesPerNode",
  ],
  holds: isMessaging,
});
