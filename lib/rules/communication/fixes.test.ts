import { expect, test } from "vitest";
import type { Design } from "#lib/model/design.ts";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { type LintResult, lint } from "../lint.ts";
import { applyFix } from "../words.ts";
import { communicationRules } from "./list.ts";

const findingsOf = (design: Design, rule: string) => lint(design, { rules: communicationRules }).findings.filter((found) => found.rule === `communication/${rule}`);
const missingOf = (result: LintResult) => result.undecided.map((found) => [found.rule.replace("communication/", ""), found.target, found.missing]);

/** The design after the quick fix of the first finding of a rule. */
function fixed({ design }: Sketch, rule: string): Design {
  const [found] = findingsOf(design, rule);
  if (!found) throw new Error(`${rule} does not fire.`);
  return applyFix(design, found);
}
const arrows = (design: Design) => design.connections.map(({ kind, from, to }) => `${kind} ${from} ${to}`);

test("work for a third party goes over a queue to a worker, and the next service uses the same ones", () => {
  const shop = sketch().service("order").service("account").external("mail", { name: "Mail", category: "email" });
  const once = fixed(shop.call("order", "mail", { tls: true, timeoutMs: 2_000, rps: 3 }).call("account", "mail").flow("f", ["order-mail"]), "sync-for-background-work");
  expect(arrows(once)).toEqual(["publish order mail-queue", "call account mail", "call mail-worker mail", "subscribe mail-queue mail-worker"]);
  expect(once.connections[0]).toEqual({ id: "order-mail", kind: "publish", from: "order", to: "mail-queue", tls: true, timeoutMs: 2_000, rps: 3 });
  expect(once.connections[2]).toMatchObject({ timeoutMs: 2_000, background: true });
  expect(once.flows[0]?.connections).toEqual(["order-mail", "mail-queue-mail-worker", "mail-worker-mail"]);
  const [second] = findingsOf(once, "sync-for-background-work");
  expect(second?.target).toBe("account-mail");
  expect(arrows(applyFix(once, second as NonNullable<typeof second>))).toEqual([
    "publish order mail-queue",
    "publish account mail-queue",
    "call mail-worker mail",
    "subscribe mail-queue mail-worker",
  ]);
});

test("in a serverless design the worker is a function", () => {
  const design = fixed(
    sketch().set({ profile: "serverless" }).component("function", "order").external("sms", { category: "SMS" }).call("order", "sms"),
    "sync-for-background-work",
  );
  expect(design.components.map(({ id, kind }) => `${kind} ${id}`)).toEqual(["function order", "external sms", "function sms-worker", "queue sms-queue"]);
});

test("what a gateway or client sends without waiting is reported, but no queue can be put there", () => {
  const { design } = sketch().gateway("gateway").service("audit").call("gateway", "audit", { needsResponse: false });
  expect(findingsOf(design, "sync-for-background-work").map((found) => found.fixable)).toEqual([false]);
});

test("all chains that begin at one service are cut, the hops that are allowed stay", () => {
  const branches = ["c", "d", "e", "f"].reduce((drawn, id) => drawn.service(id), sketch().service("a").service("b"));
  const design = fixed(branches.call("a", "b").call("b", "c").call("c", "d").call("c", "e").call("e", "f"), "sync-chain-too-deep");
  expect(arrows(design).filter((arrow) => arrow.startsWith("call"))).toEqual(["call a b", "call b c", "call e f"]);
  expect(findingsOf(design, "sync-chain-too-deep")).toEqual([]);
});

test("the call that leads back to the entrance becomes an event of a topic that is already there", () => {
  const shop = sketch().gateway("gateway").service("zorder").service("payment").topic("told").publish("zorder", "told");
  const design = fixed(
    shop.call("gateway", "zorder").call("zorder", "payment").call("payment", "zorder", { tls: true }).flow("f", ["zorder-payment", "payment-zorder"]),
    "sync-cycle",
  );
  expect(arrows(design)).toEqual(["publish zorder told", "call gateway zorder", "call zorder payment", "subscribe told payment"]);
  expect(design.flows[0]?.connections).toEqual(["zorder-payment", "zorder-told", "payment-zorder"]);
});

