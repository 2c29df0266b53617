import { updateComponent } from "#lib/model/edit.ts";
import type { EventType } from "#lib/model/event.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, type Report } from "../rule.ts";

type Data = { readonly event: string; readonly version: number };

const isLoose = ({ version, compatibility }: EventType): boolean => version !== undefined && version > 1 && (compatibility === undefined || compatibility === "none");
const eventTarget = (channel: Id, event: EventType): string => `${channel}:${event.name}`;

const orders = (event: Partial<EventType>) => sketch().topic("order-events", { events: [{ name: "OrderPlaced", type: "domain", fields: [{ name: "order_id" }], ...event }] });

export const eventIncompatible = defineRule<Data>({
  id: "messaging/event-incompatible",
  title: "Event versions without a compatibility rule",
  severity: "error",
  each: "component",
  kinds: ["topic", "queue"],
  check(channel) {
    if (!channel.events?.some(isLoose)) return undefined;
    const reports = new Map<string, Report<Data>>();
    for (const event of channel.events) {
      const target = eventTarget(channel.id, event);
      const version = Math.max(event.version ?? 0, reports.get(target)?.data?.version ?? 0);
      if (isLoose(event)) reports.set(target, finding({ target, property: "events", data: { event: event.name || "An unnamed event", version } }));
    }
    return [...reports.values()];
  },
  message: ({ element, data }, { index }) =>
    `${data.event} on ${index.nameOf(element.id)} has reached version ${data.version}, and nothing says which readers still understand it.`,
  why: "The log still holds the old versions, and consumers are released later than producers: a version that old readers cannot read stops them all at once.",
  remedy: "Keep changes backward compatible (add optional fields, never rename or remove), and convert older versions on reading.",
  sources: ["000 §8 (old vs new event schemas)", "003 Quality Criteria 2"],
  needs: ["event.version", "event.compatibility"],
  fix: {
    title: "Require backward compatibility",
    apply(design, found, { index }) {
      const channel = index.component(found.element.id);
      if (!channel?.events) return design;
      const events = channel.events.map((event) => (isLoose(event) && eventTarget(channel.id, event) === found.target ? { ...event, compatibility: "backward" as const } : event));
      return updateComponent(design, channel.id, { events });
    },
  },
  examples: {
    bad: [
      { title: "Version 3, and no rule", sketch: orders({ version: 3 }) },
      { title: "Version 2, anything goes", sketch: orders({ version: 2, compatibility: "none" }) },
    ],
    good: [
      { title: "Version 3, backward compatible", sketch: orders({ version: 3, compatibility: "backward" }) },
      { title: "The first version has no past", sketch: orders({ version: 1 }) },
    ],
  },
});
