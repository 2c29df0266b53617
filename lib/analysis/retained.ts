import type { Component } from "#lib/model/component.ts";
import type { Id } from "#lib/model/schema.ts";
import { feeds } from "./channels.ts";
import type { DesignIndex } from "./design-index.ts";

const NONE: readonly Component[] = [];

/** What makes up the disk that a topic takes. */
export interface RetainedTopic {
  /** Bytes per second that are published, before compression. */
  readonly bytesPerSec: number;
  readonly retentionMs: number;
  /** Copies of each message; unset counts as 1. */
  readonly replication?: number | undefined;
  /** How many times smaller compression makes it; unset, and zero, counts as 1. */
  readonly compressionRatio?: number | undefined;
}

/** Bytes on disk once the retention is full (Q15). */
export const retainedBytes = ({ bytesPerSec, retentionMs, replication = 1, compressionRatio }: RetainedTopic): number =>
  (bytesPerSec * (retentionMs / 1_000) * replication) / (compressionRatio || 1);

/** What one topic keeps on the disks of its broker. */
export interface TopicDisk {
  /** Bytes that arrive per second, before compression; at least so many while numbers are missing. */
  readonly bytesPerSec: number;
  /** Bytes on all disks together once the retention is full; at least so many while numbers are missing. */
  readonly bytes: number;
  /** Numbers that are missing, as `connection.messageBytes`. */
  readonly missing: readonly string[];
}

/** Adds up what a topic keeps: what is published per second, as long and as often as it is kept. */
export function topicDisk(topic: Component, index: DesignIndex): TopicDisk {
  const feeders = index.incoming(topic.id).filter((feeder) => feeds(feeder) && feeder.rps !== 0 && feeder.messageBytes !== 0);
  const missing: string[] = [];
  let bytesPerSec = 0;
  for (const { id, rps, messageBytes } of feeders) {
    if (rps === undefined) missing.push(`${id}.rps`);
    if (messageBytes === undefined) missing.push(`${id}.messageBytes`);
    bytesPerSec += (rps ?? 0) * (messageBytes ?? 0);
  }
  const { retentionMs, replication, compressionRatio } = topic;
  if (retentionMs === undefined && feeders.length > 0) missing.push(`${topic.id}.retentionMs`);
  return { bytesPerSec, bytes: retentionMs === undefined ? 0 : retainedBytes({ bytesPerSec, retentionMs, replication, compressionRatio }), missing };
}

/** What the topics of a broker keep, and what it has room for. */
export interface BrokerDisk {
  readonly topics: readonly Component[];
  /** Bytes that are needed; at least so many while numbers are missing. */
  readonly neededBytes: number;
  /** Bytes of all nodes together; nothing while a number is missing. */
  readonly capacityBytes: number | undefined;
  /** Numbers that are missing, as `connection.messageBytes`. */
  readonly missing: readonly string[];
}

/** The topics that name a broker as theirs. */
export const topicsOf = (broker: Id, index: DesignIndex): readonly Component[] => index.once(topicsByBroker).get(broker) ?? NONE;

/** Adds up what the topics of a broker keep on its disks. */
export function brokerDisk(broker: Component, index: DesignIndex): BrokerDisk {
  const missing: string[] = [];
  const { nodes, diskBytesPerNode } = broker;
  if (nodes === undefined) missing.push(`${broker.id}.nodes`);
  if (diskBytesPerNode === undefined) missing.push(`${broker.id}.diskBytesPerNode`);
  const topics = topicsOf(broker.id, index);
  let neededBytes = 0;
  for (const topic of topics) {
    const disk = topicDisk(topic, index);
    missing.push(...disk.missing);
    neededBytes += disk.bytes;
  }
  return { topics, neededBytes, capacityBytes: nodes === undefined || diskBytesPerNode === undefined ? undefined : nodes * diskBytesPerNode, missing };
}

function topicsByBroker(index: DesignIndex): ReadonlyMap<Id, readonly Component[]> {
  const topics = new Map<Id, Component[]>();
  for (const topic of index.ofKind("topic")) {
    if (topic.broker === undefined) continue;
    const list = topics.get(topic.broker);
    if (list) list.push(topic);
    else topics.set(topic.broker, [topic]);
  }
  return topics;
}
