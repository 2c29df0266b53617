import { capacityOf, instancesFor, loadOf } from "#lib/analysis/capacity.ts";
import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Component } from "#lib/model/component.ts";
import type { Design } from "#lib/model/design.ts";
import { updateComponent } from "#lib/model/edit.ts";
import type { Id } from "#lib/model/schema.ts";

/** More copies than this are no answer that a quick fix should give. */
const MOST_COPIES = 1_000;

/** What arrives at a component at peak and what it can take, in requests per second. */
export interface Fit {
  readonly peakRps: number;
  readonly capacityRps: number;
}

/** Load and capacity of a component; nothing while one of them is unknown (then capacity-below-peak asks for it) or nothing arrives. */
export function fitOf(component: Component, index: DesignIndex): Fit | undefined {
  const peakRps = loadOf(component, index)?.peakRps;
  const capacityRps = peakRps ? capacityOf(component) : undefined;
  return peakRps && capacityRps !== undefined ? { peakRps, capacityRps } : undefined;
}

/** Where the capacity of a component is stated: as copies of a known capacity, or as a total. */
export const capacityProperty = ({ perInstanceRps, capacityRps }: Component): string => (!perInstanceRps && capacityRps ? "capacityRps" : "instances.max");

/** Copies that carry a load; nothing when one copy's capacity is not known, or when there would be too many. */
export function copiesFor({ perInstanceRps }: Component, loadRps: number, headroom: number): number | undefined {
  const copies = perInstanceRps ? instancesFor(loadRps, perInstanceRps, headroom) : undefined;
  return copies !== undefined && copies <= MOST_COPIES ? copies : undefined;
}

/** Lets a component run up to so many copies. */
export function withCopies(design: Design, id: Id, copies: number): Design {
  const component = design.components.find((candidate) => candidate.id === id);
  if (!component) return design;
  if (component.kind === "function") return updateComponent(design, id, { maxConcurrency: copies });
  const { instances } = component;
  return updateComponent(design, id, { instances: { ...instances, ...(instances?.min !== undefined && { min: Math.min(instances.min, copies) }), max: copies } });
}