test("a client's arrow to a database of any kind leads over the owner of the data", () => {
  const shop = sketch().client("web").service("order").service("report").database("orders", { owner: "order" }).data("order", "orders").data("report", "orders");
  for (const kind of ["call", "data", "uses", "publish", "cacheAccess", "connector", "replicate", "subscribe"] as const) {
    const design = fixed(shop.connect(kind, "web", "orders").flow("f", ["web-orders"]), "client-to-datastore");
    expect(arrows(design)).toEqual(["data order orders", "data report orders", "call web order"]);
    expect(design.flows[0]?.connections).toEqual(["web-order", "order-orders"]);
  }
  expect(arrows(fixed(shop.data("orders", "web", { mode: "r" }), "client-to-datastore"))).toEqual(["data order orders", "data report orders", "call web order"]);
});

test("a client that listened to a topic gets the news from a service, over server-sent events", () => {
  const design = fixed(sketch().client("web").topic("prices", { name: "Prices" }).subscribe("prices", "web", { tls: true }), "client-to-datastore");
  expect(arrows(design)).toEqual(["subscribe prices prices-service", "call web prices-service"]);
  expect(design.connections[1]).toMatchObject({ protocol: "sse", interaction: "serverPush", tls: true });
});

test("reading across regions uses the replica that is there, writing is left to people", () => {
  const world = sketch()
    .service("shop", { region: "us" })
    .database("eu", { region: "eu" })
    .database("us", { region: "us", role: "replica", replicaOf: "eu" })
    .connect("replicate", "eu", "us");
  expect(arrows(fixed(world.data("shop", "eu", { mode: "r" }), "cross-region-sync"))).toEqual(["replicate eu us", "data shop us"]);
  expect(findingsOf(world.data("shop", "eu", { mode: "rw" }).design, "cross-region-sync").map((found) => found.fixable)).toEqual([false]);
});

test("a facade is put at the gateway that is there, and outside callers are led over it", () => {
  const apis = [{ id: "stock", style: "grpc" as const, exposure: "public" as const, rpcs: [{ id: "get", name: "GetStock" }] }];
  const design = fixed(sketch().client("app").gateway("gw").service("stock", { apis }).call("app", "stock", { protocol: "grpc", operation: "get" }), "grpc-public-api");
  expect(arrows(design)).toEqual(["call gw stock", "call app gw"]);
  expect(design.connections.map(({ protocol }) => protocol)).toEqual(["grpc", "rest"]);
  expect(design.components[1]?.apis).toEqual([{ id: "stock-rest", style: "rest", exposure: "public", endpoints: [{ id: "get", method: "POST", path: "/GetStock" }] }]);
});

test("an operation that is missing is added in the style of the call", () => {
  const shop = sketch().service("order").service("stock");
  const apiOf = (drawn: Sketch) => fixed(drawn, "unknown-operation").components[1]?.apis;
  expect(apiOf(shop.call("order", "stock", { protocol: "grpc", operation: "Reserve" }))).toEqual([{ id: "stock-api", style: "grpc", rpcs: [{ id: "Reserve", name: "Reserve" }] }]);
  expect(apiOf(shop.call("order", "stock", { operation: "GET /stock/{id}" }))).toEqual([
    { id: "stock-api", style: "rest", endpoints: [{ id: "GET /stock/{id}", method: "GET", path: "/stock/{id}" }] },
  ]);
});

test("a number that is missing is asked for by name", () => {
  const shop = sketch().client("web").service("order").service("stock", { p99Ms: 20 }).call("web", "order").call("order", "stock", { protocol: "rest" });
  const asked = (drawn: Sketch) => missingOf(lint(drawn.design, { rules: communicationRules }));
  expect(asked(shop.flow("f", ["web-order", "order-stock"], { slo: { p99Ms: 200 } }))).toEqual([
    ["latency-budget-exceeded", "f", ["order.p99Ms"]],
    ["rest-on-hot-internal-path", "order-stock", ["order-stock.rps"]],
  ]);
  expect(asked(sketch().flow("f", [], { slo: { p99Ms: 200 } }))).toEqual([["latency-budget-exceeded", "f", ["f.connections"]]]);
  expect(asked(sketch().client("app").gateway("gw").call("app", "gw", { protocol: "grpc" }))).toEqual([["grpc-browser", "app-gw", ["app.platform"]]]);
});

test("a target that is missed without the missing numbers is missed", () => {
  const { design } = sketch()
    .client("web")
    .service("a")
    .service("b", { p99Ms: 300 })
    .call("web", "a")
    .call("a", "b")
    .flow("f", ["web-a", "a-b"], { slo: { p99Ms: 200 } });
  expect(findingsOf(design, "latency-budget-exceeded").map((found) => found.target)).toEqual(["f"]);
});
