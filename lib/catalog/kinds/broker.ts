import type { KindEntry } from "../kind.ts";
import { IDENTITY, LOAD, OPERATION, PLACE, RELIABILITY } from "../property-groups.ts";

/** Message broker. */
export const broker: KindEntry = {
  kind: "broker",
  title: "Message broker",
  plural: "Message brokers",
  description: "The product and the machines that carry topics and queues; draw it once and let topics and queues name it.",
  group: "messaging",
  icon: "radio-tower",
  shape: "lane",
  keywords: ["kafka", "rabbitmq", "sqs", "sns", "event bus", "message bus", "nats", "pulsar"],
  properties: [
    ...IDENTITY,
    "engine",
    "nodes",
    "coresPerNode",
    "memoryBytesPerNode",
    "diskBytesPerNode",
    "maxMessageBytes",
    "clusterId",
    ...PLACE,
    ...OPERATION,
    ...LOAD,
    ...RELIABILITY,
    "encryptedAtRest",
    "secrets",
    "decision",
  ],
  essentials: ["engine", "nodes", "diskBytesPerNode", "managed", "zone"],
  cardFacts: ["engine", "nodes", "managed"],
};
