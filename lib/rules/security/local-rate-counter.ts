import { COMPONENT_KINDS, type RateLimit } from "#lib/model/component.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

const web = sketch().client("web").call("web", "gateway", { tls: true });
const limit: RateLimit = { algorithm: "tokenBucket", ratePerSec: 100, burst: 200, scope: "user" };

export const localRateCounter = defineRule<{ readonly instances: number; readonly ratePerSec?: number }>({
  id: "security/local-rate-counter",
  title: "Rate counter kept in memory of each instance",
  severity: "warning",
  each: "component",
  kinds: COMPONENT_KINDS,
  check({ rateLimits, instances }) {
    if (rateLimits === undefined || instances?.max === undefined || instances.max <= 1) return undefined;
    const local = rateLimits.find((candidate) => candidate.store !== "shared");
    return local && finding({ property: "rateLimits", data: { instances: instances.max, ratePerSec: local.ratePerSec } });
  },
  message({ element, data }, { index }) {
    const { instances, ratePerSec } = data;
    const effect =
      ratePerSec === undefined
        ? `the limit is worth up to ${instances} times as much`
        : `${formatQuantity("rps", ratePerSec)} become up to ${formatQuantity("rps", ratePerSec * instances)}`;
    return `Each of the ${instances} instances of ${index.nameOf(element.id)} counts for itself: ${effect}.`;
  },
  why: "Behind a balancer every instance sees only its share of the calls, so the real limit is multiplied by the instances and moves as they scale.",
  remedy: "Keep the counters in a store that all instances share, such as Redis.",
  sources: ["004 §2.4"],
  needs: ["component.rateLimits.store", "component.instances.max"],
  fix: {
    title: "Keep the counters in a shared store",
    apply: (design, found, { index }) =>
      updateComponent(design, found.element.id, { rateLimits: index.component(found.element.id)?.rateLimits?.map((candidate) => ({ ...candidate, store: "shared" as const })) }),
  },
  examples: {
    bad: [
      { title: "Ten instances, ten counters", sketch: web.gateway("gateway", { instances: { min: 2, max: 10 }, rateLimits: [{ ...limit, store: "memory" }] }) },
      { title: "Nobody said where the counters are", sketch: web.gateway("gateway", { instances: { min: 2, max: 4 }, rateLimits: [limit] }) },
    ],
    good: [
      { title: "One counter for all instances", sketch: web.gateway("gateway", { instances: { min: 2, max: 10 }, rateLimits: [{ ...limit, store: "shared" }] }) },
      { title: "A single instance may count in memory", sketch: web.gateway("gateway", { instances: { min: 1, max: 1 }, rateLimits: [{ ...limit, store: "memory" }] }) },
    ],
  },
});
