import { engineOf, isDeadLetters } from "#lib/analysis/channels.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";
import { queueToTopic } from "./queue-to-topic.ts";

/** Whether more than one program reads. */
function hasSecondReader(outgoing: readonly Connection[]): boolean {
  let first: Id | undefined;
  for (const { kind, to } of outgoing) {
    if (kind !== "subscribe") continue;
    first ??= to;
    if (to !== first) return true;
  }
  return false;
}

const orders = sketch().service("order").service("stock").service("mailer").publish("order", "order-placed");

export const broadcastOnQueue = defineRule<{ readonly readers: readonly Id[] }>({
  id: "messaging/broadcast-on-queue",
  title: "Different services compete on one queue",
  severity: "warning",
  each: "component",
  kinds: ["queue"],
  check(queue, { index }) {
    const outgoing = index.outgoing(queue.id);
    if (!hasSecondReader(outgoing)) return undefined;
    const readers = [...new Set(outgoing.flatMap(({ kind, to }) => (kind === "subscribe" ? [to] : [])))];
    // As a topic, a command would be carried out by every reader, and dead letters are not events.
    const fixable = !isDeadLetters(queue, index) && !queue.events?.some(({ type }) => type === "command");
    return finding({ related: readers, fixable, data: { readers } });
  },
  message: ({ element, data }, { index }) =>
    `${index.nameOf(element.id)} is read by ${listed(
      data.readers.map((id) => index.nameOf(id)),
      6,
    )}: each message reaches only one of them.`,
  why: "Readers of a queue compete: whoever is faster takes the message, and the others never learn that there was one.",
  remedy: "Publish to a topic, from which every service gets each message, or give every service a queue of its own.",
  sources: ["000 §3 Messaging Patterns"],
  needs: ["component.kind", "connection.to"],
  thresholds: ["messaging.retentionMs"],
  fix: {
    title: "Make it a topic that each of them reads",
    apply(design, found, context) {
      const { index, settings } = context;
      const queue = index.component(found.element.id);
      if (!queue) return design;
      const isSqs = engineOf(queue, index) === "sqs"; // Its topics are called SNS, and keep nothing.
      return queueToTopic(
        design,
        queue,
        isSqs ? { engine: "sns", technology: undefined, broker: undefined, retentionMs: undefined } : { retentionMs: queue.retentionMs ?? settings["messaging.retentionMs"] },
        context,
      );
    },
  },
  examples: {
    bad: [{ title: "Stock and mail take each other's messages", sketch: orders.queue("order-placed").subscribe("order-placed", "stock").subscribe("order-placed", "mailer") }],
    good: [
      { title: "A topic reaches both", sketch: orders.topic("order-placed").subscribe("order-placed", "stock").subscribe("order-placed", "mailer") },
      {
        title: "One service with many workers",
        sketch: sketch()
          .queue("mails")
          .service("mailer", { instances: { min: 2, max: 8 } })
          .subscribe("mails", "mailer"),
      },
    ],
  },
});
