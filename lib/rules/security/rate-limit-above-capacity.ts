import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { countsEverybody, protectedBy } from "#lib/analysis/rate-limits.ts";
import { type Component, COMPONENT_KINDS, type RateLimit } from "#lib/model/component.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";

type Data = { readonly ratePerSec: number; readonly callee: Id; readonly capacity: number };

/** The component called directly that can take least, when that is known of any. */
function weakestCallee(component: Component, index: DesignIndex): { callee: Id; capacity: number } | undefined {
  const [weakest] = protectedBy(component, index);
  return weakest?.capacityRps === undefined ? undefined : { callee: weakest.component.id, capacity: weakest.capacityRps };
}

const web = sketch().client("web").call("web", "gateway", { tls: true }).call("gateway", "order", { tls: true });
const limit = (ratePerSec: number): RateLimit[] => [{ algorithm: "tokenBucket", ratePerSec, burst: ratePerSec * 2, scope: "global", store: "shared" }];

export const rateLimitAboveCapacity = defineRule<Data>({
  id: "security/rate-limit-above-capacity",
  title: "Limit above what is protected",
  severity: "warning",
  each: "component",
  kinds: COMPONENT_KINDS,
  check(component, { index }) {
    if (!component.rateLimits?.some(countsEverybody)) return undefined;
    let ratePerSec: number | undefined;
    for (const candidate of component.rateLimits) {
      // All limits must let a call pass, so the lowest one is the one that protects.
      if (countsEverybody(candidate) && candidate.ratePerSec !== undefined) ratePerSec = Math.min(ratePerSec ?? Infinity, candidate.ratePerSec);
    }
    const weakest = weakestCallee(component, index);
    if (ratePerSec !== undefined && weakest && ratePerSec > weakest.capacity) {
      return finding({ property: "rateLimits", related: [weakest.callee], data: { ratePerSec, ...weakest } });
    }
    const missing = protectedBy(component, index).flatMap(({ component: { id }, capacityRps }) => (capacityRps === undefined ? [`${id}.perInstanceRps`] : []));
    if (ratePerSec === undefined && (weakest || missing.length > 0)) missing.unshift(`${component.id}.rateLimits.ratePerSec`);
    return missing.length > 0 ? undecided(missing, { property: "rateLimits" }) : undefined;
  },
  message: ({ element, data }, { index }) =>
    `${index.nameOf(element.id)} lets ${formatQuantity("rps", data.ratePerSec)} through, but ${index.nameOf(data.callee)} can take only ${formatQuantity("rps", data.capacity)}.`,
  why: "A limit above the capacity never says no before the service behind it has fallen over.",
  remedy: "Set the limit to the capacity of what it protects, divided by the headroom of 1.5, or raise that capacity.",
  sources: ["000 §7 Where to Implement (protect downstream)"],
  needs: ["component.rateLimits.ratePerSec", "component.instances.max", "component.perInstanceRps"],
  thresholds: ["capacity.headroom"],
  fix: {
    title: "Lower the limit to the capacity divided by 1.5",
    apply(design, found, { index, settings }) {
      const component = index.component(found.element.id);
      const weakest = component && weakestCallee(component, index);
      if (!component || !weakest) return design;
      const target = weakest.capacity / Math.max(1, settings["capacity.headroom"]);
      const ratePerSec = target >= 1 ? Math.floor(target) : target;
      const rateLimits = component.rateLimits?.map((candidate) =>
        countsEverybody(candidate) && candidate.ratePerSec !== undefined && candidate.ratePerSec > weakest.capacity ? { ...candidate, ratePerSec } : candidate,
      );
      return updateComponent(design, component.id, { rateLimits });
    },
  },
  examples: {
    bad: [
      {
        title: "1,000/s allowed, 400/s possible",
        sketch: web.gateway("gateway", { rateLimits: limit(1_000) }).service("order", { instances: { min: 2, max: 4 }, perInstanceRps: 100 }),
      },
    ],
    good: [
      {
        title: "The limit keeps order within its capacity",
        sketch: web.gateway("gateway", { rateLimits: limit(266) }).service("order", { instances: { min: 2, max: 4 }, perInstanceRps: 100 }),
      },
      {
        title: "A limit per user says nothing about the sum",
        sketch: web.gateway("gateway", { rateLimits: [{ ratePerSec: 100, scope: "user", store: "shared" }] }).service("order"),
      },
    ],
  },
});
