import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { lint } from "../lint.ts";
import { applyFix, Wording } from "../words.ts";
import { securityRules } from "./list.ts";

const many = { instances: { min: 10, max: 100 } };

/** The order system of 003 Example 1 as drawn, as far as security reads it. */
const asDrawn = sketch("E-commerce orders, as drawn")
  .client("client")
  .component("loadBalancer", "alb")
  .gateway("gw")
  .service("order", {
    ...many,
    contexts: ["ordering"],
    apis: [
      {
        id: "orders",
        style: "rest",
        exposure: "public",
        basePath: "/api/v1",
        endpoints: [
          {
            id: "createOrder",
            method: "POST",
            path: "/api/v1/orders",
            effect: "create",
            async: true,
            body: {
              fields: [
                { name: "user_id" },
                { name: "items", items: [{ name: "product_id" }, { name: "quantity" }, { name: "price" }] },
                { name: "shipping_address" },
                { name: "payment_method" },
              ],
            },
            responses: [200, 202, 400, 401],
          },
        ],
      },
    ],
  })
  .service("inventory", { ...many, contexts: ["inventory"] })
  .service("payment", { ...many, contexts: ["payment"] })
  .service("notification", { ...many, contexts: ["notification"] })
  .component("broker", "kafka", { engine: "kafka" })
  .topic("order-events", { broker: "kafka", events: [{ name: "OrderCreated" }, { name: "InventoryReserved" }, { name: "PaymentProcessed" }] })
  .database("pg", { engine: "postgresql", owner: "order" })
  .database("pgr", { engine: "postgresql", role: "replica" })
  .database("es", { engine: "elasticsearch", role: "readModel" })
  .cache("redis", { engine: "redis" })
  .call("client", "alb", { id: "c0" })
  .call("alb", "gw", { id: "c1" })
  .call("gw", "order", { id: "c2" })
  .data("order", "pg", { id: "d1", mode: "rw" })
  .data("inventory", "pgr", { id: "d2", mode: "rw" })
  .data("payment", "pgr", { id: "d3", mode: "rw" })
  .cacheAccess("order", "redis", { id: "k1", ttlMs: 3_600_000 })
  .cacheAccess("order", "redis", { id: "k2", ttlMs: 1_800_000 })
  .publish("order", "order-events", { id: "p1" })
  .publish("inventory", "order-events", { id: "p2" })
  .publish("payment", "order-events", { id: "p3" })
  .subscribe("order-events", "inventory", { id: "s1" })
  .subscribe("order-events", "payment", { id: "s2" })
  .subscribe("order-events", "notification", { id: "s3" })
  .connect("connector", "order-events", "es", { id: "x1", mode: "sink" })
  .flow("create", ["c0", "c1", "c2", "d1", "k1", "p1"], { criticality: "critical" }).design;

test("the e-commerce design as drawn has exactly the security faults that the reference lists", () => {
  const { findings, undecided } = lint(asDrawn, { rules: securityRules });
  const targets: Record<string, string[]> = {};
  for (const { rule, target } of findings) (targets[rule] ??= []).push(target);
  expect(targets).toEqual({
    "security/client-supplied-authority": ["order:createOrder.price"],
    "security/no-authorization": ["design"],
    "security/no-ddos-protection": ["alb"],
    "security/no-encryption-at-rest": ["pg", "pgr", "es"],
    "security/no-input-validation": ["order:createOrder"],
    "security/no-rate-limit": ["alb"],
    "security/plaintext-transport": ["c0", "c1", "c2", "d1", "d2", "d3", "k1", "k2", "p1", "p2", "p3", "s1", "s2", "s3"],
    "security/unauthenticated-endpoint": ["order:createOrder"],
  });
  expect(undecided).toEqual([]);
});

test("it says what is wrong in the design's own words", () => {
  const wording = new Wording(asDrawn);
  const said = lint(asDrawn, { rules: securityRules }).findings.map((found) => wording.message(found));
  expect(said).toContain("order lets the caller of POST /api/v1/orders decide items.price.");
  expect(said).toContain("Nothing limits how often client may call gw through alb.");
  expect(said).toContain("Anybody may call POST /api/v1/orders of order: it asks nobody who they are.");
});

test("the quick fixes leave only what a person must decide", () => {
  let design = asDrawn;
  for (let round = 0; round < 100; round += 1) {
    const next = lint(design, { rules: securityRules }).findings.find((found) => found.fixable);
    if (!next) break;
    design = applyFix(design, next);
  }
  expect(lint(design, { rules: securityRules }).findings.map((found) => found.rule)).toEqual(["security/no-input-validation"]);
});
