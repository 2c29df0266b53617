import { feeds, isDeadLetters } from "#lib/analysis/channels.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

const orders = sketch().topic("order-events").service("stock").subscribe("order-events", "stock");

export const unproducedTopic = defineRule<{ readonly readers: readonly string[] }>({
  id: "messaging/unproduced-topic",
  title: "Nobody publishes",
  severity: "error",
  each: "component",
  kinds: ["topic", "queue"],
  check(channel, { index }) {
    const incoming = index.incoming(channel.id);
    if (incoming.some(feeds)) return undefined;
    const outgoing = index.outgoing(channel.id);
    if (!outgoing.some(({ kind }) => kind === "subscribe") || isDeadLetters(channel, index)) return undefined;
    const readers = [...new Set(outgoing.flatMap(({ kind, to }) => (kind === "subscribe" ? [to] : [])))];
    return finding({ related: readers, data: { readers } });
  },
  message: ({ element, data }, { index }) =>
    `${listed(data.readers.map((id) => index.nameOf(id)))} ${data.readers.length === 1 ? "waits" : "wait"} for messages of ${index.nameOf(element.id)}, but nothing publishes there.`,
  why: "Whoever waits for messages that never come looks healthy and does nothing; the missing producer is noticed when the business asks.",
  remedy: "Draw who publishes, or remove the topic together with what waits for it.",
  sources: ["004 §4.2", "000 §3"],
  needs: ["connection.from", "connection.to", "component.role"],
  needsPerson: "Which service causes these messages is known only to whoever planned them.",
  examples: {
    bad: [{ title: "Stock waits for ever", sketch: orders }],
    good: [
      { title: "The order service publishes", sketch: orders.service("order").publish("order", "order-events") },
      { title: "Changes of a database feed it", sketch: orders.database("orders").connect("connector", "orders", "order-events", { mode: "cdc" }) },
      { title: "Dead letters come by themselves", sketch: sketch().queue("dead", { role: "dlq" }).service("repair").subscribe("dead", "repair") },
    ],
  },
});
