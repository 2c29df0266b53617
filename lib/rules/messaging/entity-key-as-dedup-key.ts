import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Connection } from "#lib/model/connection.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding, undecided } from "../rule.ts";

/** Names of keys that are different for every event. */
const EVENT_KEY = /^(?:event|message|msg|dedup|idempotency)[\s._-]*(?:id|key|uuid)$/iu;

/** The entity that publishers use as key, the first by name; and the publications that say nothing about their key. */
function keysInto(subscription: Connection, index: DesignIndex): { readonly entity?: string; readonly missing: readonly string[] } {
  const missing: string[] = [];
  let entity: string | undefined;
  for (const publication of index.incoming(subscription.from)) {
    if (publication.kind !== "publish") continue;
    const key = publication.key?.trim();
    if (!key) missing.push(`${publication.id}.key`);
    else if (!EVENT_KEY.test(key) && (entity === undefined || key < entity)) entity = key;
  }
  return entity === undefined ? { missing } : { entity, missing };
}

const events = sketch().service("order").topic("order-events").service("payment");

export const entityKeyAsDedupKey = defineRule<{ readonly key: string }>({
  id: "messaging/entity-key-as-dedup-key",
  title: "Entity id used to detect duplicates",
  severity: "error",
  each: "connection",
  kinds: ["subscribe"],
  check(subscription, { index }) {
    if (subscription.dedupBy !== "messageKey") return undefined;
    const { entity, missing } = keysInto(subscription, index);
    if (entity !== undefined) return finding({ property: "dedupBy", data: { key: entity } });
    return missing.length > 0 ? undecided(missing, { property: "dedupBy" }) : undefined;
  },
  message({ element, data }, { index }) {
    const { from, to } = endsOf(index, element);
    return `${to} takes two messages of ${from} with the same key for one, but their key is ${data.key}: the second event of an entity is thrown away.`;
  },
  why: "All events of one order share its id, so that “paid” and “shipped” look like repetitions of “placed” and are dropped in silence.",
  remedy: "Keep the entity id as key, for the order of events, and detect duplicates by an id that every event has of its own.",
  sources: ["000 §3 (contradicts itself)"],
  conflicts: ["CF-29"],
  needs: ["connection.dedupBy", "connection.key"],
  fix: { title: "Detect duplicates by the event id", apply: (design, found) => updateConnection(design, found.element.id, { dedupBy: "eventId" }) },
  examples: {
    bad: [
      {
        title: "The order id is the key, and the key finds duplicates",
        sketch: events.publish("order", "order-events", { key: "orderId" }).subscribe("order-events", "payment", { idempotency: "key", dedupBy: "messageKey" }),
      },
    ],
    good: [
      {
        title: "Ordered by order, deduplicated by event",
        sketch: events.publish("order", "order-events", { key: "orderId" }).subscribe("order-events", "payment", { idempotency: "key", dedupBy: "eventId" }),
      },
      {
        title: "The key is the event's own id",
        sketch: events.publish("order", "order-events", { key: "eventId" }).subscribe("order-events", "payment", { idempotency: "key", dedupBy: "messageKey" }),
      },
    ],
  },
});
