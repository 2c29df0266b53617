import type { Component, RateLimit } from "#lib/model/component.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { firstLimit } from "./no-rate-limit.ts";

const web = sketch().client("web").service("order").call("web", "gateway", { tls: true }).call("gateway", "order", { tls: true });
const everybody: RateLimit = { algorithm: "tokenBucket", ratePerSec: 1_000, burst: 2_000, scope: "global", store: "shared" };

/** The lowest of the rates that count everybody together. */
function lowestRate(limits: readonly RateLimit[] | undefined): number | undefined {
  let lowest: number | undefined;
  for (const { ratePerSec } of limits ?? []) if (ratePerSec !== undefined && (lowest === undefined || ratePerSec < lowest)) lowest = ratePerSec;
  return lowest;
}

export const noPerPrincipalLimit = defineRule<{ readonly ratePerSec?: number }>({
  id: "security/no-per-principal-limit",
  title: "No limit per user or tenant",
  severity: "warning",
  each: "design",
  check(design) {
    let limited: Component | undefined;
    for (const component of design.components) {
      if (!component.rateLimits?.length) continue;
      if (component.rateLimits.some((limit) => limit.scope === "user" || limit.scope === "tenant")) return undefined;
      if (limited === undefined || component.id < limited.id) limited = component;
    }
    if (!limited) return undefined;
    return finding({ target: "design", element: { type: "component", id: limited.id }, property: "rateLimits", data: { ratePerSec: lowestRate(limited.rateLimits) } });
  },
  message({ element, data }, { index }) {
    const rate = data.ratePerSec === undefined ? "the whole limit" : `the whole limit of ${formatQuantity("rps", data.ratePerSec)}`;
    return `No rate limit counts per user or tenant: a single caller can use up ${rate} at ${index.nameOf(element.id)}.`;
  },
  why: "A limit for everybody together protects the servers, but not the customers from each other: the loudest one locks the others out.",
  remedy: "Add a limit that is counted per user or per tenant, below the limit for everybody.",
  sources: ["000 §7 Where to Implement"],
  conflicts: ["CF-21"],
  needs: ["component.rateLimits.scope"],
  fix: {
    title: "Add a limit per user (per tenant where there are several)",
    apply(design, found, { index }) {
      const limits = index.component(found.element.id)?.rateLimits ?? [];
      const first = firstLimit(design);
      const ratePerSec = Math.min(first.ratePerSec ?? 100, lowestRate(limits) ?? Infinity);
      return updateComponent(design, found.element.id, { rateLimits: [...limits, { ...first, ratePerSec, burst: Math.ceil(ratePerSec * 2) }] });
    },
  },
  examples: {
    bad: [{ title: "All callers share one bucket", sketch: web.gateway("gateway", { rateLimits: [everybody] }) }],
    good: [
      {
        title: "One bucket for all, and one for each user",
        sketch: web.gateway("gateway", { rateLimits: [everybody, { ...everybody, ratePerSec: 100, burst: 200, scope: "user" }] }),
      },
      { title: "Each tenant has its share", sketch: web.gateway("gateway", { rateLimits: [{ ...everybody, ratePerSec: 100, burst: 200, scope: "tenant" }] }) },
    ],
  },
});
