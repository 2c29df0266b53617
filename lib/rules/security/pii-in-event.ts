import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { contextsOf } from "#lib/analysis/ownership.ts";
import type { Component } from "#lib/model/component.ts";
import { updateComponent } from "#lib/model/edit.ts";
import type { EventType } from "#lib/model/event.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, type Report, undecided } from "../rule.ts";

type Data = { readonly event: string; readonly field: string; readonly reader: Id };
type EventField = NonNullable<EventType["fields"]>[number];

const isExposed = (field: EventField): boolean => field.pii === true && field.encrypted !== true;
const hasExposedField = (event: EventType): boolean => event.fields?.some(isExposed) === true;
const fieldTarget = (channel: Id, event: EventType, field: EventField): string => `${channel}:${event.name}.${field.name ?? ""}`;

/** Who reads a channel from another context than one of its writers; what must be known to say that nobody does. */
function readersElsewhere(channel: Component, index: DesignIndex): { readonly reader?: Id; readonly missing: readonly string[] } {
  const missing = new Set<string>();
  const writers = new Map<string, readonly Id[]>();
  let known = 0;
  for (const connection of index.incoming(channel.id)) {
    const writer = connection.kind === "publish" ? index.source(connection) : undefined;
    if (!writer) continue;
    known += 1;
    const contexts = contextsOf(writer, index);
    if (contexts.length === 0) missing.add(`${writer.id}.contexts`);
    else writers.set(contexts.join(" "), contexts);
  }
  if (known === 0) return { missing: [] };
  let readers = 0;
  for (const connection of index.outgoing(channel.id)) {
    const reader = connection.kind === "subscribe" ? index.target(connection) : undefined;
    if (!reader) continue;
    readers += 1;
    const contexts = contextsOf(reader, index);
    const isOutside = reader.kind === "external" || reader.kind === "client";
    if (contexts.length === 0 && !isOutside) missing.add(`${reader.id}.contexts`);
    else if (isOutside) return { reader: reader.id, missing: [] };
    else for (const own of writers.values()) if (!contexts.some((context) => own.includes(context))) return { reader: reader.id, missing: [] };
  }
  return { missing: readers === 0 ? [] : [...missing] };
}

const users = sketch()
  .boundary("context", "accounts")
  .boundary("context", "marketing")
  .service("account", { contexts: ["accounts"] })
  .publish("account", "user-events", { tls: true });
const created = (fields: EventField[]) => ({ events: [{ name: "UserCreated", type: "domain" as const, fields: [{ name: "user_id" }, ...fields] }] });
const marketed = users.service("newsletter", { contexts: ["marketing"] }).subscribe("user-events", "newsletter", { tls: true });

export const piiInEvent = defineRule<Data>({
  id: "security/pii-in-event",
  title: "Personal data broadcast in events",
  severity: "warning",
  each: "component",
  kinds: ["topic", "queue"],
  check(channel, { index }) {
    if (!channel.events?.some(hasExposedField)) return undefined;
    const { reader, missing } = readersElsewhere(channel, index);
    if (reader === undefined) return missing.length > 0 ? undecided(missing, { property: "events" }) : undefined;
    const reports: Report<Data>[] = [];
    for (const event of channel.events) {
      for (const field of event.fields ?? []) {
        if (!isExposed(field)) continue;
        reports.push(
          finding({ target: fieldTarget(channel.id, event, field), property: "events", related: [reader], data: { event: event.name, field: field.name || "a field", reader } }),
        );
      }
    }
    return reports;
  },
  message: ({ element, data }, { index }) =>
    `${index.nameOf(element.id)} carries personal data (${data.event}: ${data.field}) in the clear, and ${index.nameOf(data.reader)} of another context reads it.`,
  why: "An event is copied to every reader, log and replay, so personal data in it can neither be kept to those who need it nor deleted on request.",
  remedy: "Send the id and let readers fetch what they may see, or encrypt the field with a key that can be withdrawn.",
  sources: ["003 Output Requirements: Security Considerations", "001 Approach 3 publisher sample (judged)"],
  needs: ["event.fields.pii", "event.fields.encrypted", "component.contexts"],
  fix: {
    title: "Encrypt the field",
    apply(design, found, { index }) {
      const channel = index.component(found.element.id);
      if (!channel?.events) return design;
      const events = channel.events.map((event) => ({
        ...event,
        ...(event.fields && {
          fields: event.fields.map((field) => (isExposed(field) && fieldTarget(channel.id, event, field) === found.target ? { ...field, encrypted: true } : field)),
        }),
      }));
      return updateComponent(design, channel.id, { events });
    },
  },
  examples: {
    bad: [{ title: "The newsletter reads every new e-mail address", sketch: marketed.topic("user-events", created([{ name: "email", pii: true }])) }],
    good: [
      { title: "The address is encrypted", sketch: marketed.topic("user-events", created([{ name: "email", pii: true, encrypted: true }])) },
      { title: "Only the id is sent", sketch: marketed.topic("user-events", created([])) },
      {
        title: "It stays in the context that owns it",
        sketch: users
          .service("profile", { contexts: ["accounts"] })
          .subscribe("user-events", "profile", { tls: true })
          .topic("user-events", created([{ name: "email", pii: true }])),
      },
    ],
  },
});
