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
    let bytesPerSec = 0;
    let isFed = false;
    for (const feeder of index.incoming(topic.id)) {
      if (!feeds(feeder) || feeder.rps === 0 || feeder.messageBytes === 0) continue;
      isFed = true;
      if (feeder.rps === undefined) missing.push(`${feeder.id}.rps`);
      if (feeder.messageBytes === undefined) missing.push(`${feeder.id}.messageBytes`);
      bytesPerSec += (feeder.rps ?? 0) * (feeder.messageBytes ?? 0);
    }
    if (!isFed) continue;
    const { retentionMs, replication, compressionRatio } = topic;
    if (retentionMs === undefined) missing.push(`${topic.id}.retentionMs`);
    else neededBytes += retainedBytes({ bytesPerSec, retentionMs, replication, compressionRatio });
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
