import type { ReferenceTable } from "./reference-table.ts";

/** Delivery guarantees. */
export const deliveryTable: ReferenceTable = {
  id: "delivery",
  title: "Delivery guarantees",
  question: "How often does a message arrive?",
  columns: ["Guarantee", "Means", "Needs"],
  rows: [
    { cells: ["At most once", "Lost when the consumer fails", "Nothing; only for what may be lost"], source: "000 §0", rules: ["messaging/ack-before-processing"] },
    {
      cells: ["At least once", "Never lost, sometimes twice: the default", "An idempotent consumer: a key, an upsert or a state machine"],
      source: "000 §0",
      rules: ["messaging/consumer-not-idempotent", "messaging/entity-key-as-dedup-key"],
    },
    {
      cells: ["Exactly once", "Neither lost nor twice, within Kafka only", "Offsets stored in one transaction with the result"],
      source: "000 §3, 003 Technical Mastery",
      rules: ["messaging/exactly-once-assumed"],
    },
    {
      cells: ["No write lost by the broker", "3 copies, 2 in sync, the producer waits for all", "acks=all with min.insync.replicas=2"],
      source: "003 Ex. 2",
      rules: ["messaging/acks-not-all", "messaging/replication-too-low"],
    },
  ],
  conflicts: ["CF-28"],
};
