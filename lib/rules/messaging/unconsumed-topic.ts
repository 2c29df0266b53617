import { drains, feeds, isDeadLetters } from "#lib/analysis/channels.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

const orders = sketch().service("order").topic("order-events").publish("order", "order-events");

export const unconsumedTopic = defineRule<{ readonly writers: readonly string[] }>({
  id: "messaging/unconsumed-topic",
  title: "Nobody listens",
  severity: "warning",
  each: "component",
  kinds: ["topic", "queue"],
  check(channel, { index }) {
    if (index.outgoing(channel.id).some(drains)) return undefined;
    const feeders = index.incoming(channel.id).filter(feeds);
    if (feeders.length === 0 || isDeadLetters(channel, index)) return undefined;
    const writers = [...new Set(feeders.map(({ from }) => from))];
    return finding({ related: writers, data: { writers } });
  },
  message: ({ element, data }, { index }) =>
    `${listed(data.writers.map((id) => index.nameOf(id)))} ${data.writers.length === 1 ? "writes" : "write"} to ${index.nameOf(element.id)}, and nobody reads it.`,
  why: "Messages that nobody reads cost storage and care, and hide that somebody was meant to act on them: a queue without readers only ever grows.",
  remedy: "Draw who reads it, or delete it together with the code that publishes.",
  sources: ["004 §4.2", "000 §3"],
  needs: ["connection.from", "connection.to", "component.role"],
  needsPerson: "Whether a reader is missing or the messages are not needed is known only to whoever planned them.",
  examples: {
    bad: [{ title: "Published into the void", sketch: orders }],
    good: [
      { title: "Somebody reads", sketch: orders.service("stock").subscribe("order-events", "stock") },
      {
        title: "A connector copies it into a search index",
        sketch: orders.database("search", { role: "readModel" }).connect("connector", "order-events", "search", { mode: "sink" }),
      },
      { title: "Dead letters wait for people", sketch: sketch().service("stock").queue("dead", { role: "dlq" }).publish("stock", "dead") },
    ],
  },
});
