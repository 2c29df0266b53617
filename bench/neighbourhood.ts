import type { Boundary } from "#lib/model/boundary.ts";
import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Design } from "#lib/model/design.ts";

/** How a generated design is filled in: everything declared and in order, or drawn in a hurry. */
export type Variant = "clean" | "noisy";

/** How the parts of a design are filled in. */
export interface Filling {
  component(at: number): Component;
  connection(source: Component, target: Component, at: number): Connection;
  /** Everything beside components, connections and flows: boundaries, sagas, alerts, decisions, requirements and the work around. */
  surroundings(components: readonly Component[]): Partial<Design>;
}

const NOUNS = [
  "order",
  "payment",
  "stock",
  "price",
  "cart",
  "invoice",
  "shipment",
  "customer",
  "catalogue",
  "review",
  "session",
  "coupon",
  "refund",
  "supplier",
  "address",
  "ledger",
];

/** What one neighbourhood of twenty components is made of. The second queue takes dead letters. */
export const NEIGHBOURHOOD = [
  "gateway",
  "service",
  "service",
  "service",
  "service",
  "service",
  "service",
  "service",
  "service",
  "function",
  "database",
  "database",
  "database",
  "database",
  "cache",
  "queue",
  "topic",
  "queue",
  "external",
  "client",
] as const satisfies readonly Component["kind"][];

/** Components in a neighbourhood. */
export const SIZE = NEIGHBOURHOOD.length;

/** Places in a neighbourhood. */
export const AT = { gateway: 0, function: 9, database: 10, cache: 14, deadLetters: 15, topic: 16, queue: 17, external: 18, client: 19 } as const;

export const nounAt = (at: number): string => NOUNS[at % NOUNS.length] ?? "thing";
export const nameAt = (at: number): string => `${nounAt(at)}-${at}`;
export const kindAt = (at: number): (typeof NEIGHBOURHOOD)[number] => NEIGHBOURHOOD[at % SIZE] ?? "service";
/** Number of the neighbourhood of a component. */
export const hoodOf = (at: number): number => Math.floor(at / SIZE);
/** The component at a place of the neighbourhood of another one. */
export const neighbour = (at: number, place: number): number => at - (at % SIZE) + place;
/** What a service's data is called: `Order`. */
export const aggregateAt = (at: number): string => nounAt(at).replace(/^./u, (first) => first.toUpperCase());
/** The bounded context of a service, a function or a database: services in pairs share one, and its database. */
export const contextAt = (at: number): string => {
  const place = at % SIZE;
  return `context-${hoodOf(at)}-${kindAt(at) === "database" ? place - AT.database : Math.min(3, (place - 1) >> 1)}`;
};
/** The service that owns a database. */
export const ownerAt = (at: number): number => neighbour(at, 1 + 2 * ((at % SIZE) - AT.database));

/** Zones, and for each neighbourhood a team and four bounded contexts. */
export function boundariesOf(size: number): Boundary[] {
  const boundaries: Boundary[] = [
    { id: "public", kind: "zone", name: "Public", trust: "public" },
    { id: "dmz", kind: "zone", name: "Edge", trust: "dmz" },
    { id: "private", kind: "zone", name: "Private", trust: "private" },
    { id: "restricted", kind: "zone", name: "Data", trust: "restricted" },
  ];
  for (let number = 0; number * SIZE < size; number += 1) {
    boundaries.push({ id: `team-${number}`, kind: "team", name: `Team ${number}`, size: 16 });
    for (let part = 0; part < 4; part += 1) boundaries.push({ id: `context-${number}-${part}`, kind: "context", name: `Context ${number}.${part}`, team: `team-${number}` });
  }
  return boundaries;
}
