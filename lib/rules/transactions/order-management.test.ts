import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { dataRules } from "../data/list.ts";
import { lint } from "../lint.ts";
import { transactionRules } from "./list.ts";

/** The e-commerce order system of 003 Example 1 as drawn, as far as its data and its saga go. */
const asDrawn = sketch("Order management")
  .boundary("context", "ordering")
  .boundary("context", "inventory-context")
  .boundary("context", "payment-context")
  .service("order", { contexts: ["ordering"] })
  .service("inventory", { contexts: ["inventory-context"] })
  .service("payment", { contexts: ["payment-context"] })
  .topic("order-events", { events: [{ name: "OrderCreated" }, { name: "InventoryReserved" }, { name: "PaymentProcessed" }] })
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
  .data("order", "pg", { id: "d1", mode: "rw" })
  .data("inventory", "pgr", { id: "d2", mode: "rw" })
  .data("payment", "pgr", { id: "d3", mode: "rw" })
  .publish("order", "order-events", { id: "p1" })
  .publish("inventory", "order-events", { id: "p2" })
  .publish("payment", "order-events", { id: "p3" })
  .subscribe("order-events", "inventory", { id: "s1" })
  .subscribe("order-events", "payment", { id: "s2" })
  .connect("connector", "order-events", "es", { id: "x1", mode: "sink" })
  .flow("f-create", ["d1", "p1"], { saga: "s-order" })
  .flow("f-fulfil", ["s1", "s2", "d2", "d3", "p2", "p3"])
  .saga("s-order", {
    style: "choreography",
    steps: [
      { id: "create", component: "order", successEvent: "OrderCreated" },
      { id: "reserve", component: "inventory", trigger: "OrderCreated", successEvent: "InventoryReserved", canFail: true },
      { id: "charge", component: "payment", trigger: "OrderCreated", successEvent: "PaymentProcessed", canFail: true },
    ],
  });

test("the order system as drawn has exactly these findings about data and transactions, and no open question", () => {
  const { findings, undecided } = lint(asDrawn.design, { rules: [...dataRules, ...transactionRules] });
  expect(findings.map(({ rule, target }) => `${rule}@${target}`).toSorted()).toEqual([
    "data/cqrs-unjustified@es",
    "data/no-reconciliation@es",
    "data/orphan-replica@pgr",
    "data/write-to-replica@d2",
    "data/write-to-replica@d3",
    "transactions/choreography-failure-unhandled@s-order.charge",
    "transactions/choreography-failure-unhandled@s-order.reserve",
    "transactions/dual-write@p1",
    "transactions/missing-compensation@s-order.create",
    "transactions/missing-compensation@s-order.reserve",
    "transactions/step-without-timeout@s-order.charge",
    "transactions/step-without-timeout@s-order.create",
    "transactions/step-without-timeout@s-order.reserve",
  ]);
  expect(undecided).toEqual([]);
});
