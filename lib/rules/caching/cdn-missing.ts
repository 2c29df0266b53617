import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { isCacheableGet, isKeptPrivate, needsAuth } from "#lib/analysis/cdn-reach.ts";
import type { Component } from "#lib/model/component.ts";
import { addMember, connectionId, freshId } from "#lib/model/edit.ts";
import { COMPUTE_KINDS, isEdge } from "#lib/model/kinds.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { addNear, routeThrough } from "../insert.ts";
import { defineRule, finding } from "../rule.ts";
import { counted, listed } from "#lib/model/sentence.ts";

/** How many answers of a component a CDN could give to everybody. */
function sharedAnswers(component: Component): number {
  let answers = 0;
  for (const api of component.apis ?? []) {
    if (api.exposure !== "public") continue;
    for (const endpoint of api.endpoints ?? []) if (isCacheableGet(endpoint) && !needsAuth(endpoint) && !isKeptPrivate(endpoint.cacheControl)) answers += 1;
  }
  return answers;
}

/** The component in front of a service that clients call: the service itself, or a load balancer, gateway or BFF on the way to it. */
function frontOf(service: Component, index: DesignIndex): Component {
  const seen = new Set<Id>();
  const waiting = [service];
  let outermost = service;
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    if (seen.has(next.id)) continue;
    seen.add(next.id);
    outermost = next;
    for (const connection of index.incoming(next.id)) {
      const caller = connection.kind === "call" ? index.source(connection) : undefined;
      if (caller?.kind === "client") return next;
      if (caller && (caller.kind === "bff" || isEdge(caller))) waiting.push(caller);
    }
  }
  return outermost;
}

const products = {
  apis: [
    {
      id: "catalog-api",
      style: "rest" as const,
      exposure: "public" as const,
      endpoints: [{ id: "listProducts", method: "GET", path: "/products", cacheable: true, cacheControl: "public, max-age=300" }],
    },
  ],
};
const shop = sketch().client("web", { platform: "browser" }).gateway("gateway").service("catalog", products).call("gateway", "catalog", { protocol: "rest" });

export const cdnMissing = defineRule<{ readonly services: readonly Id[]; readonly answers: number }>({
  id: "caching/cdn-missing",
  title: "Cacheable public GET without a CDN",
  severity: "info",
  each: "design",
  check(_design, { index }) {
    if (index.ofKind("cdn").length > 0) return undefined;
    const services: Id[] = [];
    let answers = 0;
    for (const kind of COMPUTE_KINDS) {
      for (const component of index.ofKind(kind)) {
        const own = component.apis ? sharedAnswers(component) : 0;
        if (own > 0) services.push(component.id);
        answers += own;
      }
    }
    return answers > 0 ? finding({ related: services, data: { services, answers } }) : undefined;
  },
  message: ({ data }, { index }) =>
    `${listed(data.services.map((id) => index.nameOf(id)))} ${data.services.length === 1 ? "offers" : "offer"} ${counted(data.answers, "cacheable public GET operation")}, and the design has no CDN.`,
  why: "Answers that are the same for everybody travel the whole way each time, and each one costs capacity of the origin.",
  remedy: "Put a CDN in front of the gateway and let Cache-Control decide what it keeps.",
  sources: ["002 Caching (API layer)", "003 Performance Engineering"],
  needs: ["component.apis.exposure", "component.apis.endpoints.cacheable", "component.kind"],
  fix: {
    title: "Insert a CDN in front of the gateway",
    apply(design, found, { index }) {
      const service = index.component(found.related?.[0]);
      if (!service) return design;
      const front = frontOf(service, index);
      const calls = index.incoming(front.id).filter((connection) => connection.kind === "call" && index.source(connection)?.kind === "client");
      const id = freshId(design, "CDN");
      const next = addNear(design, { id, kind: "cdn", name: "CDN" }, [front.id, ...calls.map((call) => call.from)]);
      if (calls.length > 0) return routeThrough(next, id, calls, "to");
      return addMember(next, "connections", { id: connectionId(next, id, front.id), kind: "call", from: id, to: front.id });
    },
  },
  examples: {
    bad: [{ title: "Every visitor asks the catalog", sketch: shop.call("web", "gateway", { protocol: "rest" }) }],
    good: [
      { title: "The CDN answers most visitors", sketch: shop.component("cdn", "cdn").call("web", "cdn", { protocol: "rest" }).call("cdn", "gateway", { protocol: "rest" }) },
      {
        title: "Nothing is the same for everybody",
        sketch: sketch()
          .client("web", { platform: "browser" })
          .service("account", {
            apis: [
              {
                id: "account-api",
                style: "rest",
                exposure: "public",
                endpoints: [{ id: "me", method: "GET", path: "/me", auth: "oidc", cacheable: true, cacheControl: "private, max-age=60" }],
              },
            ],
          })
          .call("web", "account", { protocol: "rest" }),
      },
    ],
  },
});
