import { connectionSheet } from "./member-sheet.ts";

/** Who consumes what, and how it survives duplicates and failures. */
export const subscriptions = connectionSheet({
  id: "subscriptions",
  title: "Subscriptions",
  group: "Messaging",
  one: "subscription",
  description: "Who consumes what, and how it survives duplicates and failures.",
  columns: ["from", "to", "group", "ack", "delivery", "idempotency", "dedupBy", "dlq", "maxAttempts", "retry", "perConsumerRps"],
  kind: "subscribe",
  adds: true,
});
