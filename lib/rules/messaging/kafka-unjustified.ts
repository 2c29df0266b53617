import { engineOf, feeds } from "#lib/analysis/channels.ts";
import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Component } from "#lib/model/component.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { about } from "../about.ts";
import { defineRule, finding, type RuleContext, undecided } from "../rule.ts";

/** What runs on each Kafka: the channels by the id of its broker; those without a drawn broker are taken for one Kafka and named by the first of them. */
function kafkaClusters(index: DesignIndex): ReadonlyMap<Id, readonly Id[]> {
  const clusters = new Map<Id, Id[]>();
  const homeless: Id[] = [];
  for (const broker of index.ofKind("broker")) if (engineOf(broker, index) === "kafka") clusters.set(broker.id, [broker.id]);
  for (const kind of ["topic", "queue"] as const) {
    for (const channel of index.ofKind(kind)) {
      if (engineOf(channel, index) !== "kafka") continue;
      const cluster = channel.broker === undefined ? undefined : clusters.get(channel.broker);
      (cluster ?? homeless).push(channel.id);
    }
  }
  const [first] = homeless.toSorted();
  if (first !== undefined) clusters.set(first, homeless);
  return clusters;
}

/** Whether something needs what only a log can do: reading again, or processing a stream. */
const needsLog = (channels: readonly Id[], index: DesignIndex): boolean =>
  channels.some((id) =>
    index.outgoing(id).some((connection) => connection.kind === "subscribe" && (connection.replay === true || index.target(connection)?.kind === "streamProcessor")),
  );

/** Whether somebody has decided for it and written it down. */
const isDecided = (kafka: Component, { design }: RuleContext): boolean =>
  design.decisions.some(({ id, status, elements }) => status === "accepted" && (id === kafka.decision || elements?.includes(kafka.id)));

interface Load {
  /** Messages per second that are declared. */
  readonly rps: number;
  /** The same with every other publication taken at the peak of the whole system; nothing when that is not known. */
  readonly atMostRps: number | undefined;
  readonly missing: readonly string[];
}

function loadOf(channels: readonly Id[], { design, index }: RuleContext): Load {
  const missing: string[] = [];
  let rps = 0;
  for (const id of channels) {
    for (const feeder of index.incoming(id)) {
      if (!feeds(feeder)) continue;
      if (feeder.rps === undefined) missing.push(`${feeder.id}.rps`);
      else rps += feeder.rps;
    }
  }
  const peakRps = design.requirements?.nfr?.peakRps;
  return { rps, atMostRps: missing.length === 0 ? rps : peakRps === undefined ? undefined : rps + missing.length * peakRps, missing };
}

const shop = sketch()
  .component("broker", "kafka", { engine: "kafka" })
  .topic("order-events", { broker: "kafka" })
  .service("order")
  .service("stock")
  .subscribe("order-events", "stock");

export const kafkaUnjustified = defineRule<{ readonly rps: number; readonly estimated: boolean }>({
  id: "messaging/kafka-unjustified",
  title: "Kafka without one of its three reasons",
  severity: "info",
  each: "component",
  kinds: ["broker", "topic", "queue"],
  check(kafka, context) {
    const { index, settings } = context;
    const channels = index.once(kafkaClusters).get(kafka.id);
    if (!channels || needsLog(channels, index) || isDecided(kafka, context)) return undefined;
    const { rps, atMostRps, missing } = loadOf(channels, context);
    if (rps >= settings["kafka.minRps"]) return undefined;
    if (atMostRps === undefined || atMostRps >= settings["kafka.minRps"]) return undecided(missing);
    return finding({ property: "engine", data: { rps: atMostRps, estimated: missing.length > 0 } });
  },
  message: ({ element, data }, { index, settings }) =>
    `${index.nameOf(element.id)} runs Kafka for ${data.estimated ? `no more than ${about("rps", data.rps)} at peak` : about("rps", data.rps)}, without replay and without stream processing; Kafka pays from ${formatQuantity("rps", settings["kafka.minRps"])}.`,
  why: "Kafka wants partitions planned, brokers tended and offsets understood; for little traffic that nobody reads again, a managed queue does the same with none of that.",
  remedy: "Take a managed queue or RabbitMQ, or record in a decision why Kafka is kept (the team runs it already, replay is coming).",
  sources: ["000 §3 When to Use Kafka", "001 Principle 4"],
  needs: ["component.engine", "connection.rps", "connection.replay", "requirements.nfr.peakRps", "decision.elements"],
  thresholds: ["kafka.minRps"],
  needsPerson: "Which product carries the messages is a decision of the team, with its experience and its contracts.",
  examples: {
    bad: [
      { title: "28 orders a second", sketch: shop.publish("order", "order-events", { rps: 27.8 }) },
      { title: "No rate, but the whole shop has 50 requests a second", sketch: shop.publish("order", "order-events").set({ requirements: { nfr: { peakRps: 50 } } }) },
    ],
    good: [
      { title: "A hundred thousand a second", sketch: shop.publish("order", "order-events", { rps: 100_000 }) },
      {
        title: "The search index is rebuilt from it",
        sketch: shop.publish("order", "order-events", { rps: 28 }).service("search").subscribe("order-events", "search", { replay: true }),
      },
      {
        title: "Decided and written down",
        sketch: shop.publish("order", "order-events", { rps: 28 }).decision("0003", "Kafka carries the events", { status: "accepted", elements: ["kafka"] }),
      },
    ],
  },
});
