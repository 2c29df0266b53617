import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { type EventStyle, isPastTense, styleOf } from "#lib/analysis/event-name.ts";
import type { EventType } from "#lib/model/event.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, type Report } from "../rule.ts";

type Fault = "present" | "past" | "style";
type Data = { readonly event: string; readonly fault: Fault; readonly style: EventStyle };

/** The way in which most event names of the design are written; Pascal when both are as many, nothing when they are not mixed. */
function prevailingStyle(index: DesignIndex): EventStyle | undefined {
  let pascal = 0;
  let dotted = 0;
  for (const kind of ["topic", "queue"] as const) {
    for (const { events = [] } of index.ofKind(kind)) {
      for (const { name } of events) {
        const style = styleOf(name);
        if (style === "pascal") pascal += 1;
        else if (style === "dotted") dotted += 1;
      }
    }
  }
  if (pascal === 0 || dotted === 0) return undefined;
  return pascal >= dotted ? "pascal" : "dotted";
}

function faultOf({ name, type }: EventType, prevailing: EventStyle | undefined): Fault | undefined {
  if (type !== undefined) {
    const isPast = isPastTense(name);
    if (type === "command" ? isPast === true : isPast === false) return type === "command" ? "past" : "present";
  }
  if (prevailing === undefined) return undefined;
  const style = styleOf(name);
  return style !== "other" && style !== prevailing ? "style" : undefined;
}

const events = (...names: readonly EventType[]) => sketch().topic("order-events", { events: names.map((event) => ({ version: 1, fields: [{ name: "id" }], ...event })) });

export const eventNaming = defineRule<Data>({
  id: "messaging/event-naming",
  title: "Event not named in the past tense, or mixed styles",
  severity: "info",
  each: "component",
  kinds: ["topic", "queue"],
  check(channel, { index }) {
    if (channel.events === undefined) return undefined;
    const prevailing = index.once(prevailingStyle);
    let reports: Map<string, Report<Data>> | undefined;
    for (const event of channel.events) {
      const fault = faultOf(event, prevailing);
      if (fault === undefined) continue;
      const target = `${channel.id}:${event.name}`;
      reports ??= new Map();
      if (!reports.has(target)) reports.set(target, finding({ target, property: "events", data: { event: event.name, fault, style: prevailing ?? "other" } }));
    }
    return reports && [...reports.values()];
  },
  message({ element, data }, { index }) {
    const channel = index.nameOf(element.id);
    const name = `“${data.event}”`;
    if (data.fault === "past") return `The command ${name} on ${channel} sounds as if it had already happened.`;
    if (data.fault === "present") return `The event ${name} on ${channel} does not say that something has happened.`;
    return `The event ${name} on ${channel} is not written like most others, which are ${data.style === "pascal" ? "in Pascal case (OrderPlaced)" : "dotted (order.placed)"}.`;
  },
  why: "An event is a fact and a command a wish: a name in the wrong tense lets readers take one for the other, and two styles make both hard to find.",
  remedy: "Name events after what has happened (OrderPlaced), commands after what is to be done (ReserveStock), and write all names in one style.",
  sources: ["000 §3 Event Types", "001, 003, 004 samples"],
  conflicts: ["CF-30"],
  needs: ["event.name", "event.type"],
  needsPerson: "Consumers know an event by its name: the new one has to be agreed with them and published beside the old one for a while.",
  examples: {
    bad: [
      { title: "An event that sounds like a command", sketch: events({ name: "OrderCreate", type: "domain" }) },
      { title: "A command that sounds like an event", sketch: events({ name: "StockReserved", type: "command" }) },
      {
        title: "Two styles in one design",
        sketch: events({ name: "OrderPlaced", type: "domain" }, { name: "OrderPaid", type: "domain" }, { name: "order.shipped", type: "domain" }),
      },
    ],
    good: [
      { title: "Facts in the past tense", sketch: events({ name: "OrderPlaced", type: "domain" }, { name: "InvoiceSent", type: "integration" }) },
      { title: "Dotted names, all of them", sketch: events({ name: "order.placed", type: "domain" }, { name: "order.paid", type: "domain" }) },
      { title: "A command says what to do", sketch: events({ name: "ReserveStock", type: "command" }) },
    ],
  },
});
