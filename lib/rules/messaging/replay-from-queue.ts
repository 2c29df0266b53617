import { isDeadLetters, keepsMessages } from "#lib/analysis/channels.ts";
import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Component } from "#lib/model/component.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding } from "../rule.ts";
import { onKafka, queueToTopic } from "./queue-to-topic.ts";

/** Whether several programs compete for the messages: as a topic, each of them would get them all. */
function hasSeveralReaders(channel: Component, index: DesignIndex): boolean {
  const [first, ...others] = index.outgoing(channel.id).filter(({ kind }) => kind === "subscribe");
  return others.some(({ to }) => to !== first?.to);
}

const search = sketch().service("search");
const replayed = { replay: true, replayWindowMs: 604_800_000 } as const;

export const replayFromQueue = defineRule({
  id: "messaging/replay-from-queue",
  title: "Replay wanted from a queue",
  severity: "error",
  each: "connection",
  kinds: ["subscribe"],
  check(subscription, { index }) {
    if (subscription.replay !== true) return undefined;
    const channel = index.source(subscription);
    if (!channel || (channel.kind !== "queue" && channel.kind !== "topic") || keepsMessages(channel, index) || isDeadLetters(channel, index)) return undefined;
    return finding({ property: "replay", related: [channel.id], fixable: channel.kind === "topic" || !hasSeveralReaders(channel, index) });
  },
  message({ element }, { index }) {
    const { from, to } = endsOf(index, element);
    return `${to} wants to read old messages of ${from} again, but ${from} keeps no message that was handled.`;
  },
  why: "A queue deletes a message as soon as it is acknowledged: there is nothing to rebuild a read model from, and nothing to repeat after a mistake.",
  remedy: "Use a log (a Kafka topic) for what must be read again, or keep the messages in a store of your own.",
  sources: ["000 §3 Event Streaming"],
  needs: ["connection.replay", "component.kind", "component.engine"],
  thresholds: ["kafka.replication", "kafka.minIsr", "messaging.retentionMs"],
  fix: {
    title: "Replace the queue by a Kafka topic",
    apply(design, found, context) {
      const { index, settings } = context;
      const subscription = index.connections.get(found.element.id);
      const channel = subscription && index.source(subscription);
      if (!channel) return design;
      const windows = index.outgoing(channel.id).map(({ replayWindowMs }) => replayWindowMs ?? 0);
      const retentionMs = Math.max(settings["messaging.retentionMs"], channel.retentionMs ?? 0, ...windows);
      return queueToTopic(design, channel, { ...onKafka(channel, context), retentionMs }, context);
    },
  },
  examples: {
    bad: [
      { title: "The search index is to be rebuilt from a work queue", sketch: search.queue("orders", { engine: "sqs" }).subscribe("orders", "search", replayed) },
      { title: "SNS keeps nothing", sketch: search.topic("orders", { engine: "sns" }).subscribe("orders", "search", replayed) },
    ],
    good: [
      { title: "A Kafka topic keeps a week", sketch: search.topic("orders", { engine: "kafka", retentionMs: 604_800_000 }).subscribe("orders", "search", replayed) },
      { title: "Nobody reads again", sketch: search.queue("orders", { engine: "sqs" }).subscribe("orders", "search") },
    ],
  },
});
