import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { poolDemand, poolFormula, poolPerInstance } from "./connection-pools.ts";
import { DesignIndex } from "./design-index.ts";

test("8 cores are worth 17 connections", () => {
  expect(poolFormula(8)).toBe(17);
});

test("what a database accepts is divided among the instances, with a fifth kept free", () => {
  expect(poolPerInstance(200, 10)).toBe(16);
  expect(poolPerInstance(100, 100)).toBe(0);
});

const demandOf = (design: ReturnType<typeof sketch>["design"], id: string) => {
  const index = new DesignIndex(design);
  return design.components.filter((component) => component.id === id).map((component) => poolDemand(component, index));
};

test("10 to 100 instances with 100 connections each open up to 10,000", () => {
  const order = sketch()
    .service("order", { instances: { min: 10, max: 100 } })
    .database("orders")
    .data("order", "orders", { pool: { size: 100 } });
  expect(demandOf(order.design, "orders")).toMatchObject([{ connections: 10_000, copies: 100, unsized: [] }]);
});

test("callers without a pool are left out, pools without a size are named", () => {
  const { design } = sketch()
    .service("a", { instances: { max: 3 } })
    .component("function", "b", { maxConcurrency: 50 })
    .service("c")
    .database("db")
    .database("other")
    .data("a", "db", { pool: { size: 10 } })
    .data("b", "db", { pool: { size: 1 } })
    .data("c", "db", { pool: {} })
    .data("c", "other");
  expect(demandOf(design, "db")).toMatchObject([{ connections: 80, copies: 54, unsized: [{ id: "c-db" }] }]);
  expect(demandOf(design, "other")).toEqual([undefined]);
});
