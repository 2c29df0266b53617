import type { Component, ComponentKind } from "#lib/model/component.ts";
import { isMessaging } from "#lib/model/kinds.ts";
import type { Input } from "../analysis.ts";
import { firstCompute } from "../capacity.ts";
import { carriedBy } from "../channels.ts";
import type { DesignIndex } from "../design-index.ts";
import { byId } from "../ownership.ts";
import type { Use, UseOf } from "../utilisation.ts";
import { arrivalInputs, handlingInputs } from "./consumption-inputs.ts";
import { copiesInput } from "./copies-input.ts";
import { componentInput, connectionInput, designInput } from "./inputs.ts";

/** Kinds whose capacity is stated as a total, not per instance. */
const STATED_AS_TOTAL: ReadonlySet<ComponentKind> = new Set(["cdn", "broker", "topic", "queue", "objectStore"]);

function loadInputs(index: DesignIndex, component: Component): readonly Input[] {
  const own = componentInput(index, component.id, "peakRps", "peak load", "rps");
  if (component.peakRps === undefined && isMessaging(component)) return publishedInputs(index, component, own);
  const first = index.once(firstCompute);
  if (component.peakRps !== undefined || !first.has(component.id) || index.design.requirements?.nfr?.peakRps === undefined) return own;
  if (first.size === 1) return designInput(index, "requirements.nfr.peakRps", "Peak load of the system", "rps");
  return byId(index.incoming(component.id)).flatMap(({ id, kind }) => (kind === "call" ? connectionInput(index, id, "rps", "rate", "rps") : []));
}

/** The rates published to a topic or queue, or to all that a broker carries; its own peak where nothing is. */
function publishedInputs(index: DesignIndex, { id, kind }: Component, own: readonly Input[]): readonly Input[] {
  const channels = kind === "broker" ? carriedBy(id, index).map((channel) => channel.id) : [id];
  const published = channels.flatMap((channel) => arrivalInputs(index, channel));
  return published.length > 0 ? published : own;
}

/** The numbers that say what a component can take: its total, or the capacity of one and how many there are at most. */
export function capacityInputs(index: DesignIndex, component: Component): readonly Input[] {
  const { id, kind, perInstanceRps, capacityRps, instances, maxConcurrency } = component;
  const isCounted = instances?.max !== undefined || (kind === "function" && maxConcurrency !== undefined);
  const isTotal = capacityRps ? !(perInstanceRps && isCounted) : !perInstanceRps && STATED_AS_TOTAL.has(kind);
  if (isTotal) return componentInput(index, id, "capacityRps", "capacity", "rps");
  return [...componentInput(index, id, "perInstanceRps", "capacity of one instance", "rps"), ...copiesInput(index, component)];
}

const MOST: Readonly<Record<UseOf, string>> = { requests: "", reads: "maxReadRps", writes: "maxWriteRps", messages: "" };

/** The numbers that go into one use of a component. */
export function inputsOfUse(index: DesignIndex, { of, component, connections }: Use): readonly Input[] {
  if (of === "requests") {
    const called = connections.flatMap(({ id }) => connectionInput(index, id, "rps", "rate", "rps"));
    return [...(called.length > 0 ? called : loadInputs(index, component)), ...capacityInputs(index, component)];
  }
  if (of === "messages") return connections.flatMap((subscription) => [...arrivalInputs(index, subscription.from), ...handlingInputs(index, subscription)]);
  const rate = of === "reads" ? "readRps" : "writeRps";
  return [...connections.flatMap(({ id }) => connectionInput(index, id, rate, of, "rps")), ...componentInput(index, component.id, MOST[of], `most ${of}`, "rps")];
}
