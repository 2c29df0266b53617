import type { Rule } from "../rule.ts";
import { ackBeforeProcessing } from "./ack-before-processing.ts";
import { acksNotAll } from "./acks-not-all.ts";
import { broadcastOnQueue } from "./broadcast-on-queue.ts";
import { commandBroadcast } from "./command-broadcast.ts";
import { consumerNotIdempotent } from "./consumer-not-idempotent.ts";
import { consumerTooSlow } from "./consumer-too-slow.ts";
import { consumersExceedPartitions } from "./consumers-exceed-partitions.ts";
import { dynamicTopicNames } from "./dynamic-topic-names.ts";
import { entityKeyAsDedupKey } from "./entity-key-as-dedup-key.ts";
import { eventIncompatible } from "./event-incompatible.ts";
import { eventNaming } from "./event-naming.ts";
import { eventWithoutSchema } from "./event-without-schema.ts";
import { exactlyOnceAssumed } from "./exactly-once-assumed.ts";
import { hotPartition } from "./hot-partition.ts";
import { kafkaUnjustified } from "./kafka-unjustified.ts";
import { messageTooLarge } from "./message-too-large.ts";
import { missingDeadLetter } from "./missing-dead-letter.ts";
import { orderingKey } from "./ordering-key.ts";
import { replayFromQueue } from "./replay-from-queue.ts";
import { replicationTooLow } from "./replication-too-low.ts";
import { retention } from "./retention.ts";
import { retentionExceedsDisk } from "./retention-exceeds-disk.ts";
import { unconsumedTopic } from "./unconsumed-topic.ts";
import { unproducedTopic } from "./unproduced-topic.ts";

/** Rules about messaging and events, alphabetical. */
export const messagingRules: readonly Rule[] = [
  ackBeforeProcessing,
  acksNotAll,
  broadcastOnQueue,
  commandBroadcast,
  consumerNotIdempotent,
  consumerTooSlow,
  consumersExceedPartitions,
  dynamicTopicNames,
  entityKeyAsDedupKey,
  eventIncompatible,
  eventNaming,
  eventWithoutSchema,
  exactlyOnceAssumed,
  hotPartition,
  kafkaUnjustified,
  messageTooLarge,
  missingDeadLetter,
  orderingKey,
  replayFromQueue,
  replicationTooLow,
  retention,
  retentionExceedsDisk,
  unconsumedTopic,
  unproducedTopic,
];
