import { expect, test } from "vitest";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { DesignIndex } from "./design-index.ts";
import { latenciesOf, latencyBehind } from "./latency.ts";

const latencyFrom = ({ design }: Sketch, id: string) => {
  const [flow] = design.flows;
  return flow && latenciesOf(new DesignIndex(design), flow).get(id);
};

test("the repaired order path needs 92 ms: web 0, balancer 2, gateway 8, order 40, stock 20 + 10, database 10, cache 2", () => {
  const path = sketch()
    .client("web")
    .component("loadBalancer", "balancer", { p99Ms: 2 })
    .gateway("gateway", { p99Ms: 8 })
    .service("order", { p99Ms: 40 })
    .service("stock", { p99Ms: 20 })
    .database("stock-db", { p99Ms: 10 })
    .database("order-db", { p99Ms: 10 })
    .cache("redis", { p99Ms: 2 })
    .call("web", "balancer")
    .call("balancer", "gateway")
    .call("gateway", "order")
    .call("order", "stock")
    .data("stock", "stock-db")
    .data("order", "order-db")
    .cacheAccess("order", "redis")
    .flow("create", ["web-balancer", "balancer-gateway", "gateway-order", "order-stock", "stock-stock-db", "order-order-db", "order-redis"]);
  expect(latencyFrom(path, "web")).toEqual({ p99Ms: 92, missing: [] });
  expect(latencyFrom(path, "order")?.p99Ms).toBe(82);
});

const fork = sketch().service("a", { p99Ms: 5 }).service("b", { p99Ms: 30 }).service("c", { p99Ms: 50 });

test("parallel calls cost as much as the slowest of them", () => {
  expect(latencyFrom(fork.call("a", "b", { parallelGroup: "both" }).call("a", "c", { parallelGroup: "both" }).flow("fork", ["a-b", "a-c"]), "a")?.p99Ms).toBe(55);
});

test("repeated calls cost each time", () => {
  expect(latencyFrom(fork.call("a", "b", { callsPerRequest: 4 }).flow("loop", ["a-b"]), "a")?.p99Ms).toBe(125);
});

test("nobody waits for a call in the background", () => {
  expect(latencyFrom(fork.call("a", "b").call("a", "c", { background: true }).flow("fork", ["a-b", "a-c"]), "a")?.p99Ms).toBe(35);
});

test("unknown latencies are named, the rest is a lower bound", () => {
  expect(latencyFrom(fork.service("d").call("a", "b").call("b", "d").flow("walk", ["a-b", "b-d"]), "a")).toEqual({ p99Ms: 35, missing: ["d"] });
});

test("a connection in several flows waits for the slowest", () => {
  const { design } = fork.call("a", "b").call("b", "c").flow("short", ["a-b"]).flow("long", ["a-b", "b-c"]);
  const index = new DesignIndex(design);
  const call = index.connections.get("a-b");
  expect(call && latencyBehind(index, call)?.p99Ms).toBe(80);
});

test("a circle is walked once, and a chain may be very long", () => {
  expect(latencyFrom(fork.call("a", "b").call("b", "a").flow("round", ["a-b", "b-a"]), "a")?.p99Ms).toBe(35);
  const ids = Array.from({ length: 20_000 }, (_, index) => `s${index}`);
  const chain = sketch().set({
    components: ids.map((id) => ({ id, kind: "service", name: id, p99Ms: 1 })),
    connections: ids.slice(1).map((id, index) => ({ id: `c${index}`, kind: "call", from: `s${index}`, to: id })),
    flows: [{ id: "long", connections: ids.slice(1).map((_, index) => `c${index}`) }],
  });
  expect(latencyFrom(chain, "s0")?.p99Ms).toBe(20_000);
});
