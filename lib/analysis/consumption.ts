import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import { parallelConsumers, triggerRate } from "./backlog.ts";
import { arrivalAt, isChannel, isDeadLetters, isPartitioned } from "./channels.ts";
import type { DesignIndex } from "./design-index.ts";

/** What limits the rate of a group of consumers. */
export type Limit = "consumers" | "partitions" | "trigger";

/** How fast the messages of a subscription are handled (Q5). */
export interface Handling {
  readonly channel: Component;
  readonly consumer: Component;
  /** μ in messages per second; at most so many while numbers are missing, without a limit when nothing is known. */
  readonly serviceRps: number;
  readonly consumers: number;
  /** Consumers that work at the same time. */
  readonly parallel: number;
  readonly partitions?: number | undefined;
  readonly perConsumerRps?: number | undefined;
  /** Rate that the trigger lets through, when there is one. */
  readonly triggerRps: number;
  /** What would have to grow first; nothing when nothing is known. */
  readonly limit?: Limit | undefined;
  /** Numbers that are missing, as `connection.perConsumerRps`. */
  readonly missing: readonly string[];
}

/** How fast messages arrive for a subscription and how fast they are handled (Q5–Q7). */
export interface Consumption extends Handling {
  /** λ in messages per second; at least so many while numbers are missing. */
  readonly arrivalRps: number;
}

/** Most running copies of a consumer: concurrent runs of a function, else instances; unset counts as 1, and is unknown for a function, which the platform multiplies by itself. */
function consumersOf({ kind, maxConcurrency, instances }: Component): number | undefined {
  if (kind !== "function") return instances?.max ?? instances?.min ?? 1;
  return maxConcurrency ?? instances?.max;
}

/** Consumers of a subscription and what they handle together; nothing when one of its ends is gone or does not carry messages. */
export function handlingOf(subscription: Connection, index: DesignIndex): Handling | undefined {
  const channel = index.source(subscription);
  const consumer = index.target(subscription);
  if (!isChannel(channel) || !consumer) return undefined;

  const missing: string[] = [];
  const { perConsumerRps, maxPerTrigger, triggerMs } = subscription;
  if (perConsumerRps === undefined) missing.push(`${subscription.id}.perConsumerRps`);
  if (maxPerTrigger !== undefined && triggerMs === undefined) missing.push(`${subscription.id}.triggerMs`);
  const consumers = consumersOf(consumer);
  if (consumers === undefined) missing.push(`${consumer.id}.maxConcurrency`);
  const partitions = isPartitioned(channel, index) ? channel.partitions : undefined;
  if (partitions === undefined && (consumers ?? 2) > 1 && isPartitioned(channel, index)) missing.push(`${channel.id}.partitions`);

  const parallel = parallelConsumers(consumers ?? Infinity, partitions);
  const handledRps = perConsumerRps === undefined ? Infinity : parallel === 0 || perConsumerRps === 0 ? 0 : parallel * perConsumerRps;
  const triggerRps = maxPerTrigger === undefined || triggerMs === undefined ? Infinity : triggerRate(maxPerTrigger, triggerMs);
  const serviceRps = Math.min(handledRps, triggerRps);
  const limit =
    serviceRps === Infinity ? undefined : triggerRps < handledRps ? "trigger" : partitions !== undefined && partitions < (consumers ?? Infinity) ? "partitions" : "consumers";
  return { channel, consumer, serviceRps, consumers: consumers ?? Infinity, parallel, partitions, perConsumerRps, triggerRps, limit, missing };
}

/** Compares arrival and service of a subscription; nothing when its ends are gone, when nothing is published, or when it reads dead letters. */
export function consumptionOf(subscription: Connection, index: DesignIndex): Consumption | undefined {
  const channel = index.source(subscription);
  if (!isChannel(channel)) return undefined;
  const arrival = arrivalAt(channel.id, index);
  if (!arrival.fed || isDeadLetters(channel, index)) return undefined;
  const handling = handlingOf(subscription, index);
  return handling && { ...handling, arrivalRps: arrival.rps, missing: [...handling.missing, ...arrival.missing] };
}
