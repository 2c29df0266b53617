import { engineOf, groupOf } from "#lib/analysis/channels.ts";
import type { Component } from "#lib/model/component.ts";
import type { Design } from "#lib/model/design.ts";
import { type Patch, updateComponent, updateConnection } from "#lib/model/edit.ts";
import type { RuleContext } from "../rule.ts";

/** Turns a queue into a topic with the same id and connections; every subscriber reads as a group of its own, so that each gets every message. */
export function queueToTopic(design: Design, queue: Component, patch: Patch<Component>, { index }: RuleContext): Design {
  let next = updateComponent(design, queue.id, { kind: "topic", role: undefined, visibilityTimeoutMs: undefined, ...patch });
  const owners = new Map<string, string>();
  for (const subscription of index.outgoing(queue.id).toSorted((left, right) => (left.id < right.id ? -1 : 1))) {
    if (subscription.kind !== "subscribe") continue;
    const group = groupOf(subscription);
    const owner = owners.get(group);
    if (owner === undefined) owners.set(group, subscription.to);
    else if (owner !== subscription.to) next = updateConnection(next, subscription.id, { group: subscription.to });
  }
  return next;
}

/** Makes a topic a Kafka topic, carried by the broker of the design that runs Kafka if there is one. */
export function onKafka(channel: Component, { index, settings }: RuleContext): Patch<Component> {
  if (engineOf(channel, index) === "kafka") return {};
  const brokers = index.ofKind("broker").filter((broker) => engineOf(broker, index) === "kafka");
  const broker = brokers.map(({ id }) => id).toSorted()[0];
  const replication = Math.max(settings["kafka.replication"], settings["kafka.minIsr"] + 1);
  return { engine: broker === undefined ? "kafka" : undefined, technology: undefined, broker, replication, minIsr: settings["kafka.minIsr"] };
}
