import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { survivesDuplicates } from "../resilient-call.ts";
import { defineRule, finding } from "../rule.ts";

const events = sketch().topic("order-events").service("payment");

export const consumerNotIdempotent = defineRule({
  id: "messaging/consumer-not-idempotent",
  title: "Consumer cannot survive a duplicate",
  severity: "error",
  each: "connection",
  kinds: ["subscribe"],
  check({ delivery, idempotency }) {
    if ((idempotency !== undefined && idempotency !== "none") || (delivery !== undefined && delivery !== "atLeastOnce")) return undefined;
    return finding({ property: "idempotency" });
  },
  message({ element }, { index }) {
    const { from, to } = endsOf(index, element);
    return `${from} may deliver a message twice, and nothing keeps ${to} from acting on it twice.`;
  },
  why: "At-least-once delivery repeats messages after every crash, rebalance and timeout: the customer is charged twice and the stock is counted twice.",
  remedy: "Remember the ids of handled events in the same transaction as the effect, write by upsert, or let a state machine refuse what has already happened.",
  sources: ["000 §0 Idempotency", "000 §3", "002", "004 §5.4"],
  conflicts: ["CF-28"],
  needs: ["connection.delivery", "connection.idempotency"],
  partOfBareConnection: true,
  fix: {
    title: "Detect duplicates by the event id",
    apply: (design, found, { index }) => updateConnection(design, found.element.id, survivesDuplicates(index.connections.get(found.element.id), index)),
  },
  examples: {
    bad: [
      { title: "Nothing is said about duplicates", sketch: events.subscribe("order-events", "payment") },
      { title: "At least once, without protection", sketch: events.subscribe("order-events", "payment", { delivery: "atLeastOnce", idempotency: "none" }) },
    ],
    good: [
      { title: "Handled events are remembered", sketch: events.subscribe("order-events", "payment", { delivery: "atLeastOnce", idempotency: "key", dedupBy: "eventId" }) },
      { title: "A second write changes nothing", sketch: events.subscribe("order-events", "payment", { idempotency: "upsert" }) },
      { title: "A lost message is accepted, a repeated one never comes", sketch: events.subscribe("order-events", "payment", { delivery: "atMostOnce" }) },
    ],
  },
});
