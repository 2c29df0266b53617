import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import type { ConnectionEntry } from "../connection.ts";

/** Subscription. */
export const subscribe: ConnectionEntry = {
  kind: "subscribe",
  title: "Subscription",
  verb: "delivers to",
  description: "A topic or queue hands its messages to the program that handles them.",
  line: "async",
  properties: [
    "label",
    "group",
    "ack",
    "delivery",
    "transactionalOffsets",
    "idempotency",
    "dedupBy",
    "maxAttempts",
    "dlq",
    "retry",
    "perConsumerRps",
    "maxPerTrigger",
    "triggerMs",
    "replay",
    "replayWindowMs",
    "timeoutMs",
    "tracePropagated",
    "auth",
    "tls",
  ],
  essentials: ["group", "ack", "delivery", "idempotency", "maxAttempts", "dlq", "perConsumerRps", "tls"],
  legal: [{ from: ["topic", "queue"], to: [...COMPUTE_KINDS] }],
};
