import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding } from "../rule.ts";

const events = sketch().topic("order-events").service("stock");

export const ackBeforeProcessing = defineRule<{ readonly ack?: "before" | "auto" }>({
  id: "messaging/ack-before-processing",
  title: "Message acknowledged before it is processed",
  severity: "error",
  each: "connection",
  kinds: ["subscribe"],
  check({ ack }) {
    if (ack === "after") return undefined;
    return finding({ property: "ack", data: ack === undefined ? {} : { ack } });
  },
  message({ element, data }, { index }) {
    const { from, to } = endsOf(index, element);
    if (data.ack === undefined) return `Nothing says that ${to} acknowledges a message of ${from} only when it has handled it.`;
    return data.ack === "auto" ? `Messages of ${from} count as handled as soon as ${to} has received them.` : `${to} acknowledges a message of ${from} before it has handled it.`;
  },
  why: "A consumer that crashes between the acknowledgement and the work loses the message, and nobody notices.",
  remedy: "Acknowledge after the work is committed, and make the work idempotent for the message that comes again.",
  sources: ["001 Approach 3 consumer sample", "000 §3 (offsets with business logic)"],
  needs: ["connection.ack"],
  partOfBareConnection: true,
  fix: { title: "Acknowledge after the work", apply: (design, found) => updateConnection(design, found.element.id, { ack: "after" }) },
  examples: {
    bad: [
      { title: "Acknowledged on arrival", sketch: events.subscribe("order-events", "stock", { ack: "auto" }) },
      { title: "Nothing is said about it", sketch: events.subscribe("order-events", "stock") },
    ],
    good: [{ title: "Acknowledged after the work", sketch: events.subscribe("order-events", "stock", { ack: "after" }) }],
  },
});
