/*
 * What happens to a backlog (Q5–Q7): rates are messages per second, times are milliseconds.
 * λ is the rate at which messages arrive, μ the rate at which they are handled.
 */

/** Consumers of a group that can work at the same time: no more than there are partitions. */
export const parallelConsumers = (consumers: number, partitions: number | undefined): number => Math.min(consumers, partitions ?? consumers);

/** Consumers of a group that have no partition and wait for nothing. */
export const idleConsumers = (consumers: number, partitions: number): number => Math.max(0, consumers - partitions);

/** Highest rate of a job that takes so many messages at every trigger; no limit when it runs without a pause. */
export const triggerRate = (maxPerTrigger: number, triggerMs: number): number => (triggerMs > 0 ? (maxPerTrigger * 1_000) / triggerMs : Infinity);

/** What bounds the rate of a group of consumers. */
export interface Service {
  readonly consumers: number;
  readonly partitions?: number | undefined;
  readonly perConsumerRps: number;
  readonly maxPerTrigger?: number | undefined;
  readonly triggerMs?: number | undefined;
}

/** μ: consumers in parallel times the rate of one, and never more than the trigger lets through. */
export function serviceRate({ consumers, partitions, perConsumerRps, maxPerTrigger, triggerMs }: Service): number {
  const rate = parallelConsumers(consumers, partitions) * perConsumerRps;
  return maxPerTrigger === undefined || triggerMs === undefined ? rate : Math.min(rate, triggerRate(maxPerTrigger, triggerMs));
}

/** Consumers, and so partitions, that carry λ with headroom. */
export const partitionsNeeded = (arrivalRps: number, perConsumerRps: number, headroom: number): number =>
  Math.ceil(Number(((arrivalRps / perConsumerRps) * headroom).toPrecision(12))); // 12 digits: what a decimal fraction adds in binary is no consumer more.

/** Messages per second by which a backlog grows; below zero it shrinks. */
export const backlogGrowth = (arrivalRps: number, serviceRps: number): number => arrivalRps - serviceRps;

/** Messages that wait after a time in milliseconds when nothing waited before; none when the consumers keep up. */
export const backlogAfter = (durationMs: number, arrivalRps: number, serviceRps: number): number => Math.max(0, backlogGrowth(arrivalRps, serviceRps)) * (durationMs / 1_000);

/** Time until a backlog that starts at nothing reaches a threshold; for ever when it does not grow. */
export function timeToBacklog(threshold: number, arrivalRps: number, serviceRps: number): number {
  const growth = backlogGrowth(arrivalRps, serviceRps);
  return growth > 0 ? (threshold / growth) * 1_000 : Infinity;
}

/** Time until a backlog is worked off; for ever when it does not shrink. */
export function timeToDrain(backlog: number, arrivalRps: number, serviceRps: number): number {
  const growth = backlogGrowth(arrivalRps, serviceRps);
  return growth < 0 ? (backlog / -growth) * 1_000 : Infinity;
}

/** Time until the oldest unread message is older than the retention and lost; never when consumers keep up. */
export const timeToLoss = (retentionMs: number, arrivalRps: number, serviceRps: number): number =>
  serviceRps < arrivalRps ? retentionMs / (1 - serviceRps / arrivalRps) : Infinity;

/** How long a message waits behind a backlog. */
export const delayBehind = (backlog: number, serviceRps: number): number => (serviceRps > 0 ? (backlog / serviceRps) * 1_000 : backlog > 0 ? Infinity : 0);
