import type { Flow } from "#lib/model/flow.ts";
import type { Unit } from "#lib/model/quantity.ts";
import type { Id } from "#lib/model/schema.ts";
import { listed } from "#lib/model/sentence.ts";
import type { AnalysisContext, Input } from "../analysis.ts";
import type { DesignIndex } from "../design-index.ts";

/** What a number counts as while nobody has written it, and the words that say so. */
export interface Unset {
  readonly value: number;
  readonly assumed: string;
}

/** A count of which there is one unless somebody says otherwise. */
export const ONE_UNLESS_SET: Unset = { value: 1, assumed: "counts as 1 while unset" };

/** A number of an element, read at the same keys at which it is changed; nothing when the element has gone. */
function inputAt(element: object | undefined, place: Input["place"], label: string, unit: Unit, unset: Unset | undefined): readonly Input[] {
  if (element === undefined) return [];
  let value: unknown = element;
  for (const key of place.property.split(".")) value = typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
  if (typeof value === "number") return [{ label, unit, value, place }];
  return [unset ? { label, unit, place, ...unset } : { label, unit, value: undefined, place }];
}

/** A number of a component: `componentInput(index, "order", "p99Ms", "own p99 latency", "ms")`. Empty when there is no such component. */
export const componentInput = (index: DesignIndex, id: Id, property: string, what: string, unit: Unit, unset?: Unset): readonly Input[] =>
  inputAt(index.component(id), { type: "component", id, property }, `${index.nameOf(id)}: ${what}`, unit, unset);

/** Ends of a connection as people know them: `Order → Payment`. */
export const endsOf = (index: DesignIndex, { from, to }: { readonly from: Id; readonly to: Id }): string => `${index.nameOf(from)} → ${index.nameOf(to)}`;

/** A number of a connection. */
export function connectionInput(index: DesignIndex, id: Id, property: string, what: string, unit: Unit, unset?: Unset): readonly Input[] {
  const connection = index.connections.get(id);
  return connection ? inputAt(connection, { type: "connection", id, property }, `${endsOf(index, connection)}: ${what}`, unit, unset) : [];
}

/** A number of a flow. */
export const flowInput = (flow: Flow, property: string, what: string, unit: Unit): readonly Input[] =>
  inputAt(flow, { type: "flow", id: flow.id, property }, `${flow.name || flow.id}: ${what}`, unit, undefined);

/** A number of the design itself. */
export const designInput = (index: DesignIndex, property: string, label: string, unit: Unit, unset?: Unset): readonly Input[] =>
  inputAt(index.design, { type: "design", id: "design", property }, label, unit, unset);

/** A threshold in force, with where it comes from. */
export function thresholdInput({ threshold }: AnalysisContext, key: string, label: string, unit: Unit): Input {
  const { value, origin } = threshold(key);
  return { label, unit, value, place: { type: "threshold", id: key, property: "" }, assumed: origin };
}

/** Each number once, in the order of the first mention. */
export function once(inputs: readonly Input[]): readonly Input[] {
  const byPlace = new Map<string, Input>();
  for (const input of inputs) {
    const { type, id, property } = input.place;
    const key = `${type} ${id} ${property}`;
    if (!byPlace.has(key)) byPlace.set(key, input);
  }
  return [...byPlace.values()];
}

/** The numbers that are missing, as a part of a sentence: `own p99 latency of Order and rate of Order → Stock`; nothing when all are there. */
export function missingAmong(inputs: readonly Input[]): string | undefined {
  const missing = inputs.filter(({ value }) => value === undefined).map(({ label }) => asPart(label));
  return missing.length === 0 ? undefined : listed(missing, 3);
}

function asPart(label: string): string {
  const at = label.lastIndexOf(": ");
  return at === -1 ? label.charAt(0).toLowerCase() + label.slice(1) : `${label.slice(at + 2)} of ${label.slice(0, at)}`;
}
