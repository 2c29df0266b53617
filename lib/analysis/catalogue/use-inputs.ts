import type { Component, ComponentKind } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Input } from "../analysis.ts";
import { firstCompute } from "../capacity.ts";
import { feeds, isPartitioned } from "../channels.ts";
import type { DesignIndex } from "../design-index.ts";
import { byId } from "../ownership.ts";
import type { Use, UseOf } from "../utilisation.ts";
import { componentInput, connectionInput, designInput, ONE_UNLESS_SET, type Unset } from "./inputs.ts";

/** Kinds whose capacity is stated as a total, not per instance. */
const STATED_AS_TOTAL: ReadonlySet<ComponentKind> = new Set(["cdn", "broker", "topic", "queue", "objectStore"]);

function loadInputs(index: DesignIndex, component: Component): readonly Input[] {
  const own = componentInput(index, component.id, "peakRps", "peak load", "rps");
  const first = index.once(firstCompute);
  if (component.peakRps !== undefined || !first.has(component.id) || index.design.requirements?.nfr?.peakRps === undefined) return own;
  if (first.size === 1) return designInput(index, "requirements.nfr.peakRps", "Peak load of the system", "rps");
  return byId(index.incoming(component.id)).flatMap(({ id, kind }) => (kind === "call" ? connectionInput(index, id, "rps", "rate", "rps") : []));
}

/** The numbers that say what a component can take: its total, or the capacity of one and how many there are at most. */
export function capacityInputs(index: DesignIndex, component: Component): readonly Input[] {
  const { id, kind, perInstanceRps, capacityRps, instances, maxConcurrency } = component;
  const isCounted = instances?.max !== undefined || (kind === "function" && maxConcurrency !== undefined);
  const isTotal = capacityRps ? !(perInstanceRps && isCounted) : !perInstanceRps && STATED_AS_TOTAL.has(kind);
  if (isTotal) return componentInput(index, id, "capacityRps", "capacity", "rps");
  return [...componentInput(index, id, "perInstanceRps", "capacity of one instance", "rps"), ...copiesInput(index, component)];
}

/** How many copies of a component run at most. */
export function copiesInput(index: DesignIndex, { id, kind, instances, maxConcurrency }: Component): readonly Input[] {
  const least: Unset = instances?.min === undefined ? ONE_UNLESS_SET : { value: Math.max(1, instances.min), assumed: "the fewest while unset" };
  return kind === "function" && (maxConcurrency !== undefined || instances?.max === undefined)
    ? componentInput(index, id, "maxConcurrency", "most concurrent runs", "count", least)
    : componentInput(index, id, "instances.max", "most instances", "count", least);
}

const MOST: Readonly<Record<UseOf, string>> = { requests: "", reads: "maxReadRps", writes: "maxWriteRps", messages: "" };

/** The numbers that go into one use of a component. */
export function inputsOfUse(index: DesignIndex, { of, component, connections }: Use): readonly Input[] {
  if (of === "requests") {
    const called = connections.flatMap(({ id }) => connectionInput(index, id, "rps", "rate", "rps"));
    return [...(called.length > 0 ? called : loadInputs(index, component)), ...capacityInputs(index, component)];
  }
  if (of === "messages") return connections.flatMap((subscription) => messageInputs(index, component, subscription));
  const rate = of === "reads" ? "readRps" : "writeRps";
  return [...connections.flatMap(({ id }) => connectionInput(index, id, rate, of, "rps")), ...componentInput(index, component.id, MOST[of], `most ${of}`, "rps")];
}

function messageInputs(index: DesignIndex, consumer: Component, subscription: Connection): readonly Input[] {
  const channel = index.source(subscription);
  return [
    ...byId(index.incoming(subscription.from)).flatMap((feeder) => (feeds(feeder) ? connectionInput(index, feeder.id, "rps", "rate", "rps") : [])),
    ...connectionInput(index, subscription.id, "perConsumerRps", "rate of one consumer", "rps"),
    ...(subscription.maxPerTrigger === undefined
      ? []
      : [...connectionInput(index, subscription.id, "maxPerTrigger", "most per trigger", "count"), ...connectionInput(index, subscription.id, "triggerMs", "trigger every", "ms")]),
    ...copiesInput(index, consumer),
    ...(channel && isPartitioned(channel, index) ? componentInput(index, channel.id, "partitions", "partitions", "count") : []),
  ];
}
