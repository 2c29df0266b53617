import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import type { ConnectionEntry } from "../connection.ts";

/** Publication. */
export const publish: ConnectionEntry = {
  kind: "publish",
  title: "Publication",
  verb: "publishes to",
  description: "A program puts events on a topic or work on a queue and goes on without waiting for who handles them.",
  line: "async",
  properties: [
    "label",
    "atomicWith",
    "key",
    "keyCardinality",
    "topKeyShare",
    "acks",
    "rps",
    "messageBytes",
    "eventsPerMessage",
    "lingerMs",
    "bestEffort",
    "topicExpr",
    "targetConfig",
    "timeoutMs",
    "retry",
    "callsPerRequest",
    "hard",
    "tracePropagated",
    "auth",
    "tls",
  ],
  essentials: ["atomicWith", "key", "acks", "rps", "messageBytes", "tls"],
  legal: [{ from: [...COMPUTE_KINDS], to: ["topic", "queue"] }],
};
