import type { ReferenceTable } from "./reference-table.ts";

/** Kafka, topic or queue. */
export const messagingTable: ReferenceTable = {
  id: "messaging",
  title: "Kafka, topic or queue",
  question: "What carries these messages?",
  columns: ["Need", "Take", "Because"],
  rows: [
    {
      cells: ["One event, many who listen", "Publish and subscribe: a topic", "The publisher does not know its subscribers."],
      source: "000 §3",
      rules: ["messaging/broadcast-on-queue", "messaging/unconsumed-topic"],
    },
    {
      cells: ["One task, done once by one of several workers", "Point to point: a queue", "Each message goes to one consumer."],
      source: "000 §3",
      rules: ["messaging/broadcast-on-queue", "messaging/command-broadcast"],
    },
    {
      cells: ["Millions of events a second", "Kafka", "Partitions run side by side; as many consumers as partitions."],
      source: "000 §3",
      rules: ["messaging/kafka-unjustified", "messaging/consumers-exceed-partitions"],
    },
    {
      cells: ["Read again from any point", "Kafka", "The log is kept; a queue forgets what was taken."],
      source: "000 §3",
      rules: ["messaging/replay-from-queue", "messaging/retention"],
    },
    {
      cells: ["Windows, joins, aggregates over a stream", "Kafka with stream processing", "Kafka Streams or ksqlDB work on the log."],
      source: "000 §3",
      rules: ["messaging/kafka-unjustified"],
    },
    { cells: ["None of these three", "RabbitMQ, SNS with SQS, Redis streams", "Less to run."], source: "000 §3, 001 Expertise", rules: ["messaging/kafka-unjustified"] },
    {
      cells: ["Order per entity", "A partition key: the entity's id", "Order holds within a partition only."],
      source: "000 §3",
      rules: ["messaging/ordering-key", "messaging/hot-partition"],
    },
  ],
  conflicts: ["CF-29"],
};
