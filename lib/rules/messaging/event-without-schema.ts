import { isDeadLetters } from "#lib/analysis/channels.ts";
import { updateComponent } from "#lib/model/edit.ts";
import type { EventType } from "#lib/model/event.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

const lacksSchema = ({ fields, version }: EventType): boolean => !version || fields === undefined || fields.length === 0;
/** The fields that every event has; the rest is for those who know it. */
const STUB: NonNullable<EventType["fields"]> = [
  { name: "id", type: "uuid" },
  { name: "occurredAt", type: "timestamp" },
];

const full = {
  name: "OrderPlaced",
  type: "domain" as const,
  version: 1,
  compatibility: "backward" as const,
  fields: [{ name: "id" }, { name: "occurredAt" }, { name: "order_id" }],
};

export const eventWithoutSchema = defineRule<{ readonly events: readonly string[] }>({
  id: "messaging/event-without-schema",
  title: "Event has no versioned schema",
  severity: "warning",
  each: "component",
  kinds: ["topic", "queue"],
  check(channel, { index }) {
    const { events } = channel;
    if (events === undefined || events.length === 0) {
      return channel.kind === "topic" && !isDeadLetters(channel, index) ? finding({ property: "events", fixable: false, data: { events: [] } }) : undefined;
    }
    if (!events.some(lacksSchema)) return undefined;
    return finding({ property: "events", data: { events: events.filter(lacksSchema).map(({ name }) => name || "an unnamed event") } });
  },
  message({ element, data }, { index }) {
    const name = index.nameOf(element.id);
    if (data.events.length === 0) return `Nothing says which events ${name} carries.`;
    return `${name} carries ${listed(data.events)} without ${data.events.length === 1 ? "a versioned schema" : "versioned schemas"}.`;
  },
  why: "Consumers read an event years after it was written: without fields and a version nobody can tell an old one from a new one, or a mistake from a change.",
  remedy: "List the fields of every event, with an id of its own and the time at which it happened, and give it a version.",
  sources: ["000 §8 Event Sourcing Challenges", "003 Ex. 1 (OrderCreated)"],
  needs: ["component.events", "event.fields", "event.version"],
  readiness: true,
  fix: {
    title: "Start a schema with id, time and version",
    apply(design, found, { index }) {
      const events = index.component(found.element.id)?.events;
      if (!events) return design;
      const described = events.map((event) => (lacksSchema(event) ? { ...event, version: event.version || 1, fields: event.fields?.length ? event.fields : STUB } : event));
      return updateComponent(design, found.element.id, { events: described });
    },
  },
  examples: {
    bad: [
      { title: "Only a name", sketch: sketch().topic("order-events", { events: [{ name: "OrderPlaced", type: "domain" }] }) },
      { title: "Fields, but no version", sketch: sketch().topic("order-events", { events: [{ name: "OrderPlaced", fields: [{ name: "order_id" }] }] }) },
    ],
    good: [
      { title: "Fields and a version", sketch: sketch().topic("order-events", { events: [full] }) },
      { title: "A queue may carry whatever work there is", sketch: sketch().queue("jobs") },
    ],
  },
});
