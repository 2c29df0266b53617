import { technologyIn } from "#lib/catalog/technologies.ts";
import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Id } from "#lib/model/schema.ts";
import type { DesignIndex } from "./design-index.ts";

/** Products that spread a topic over partitions, each read by one consumer of a group. */
const PARTITIONED: ReadonlySet<string> = new Set(["kafka", "kinesis", "pulsar", "eventhubs"]);
/** Products that keep messages after they were read, so that they can be read again. */
const LOGS: ReadonlySet<string> = new Set([...PARTITIONED, "redis-streams", "nats", "pubsub"]);
/** Products whose topics only hand messages on and keep nothing. */
const FANOUTS: ReadonlySet<string> = new Set(["sns", "eventbridge", "mqtt", "rabbitmq", "activemq", "servicebus", "sqs"]);

/** Whether a component is a topic or a queue. */
export const isChannel = (component: Component | undefined): component is Component => component?.kind === "topic" || component?.kind === "queue";

/** The topics and queues that a broker carries, in an order that does not depend on which was drawn first. */
export const carriedBy = (broker: Id, index: DesignIndex): readonly Component[] =>
  [...index.ofKind("topic"), ...index.ofKind("queue")].filter((channel) => channel.broker === broker).toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** The product that carries a topic or queue, as `kafka`: its own, else its broker's, declared as engine or technology. Nothing when nobody said. */
export const engineOf = (channel: Component, index: DesignIndex): string | undefined => index.once(engines).get(channel.id);

/** Whether a topic is spread over partitions: it says how many, or its product always does. */
export const isPartitioned = (channel: Component, index: DesignIndex): boolean =>
  channel.kind === "topic" && (channel.partitions !== undefined || PARTITIONED.has(engineOf(channel, index) ?? ""));

/** Whether messages stay after they were read. A topic counts as a log unless its product is known to keep nothing, a queue only when its product is a log. */
export function keepsMessages(channel: Component, index: DesignIndex): boolean {
  const engine = engineOf(channel, index) ?? "";
  if (channel.kind === "queue") return LOGS.has(engine);
  return channel.kind === "topic" && (!FANOUTS.has(engine) || channel.retentionMs !== undefined);
}

/** Whether a topic or queue holds what could not be handled: it says so, or a subscription names it as its dead-letter queue. */
export const isDeadLetters = (channel: Component, index: DesignIndex): boolean => channel.role === "dlq" || index.once(deadLetterIds).has(channel.id);

/** Whether a connection puts messages into a topic or queue: a publication, or a connector that feeds it. */
export const feeds = (connection: Connection): boolean => connection.kind === "publish" || connection.kind === "connector";

/** Whether a connection takes messages out of a topic or queue. */
export const drains = (connection: Connection): boolean => connection.kind === "subscribe" || connection.kind === "connector";

/** Name under which a subscription reads: its group, else the program itself. */
export const groupOf = (subscription: Connection): string => subscription.group?.trim() || subscription.to;

/** Messages per second that arrive at a topic or queue; at least so many while numbers are missing. */
export interface Arrival {
  readonly rps: number;
  /** Missing numbers as `connection.rps`. */
  readonly missing: readonly string[];
  /** Whether anything feeds it at all. */
  readonly fed: boolean;
}

const NOTHING: Arrival = { rps: 0, missing: [], fed: false };

/** Messages per second that arrive at a topic or queue from everything that feeds it. */
export const arrivalAt = (id: Id, index: DesignIndex): Arrival => index.once(arrivals).get(id) ?? NOTHING;

function arrivals(index: DesignIndex): ReadonlyMap<Id, Arrival> {
  const found = new Map<Id, { rps: number; missing: string[]; fed: true }>();
  for (const kind of ["publish", "connector"] as const) {
    for (const connection of index.connectionsOfKind(kind)) {
      let arrival = found.get(connection.to);
      if (!arrival) found.set(connection.to, (arrival = { rps: 0, missing: [], fed: true }));
      if (connection.rps === undefined) arrival.missing.push(`${connection.id}.rps`);
      else arrival.rps += connection.rps;
    }
  }
  return found;
}

function engines(index: DesignIndex): ReadonlyMap<Id, string> {
  const found = new Map<Id, string>();
  for (const kind of ["broker", "topic", "queue"] as const) {
    for (const component of index.ofKind(kind)) {
      const broker = kind === "broker" ? undefined : index.component(component.broker);
      const engine = declaredEngine(component) ?? (broker?.kind === "broker" ? declaredEngine(broker) : undefined);
      if (engine !== undefined) found.set(component.id, engine);
    }
  }
  return found;
}

function declaredEngine({ engine, technology }: Component): string | undefined {
  const written = engine?.trim();
  if (written) return LOGS.has(written) || FANOUTS.has(written) ? written : (technologyIn(written)?.engine ?? written.toLowerCase());
  return technology?.name ? technologyIn(technology.name)?.engine : undefined;
}

function deadLetterIds(index: DesignIndex): ReadonlySet<Id> {
  const ids = new Set<Id>();
  for (const { dlq } of index.connectionsOfKind("subscribe")) if (dlq !== undefined) ids.add(dlq);
  return ids;
}
