import type { Connection } from "#lib/model/connection.ts";
import type { Id } from "#lib/model/schema.ts";
import type { DesignIndex } from "./design-index.ts";

/** Messages per second on the busiest partition (Q8): an even share, or that of the busiest key when it is larger. */
export const busiestPartitionRps = (arrivalRps: number, partitions: number, topKeyShare = 0): number => Math.max(arrivalRps / Math.max(1, partitions), topKeyShare * arrivalRps);

/** Who reads a topic, and which of them can carry the least. */
export interface Readers {
  readonly subscriptions: readonly Connection[];
  /** The subscription whose single consumer handles the least; nothing when none says how much. */
  readonly slowest?: Connection;
}

/** The readers of a topic (Q8): every one of them meets the busiest partition with one consumer. */
export function readersOf(topic: Id, index: DesignIndex): Readers {
  const subscriptions: Connection[] = [];
  let slowest: Connection | undefined;
  for (const subscription of index.outgoing(topic)) {
    if (subscription.kind !== "subscribe") continue;
    subscriptions.push(subscription);
    const { perConsumerRps, to } = subscription;
    if (perConsumerRps === undefined) continue;
    if (slowest?.perConsumerRps === undefined || perConsumerRps < slowest.perConsumerRps || (perConsumerRps === slowest.perConsumerRps && to < slowest.to)) slowest = subscription;
  }
  return slowest ? { subscriptions, slowest } : { subscriptions };
}
