import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import { isCompute } from "#lib/model/kinds.ts";
import { calledRps, capacityOf, LOADED_KINDS, loadOf, utilisation } from "./capacity.ts";
import { consumptionOf } from "./consumption.ts";
import type { DesignIndex } from "./design-index.ts";
import { finite } from "./finite.ts";
import { byId } from "./ownership.ts";

/** What arrives at a component: requests, reads and writes of a store, or messages of a subscription. */
export type UseOf = "requests" | "reads" | "writes" | "messages";

/** One way in which a component is used at peak, and how much of it the component can take. */
export interface Use {
  readonly of: UseOf;
  readonly component: Component;
  /** Per second at peak; nothing while a number is missing. */
  readonly loadRps: number | undefined;
  /** Per second at most; nothing while a number is missing or zero. */
  readonly capacityRps: number | undefined;
  /** The connections whose rates it is the sum of; empty for requests with a load of their own. */
  readonly connections: readonly Connection[];
}

/** Share of its capacity that a use takes (Q13); nothing while a number is missing. */
export const usedShare = ({ loadRps, capacityRps }: Use): number | undefined =>
  loadRps === undefined || capacityRps === undefined ? undefined : finite(utilisation(loadRps, capacityRps));

const loadedKinds: ReadonlySet<string> = new Set(LOADED_KINDS);

const SIDES = [
  { of: "reads", rate: "readRps", most: "maxReadRps", unused: "w" },
  { of: "writes", rate: "writeRps", most: "maxWriteRps", unused: "r" },
] as const;

/** How a component is used, each way of which a load or a capacity is known: requests by kind, reads and writes of stores, messages of subscriptions. */
export function usesOf(component: Component, index: DesignIndex): readonly Use[] {
  const incoming = byId(index.incoming(component.id));
  const messages = incoming.flatMap((connection) => messagesOf(component, connection, index));
  const requests = loadedKinds.has(component.kind) ? requestsOf(component, incoming, index) : undefined;
  // What is only fed by messages has no requests to be asked for.
  const isAsked = requests !== undefined && (requests.loadRps !== undefined || messages.length === 0);
  return [...(isAsked ? [requests] : []), ...accessesOf(component, incoming), ...messages];
}

/** Requests at peak: those that the component is declared to get, else those of the calls that reach it. */
function requestsOf(component: Component, incoming: readonly Connection[], index: DesignIndex): Use | undefined {
  const load = loadOf(component, index);
  const capacityRps = capacityOf(component);
  const calls = load === undefined ? incoming.filter(({ kind }) => kind === "call") : [];
  const calledAt = calls.length > 0 ? calledRps(component, index) : undefined;
  const loadRps = load === undefined ? calledAt : load.peakRps;
  // A managed load balancer or store grows by itself unless numbers say otherwise.
  const growsByItself = component.managed === true && !isCompute(component);
  if (growsByItself && (loadRps === undefined || capacityRps === undefined)) return undefined;
  if (load === undefined && loadRps === undefined && capacityRps === undefined) return undefined;
  return { of: "requests", component, loadRps, capacityRps, connections: calledAt === undefined ? [] : calls };
}

/** Whether what is known is already too much; what is missing can only add to it. */
const isTooMuch = (loadRps: number, capacityRps: number | undefined): boolean => capacityRps !== undefined && loadRps > capacityRps;

function accessesOf(component: Component, incoming: readonly Connection[]): readonly Use[] {
  const accesses = incoming.filter(({ kind }) => kind === "data");
  return SIDES.flatMap(({ of, rate, most, unused }): Use[] => {
    const connections = accesses.filter((access) => access[rate] !== undefined || access.mode !== unused);
    const isRated = connections.some((access) => access[rate] !== undefined);
    if (connections.length === 0 || (component[most] === undefined && !isRated)) return [];
    const capacityRps = component[most] || undefined;
    const sum = connections.reduce((total, access) => total + (access[rate] ?? 0), 0);
    const isKnown = connections.every((access) => access[rate] !== undefined) || isTooMuch(sum, capacityRps);
    return [{ of, component, loadRps: isKnown ? sum : undefined, capacityRps, connections }];
  });
}

function messagesOf(component: Component, subscription: Connection, index: DesignIndex): readonly Use[] {
  const consumption = subscription.kind === "subscribe" ? consumptionOf(subscription, index) : undefined;
  if (consumption === undefined) return [];
  const { missing, arrivalRps, serviceRps } = consumption;
  const isKnown = missing.length === 0 || isTooMuch(arrivalRps, serviceRps);
  const capacityRps = isKnown && Number.isFinite(serviceRps) ? serviceRps || undefined : undefined;
  return [{ of: "messages", component, loadRps: isKnown ? arrivalRps : undefined, capacityRps, connections: [subscription] }];
}

/** The fullest first, what is not known last. */
export const byFullness = (uses: readonly Use[]): readonly Use[] => uses.toSorted((a, b) => (usedShare(b) ?? -1) - (usedShare(a) ?? -1));

/** All uses of a design, the fullest first. Compute once: `index.once(usesByFullness)`. */
export function usesByFullness(index: DesignIndex): readonly Use[] {
  return byFullness(byId(index.components.values()).flatMap((component) => usesOf(component, index)));
}
