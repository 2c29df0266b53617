import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { ENTRY_KINDS, entryPoints } from "#lib/analysis/entry-points.ts";
import type { Component, RateLimit } from "#lib/model/component.ts";
import type { Design } from "#lib/model/design.ts";
import { updateComponent } from "#lib/model/edit.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

type Data = { readonly client: Id; readonly unlimited: Id };

/** The limit to begin with: 100/s per user (or tenant) with bursts of 200 (000 §7, CF-21). */
export const firstLimit = (design: Design): RateLimit => ({
  algorithm: "tokenBucket",
  ratePerSec: 100,
  burst: 200,
  scope: design.requirements?.multiTenant === true ? "tenant" : "user",
  store: "shared",
  headers: true,
});

const isBalancer = (component: Component): boolean => component.kind === "cdn" || component.kind === "loadBalancer";

/** Whether a component has endpoints and all of them are limited. */
function hasLimitedEndpoints(component: Component): boolean {
  let seen = false;
  for (const api of component.apis ?? []) {
    for (const endpoint of api.endpoints ?? []) {
      if (endpoint.rateLimit !== true) return false;
      seen = true;
    }
  }
  return seen;
}

function isLimited(component: Component, index: DesignIndex): boolean {
  if (component.rateLimits?.length || hasLimitedEndpoints(component)) return true;
  if (component.kind !== "gateway") return false;
  // A gateway publishes the endpoints of what it calls, so their limits are its limits.
  const calls = index.outgoing(component.id).filter((connection) => connection.kind === "call");
  return calls.length > 0 && calls.every((call) => hasLimitedEndpoints(index.target(call) ?? component));
}

/** The first component behind balancers that is reached without any limit on the way. */
function unlimitedFrom(start: Component, index: DesignIndex): Component | undefined {
  const seen = new Set<Id>([start.id]);
  const open = [start];
  for (let component = open.pop(); component; component = open.pop()) {
    if (isLimited(component, index)) continue;
    if (!isBalancer(component)) return component;
    for (const connection of index.outgoing(component.id)) {
      const next = connection.kind === "call" ? index.target(connection) : undefined;
      if (!next || seen.has(next.id)) continue;
      seen.add(next.id);
      open.push(next);
    }
  }
  return undefined;
}

const web = sketch().client("web").call("web", "gateway", { tls: true }).call("gateway", "order", { tls: true }).service("order");
const balanced = sketch().client("web").component("loadBalancer", "balancer").call("web", "balancer", { tls: true }).call("balancer", "gateway", { tls: true });
const bucket: RateLimit = { algorithm: "tokenBucket", ratePerSec: 100, burst: 200, scope: "user", store: "shared" };

export const noRateLimit = defineRule<Data>({
  id: "security/no-rate-limit",
  title: "Public entry without rate limiting",
  severity: "error",
  each: "component",
  kinds: ENTRY_KINDS,
  check(component, { index }) {
    const client = entryPoints(index).get(component.id);
    const unlimited = client && unlimitedFrom(component, index);
    if (!client || !unlimited) return undefined;
    return finding({
      property: "rateLimits",
      related: unlimited.id === component.id ? [client.id] : [client.id, unlimited.id],
      data: { client: client.id, unlimited: unlimited.id },
    });
  },
  message: ({ element, data }, { index }) =>
    data.unlimited === element.id
      ? `Nothing limits how often ${index.nameOf(data.client)} may call ${index.nameOf(element.id)}.`
      : `Nothing limits how often ${index.nameOf(data.client)} may call ${index.nameOf(data.unlimited)} through ${index.nameOf(element.id)}.`,
  why: "One script, broken client or attacker can use up the capacity that everybody shares, and guess passwords as fast as the network allows.",
  remedy: "Limit calls where they enter: a token bucket of 100/s with bursts of 200 is a start; set the numbers from the load you expect of one caller.",
  sources: ["000 §7 Rate Limiting", "002 Workflow 7", "003 Output Requirements: Security Considerations", "004 §2.4"],
  conflicts: ["CF-21"],
  needs: ["component.rateLimits", "endpoint.rateLimit"],
  fix: {
    title: "Add a token bucket at the entry: 100/s per user, bursts of 200",
    apply(design, found, { index }) {
      return updateComponent(design, found.element.id, { rateLimits: [...(index.component(found.element.id)?.rateLimits ?? []), firstLimit(design)] });
    },
  },
  examples: {
    bad: [
      { title: "The gateway lets everything through", sketch: web.gateway("gateway") },
      { title: "Neither balancer nor gateway counts", sketch: balanced.gateway("gateway") },
    ],
    good: [
      { title: "A token bucket at the gateway", sketch: web.gateway("gateway", { rateLimits: [bucket] }) },
      { title: "The gateway behind the balancer counts", sketch: balanced.gateway("gateway", { rateLimits: [bucket] }) },
      {
        title: "Every endpoint has its own limit",
        sketch: sketch()
          .client("web")
          .call("web", "order", { tls: true })
          .service("order", { apis: [{ id: "orders", style: "rest", endpoints: [{ id: "createOrder", method: "POST", path: "/orders", rateLimit: true }] }] }),
      },
    ],
  },
});
