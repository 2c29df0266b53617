import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { boundaryRules } from "./boundaries/list.ts";
import { cachingRules } from "./caching/list.ts";
import { lint } from "./lint.ts";

const service = { instances: { min: 10, max: 100 }, tracing: { enabled: true }, logs: { format: "json" as const } };

/** The e-commerce design of 003 Ex. 1 exactly as it was drawn, without what it does not say. The replica is linked to nothing. */
const eCommerce = sketch("Order management")
  .set({ profile: "microservices" })
  .boundary("context", "ordering")
  .boundary("context", "inventory-context")
  .boundary("context", "payment-context")
  .boundary("context", "notification-context")
  .client("client")
  .component("loadBalancer", "alb")
  .gateway("gw")
  .service("order", {
    ...service,
    contexts: ["ordering"],
    localCache: { sizeBytes: 100_000_000 },
    apis: [{ id: "orders", style: "rest", exposure: "public", endpoints: [{ id: "createOrder", method: "POST", path: "/api/v1/orders" }] }],
  })
  .service("inventory", { ...service, contexts: ["inventory-context"] })
  .service("payment", { ...service, contexts: ["payment-context"] })
  .service("notification", { ...service, contexts: ["notification-context"], role: "worker" })
  .component("broker", "kafka", { engine: "kafka" })
  .topic("order-events", { broker: "kafka" })
  .database("pg", {
    engine: "postgresql",
    model: "relational",
    owner: "order",
    accessPatterns: [
      { id: "byUser", kind: "list", tables: ["orders"] },
      { id: "open", kind: "list", tables: ["orders"] },
    ],
  })
  .database("pgr", { engine: "postgresql", model: "relational", role: "replica" })
  .database("es", { engine: "elasticsearch", model: "search", role: "readModel" })
  .cache("redis")
  .call("client", "alb")
  .call("alb", "gw")
  .call("gw", "order")
  .data("order", "pg", { id: "d1", mode: "rw" })
  .data("inventory", "pgr", { id: "d2", mode: "rw" })
  .data("payment", "pgr", { id: "d3", mode: "rw" })
  .cacheAccess("order", "redis", { id: "k1", use: "cache", ttlMs: 3_600_000 })
  .cacheAccess("order", "redis", { id: "k2", use: "cache", ttlMs: 1_800_000 })
  .publish("order", "order-events")
  .publish("inventory", "order-events")
  .publish("payment", "order-events")
  .subscribe("order-events", "inventory")
  .subscribe("order-events", "payment")
  .subscribe("order-events", "notification")
  .connect("connector", "order-events", "es", { mode: "sink" });

const targets = (found: readonly { readonly rule: string; readonly target: string }[]): Record<string, string[]> => {
  const byRule: Record<string, string[]> = {};
  for (const { rule, target } of found) (byRule[rule] ??= []).push(target);
  return byRule;
};

test("the e-commerce design as drawn breaks these rules and no others of boundaries and caching", () => {
  const result = lint(eCommerce.design, { rules: [...boundaryRules, ...cachingRules] });
  expect(targets(result.findings)).toEqual({
    "boundaries/nano-service": ["inventory", "payment"],
    "boundaries/no-microservices-driver": ["design"],
    "boundaries/no-owner-team": ["order", "inventory", "payment", "notification"],
    "boundaries/ops-capability-missing": ["design"],
    "boundaries/shared-database": ["pg"],
    "boundaries/unclear-domain": ["design"],
    "caching/local-cache-incoherent": ["order"],
    "caching/stale-too-long": ["k1", "k2"],
  });
  expect(result.undecided.find(({ rule }) => rule === "boundaries/premature-microservices")?.missing).toEqual(["org.engineers"]);
  expect(targets(result.undecided)).toEqual({
    "boundaries/premature-microservices": ["design"],
    "caching/cache-loss-overload": ["pg"],
    "caching/stampede": ["k1", "k2"],
  });
});

test("every link that a replica can have leads to the same finding", () => {
  const { components } = eCommerce.design;
  const linked = (patch: object) => ({ ...eCommerce.design, components: components.map((component) => (component.id === "pgr" ? { ...component, ...patch } : component)) });
  const shared = boundaryRules.filter((rule) => rule.id === "boundaries/shared-database");
  expect(targets(lint(linked({ replicaOf: "pg" }), { rules: shared }).findings)).toEqual({ "boundaries/shared-database": ["pg"] });
  expect(targets(lint(eCommerce.connect("replicate", "pg", "pgr").design, { rules: shared }).findings)).toEqual({ "boundaries/shared-database": ["pg"] });
  expect(targets(lint(eCommerce.database("other", { engine: "postgresql" }).design, { rules: shared }).findings)).toEqual({ "boundaries/shared-database": ["pgr"] });
});
