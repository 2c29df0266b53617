import { expect, test } from "vitest";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { type BlastRadius, blastRadius } from "./blast-radius.ts";
import { DesignIndex } from "./design-index.ts";

const takeDown = ({ design }: Sketch, id: string) => blastRadius(new DesignIndex(design), id);
const effectsOf = ({ flows }: BlastRadius) =>
  Object.fromEntries(flows.map(({ flow, effect, might, reason }) => [flow.id, `${might ? `perhaps ${might}` : effect}${reason === undefined ? "" : `: ${reason}`}`]));
const hitsOf = ({ hits }: BlastRadius) => Object.fromEntries([...hits.values()].map(({ id, effect, unrecorded }) => [id, unrecorded ? `perhaps ${effect}` : effect]));

/** An order system: requests wait for the order service and its database, payment and mail are told by events. */
const shop = sketch()
  .client("web")
  .gateway("gateway")
  .service("order")
  .database("orders")
  .topic("order-events")
  .service("payment")
  .database("payments")
  .service("mailer")
  .call("web", "gateway")
  .call("gateway", "order")
  .data("order", "orders")
  .publish("order", "order-events", { rps: 30 })
  .subscribe("order-events", "payment", { ack: "after" })
  .data("payment", "payments")
  .subscribe("order-events", "mailer", { ack: "after" })
  .flow("create", ["web-gateway", "gateway-order", "order-orders", "order-order-events"], { criticality: "critical" })
  .flow("charge", ["order-events-payment", "payment-payments"]);

test("without the order database creating an order fails at once, and charging is delayed", () => {
  const radius = takeDown(shop, "orders");
  expect(effectsOf(radius)).toEqual({ create: "fails: needs", charge: "delayed: starved" });
  expect(radius.flows[0]).toMatchObject({ lost: "orders", decisive: { id: "order-orders" }, path: [{ id: "web-gateway" }, { id: "gateway-order" }, { id: "order-orders" }] });
  expect(hitsOf(radius)).toEqual({ orders: "down", order: "fails", gateway: "fails", web: "fails", "order-events": "delayed", payment: "delayed", mailer: "delayed" });
});

test("without the gateway requests fail, but who hears of events is not behind it", () => {
  expect(hitsOf(takeDown(shop, "gateway"))).toEqual({ gateway: "down", web: "fails" });
});

test("without a consumer its messages wait, and the others go on", () => {
  const radius = takeDown(shop, "payment");
  expect(effectsOf(radius)).toEqual({ charge: "delayed: later", create: "unaffected" });
  expect(hitsOf(radius)).toEqual({ payment: "down" });
  expect(radius.waiting).toEqual([{ connection: expect.objectContaining({ id: "order-events-payment" }), in: "channel", rps: 30 }]);
});

test("nothing piles up where nobody is left to send", () => {
  const answered = shop.topic("charged").publish("payment", "charged", { rps: 30 }).subscribe("charged", "order");
  expect(takeDown(answered, "order").waiting).toEqual([]);
  const manual = answered.client("support").call("support", "payment");
  expect(takeDown(manual, "order").waiting).toMatchObject([{ connection: { id: "charged-order" }, rps: 30 }]);
});

test("a consumer that cannot work without its database leaves the messages where they are", () => {
  const radius = takeDown(shop, "payments");
  expect(effectsOf(radius)).toEqual({ charge: "delayed: later", create: "unaffected" });
  expect(radius.waiting.map(({ connection }) => connection.id)).toEqual(["order-events-payment"]);
});

test("messages that are acknowledged before they are handled are lost", () => {
  const careless = shop.set({
    connections: shop.design.connections.map((connection) => (connection.id === "order-events-payment" ? { ...connection, ack: "before" as const } : connection)),
  });
  expect(effectsOf(takeDown(careless, "payments"))["charge"]).toBe("fails: lost");
  expect(effectsOf(takeDown(careless, "payment"))["charge"]).toBe("delayed: later");
});

test("a topic without an outbox before it takes its publisher down, with one it only delays", () => {
  expect(effectsOf(takeDown(shop, "order-events"))).toEqual({ create: "fails: needs", charge: "delayed: undelivered" });
  const safe = sketch()
    .client("web")
    .service("order")
    .topic("events")
    .call("web", "order")
    .publish("order", "events", { atomicWith: "outbox", rps: 30 })
    .flow("create", ["web-order", "order-events"]);
  const radius = takeDown(safe, "events");
  expect(effectsOf(radius)).toEqual({ create: "delayed: outbox" });
  expect(hitsOf(radius)).toEqual({ events: "down" });
  expect(radius.waiting).toMatchObject([{ connection: { id: "order-events" }, in: "outbox", rps: 30 }]);
});

test("what a broker carries goes down with it", () => {
  const onKafka = shop
    .component("broker", "kafka")
    .set({ components: shop.component("broker", "kafka").design.components.map((one) => (one.id === "order-events" ? { ...one, broker: "kafka" } : one)) });
  const radius = takeDown(onKafka, "kafka");
  expect(radius.down).toEqual(["kafka", "order-events"]);
  expect(effectsOf(radius)).toEqual({ create: "fails: needs", charge: "delayed: undelivered" });
});

const pricing = sketch().client("web").service("shop").service("prices").database("rates").cache("redis").external("mail").call("web", "shop").data("prices", "rates");

test("a fallback, an optional or a background connection degrades the flow, also by what stands behind it", () => {
  const drawn = pricing
    .call("shop", "prices", { fallback: "last known price" })
    .cacheAccess("shop", "redis", { hard: false })
    .call("shop", "mail", { background: true })
    .flow("show", ["web-shop", "shop-prices", "prices-rates", "shop-redis", "shop-mail"]);
  expect(effectsOf(takeDown(drawn, "rates"))).toEqual({ show: "degrades: fallback" });
  expect(hitsOf(takeDown(drawn, "rates"))).toEqual({ rates: "down", prices: "fails", shop: "degrades" });
  expect(takeDown(drawn, "rates").flows[0]?.decisive?.id).toBe("shop-prices");
  expect(effectsOf(takeDown(drawn, "redis"))).toEqual({ show: "degrades: optional" });
  expect(effectsOf(takeDown(drawn, "mail"))).toEqual({ show: "degrades: background" });
});

test("failing fast is no way out, and of two ways to a component the needed one counts", () => {
  const drawn = pricing.call("shop", "prices", { fallback: "fail fast" });
  expect(effectsOf(takeDown(drawn.flow("show", ["web-shop", "shop-prices"]), "prices"))).toEqual({ show: "fails: needs" });
  const both = pricing
    .service("tax")
    .call("shop", "prices", { fallback: "last known price" })
    .call("shop", "tax")
    .call("tax", "prices")
    .flow("show", ["web-shop", "shop-prices", "shop-tax", "tax-prices"]);
  expect(takeDown(both, "prices").flows[0]).toMatchObject({ effect: "fails", decisive: { id: "tax-prices" } });
});

test("what no flow walks over may be needed all the same, and is not assumed to be", () => {
  const drawn = pricing.call("shop", "prices").flow("browse", ["web-shop"]);
  const radius = takeDown(drawn, "prices");
  expect(effectsOf(radius)).toEqual({ browse: "perhaps fails: unrecorded" });
  expect(hitsOf(radius)).toEqual({ prices: "down", shop: "perhaps fails" });
  expect(radius.flows[0]).toMatchObject({ effect: "unaffected", decisive: { id: "shop-prices" } });
});

test("a flow that walks over another call or store of a component has said what it needs there", () => {
  const drawn = pricing.call("shop", "prices").cacheAccess("shop", "redis").service("tax").call("shop", "tax");
  const browse = drawn.flow("browse", ["web-shop", "shop-tax"]);
  expect(effectsOf(takeDown(browse, "prices"))).toEqual({ browse: "unaffected" });
  expect(effectsOf(takeDown(browse, "redis"))).toEqual({ browse: "perhaps fails: unrecorded" });
});

test("a call belongs to the flows that walk over it, a store to all work of its component", () => {
  const drawn = pricing.service("catalogue").call("shop", "prices").call("shop", "catalogue").flow("price", ["web-shop", "shop-prices", "prices-rates"]);
  const browse = drawn.flow("browse", ["web-shop", "shop-catalogue"]);
  expect(effectsOf(takeDown(browse, "rates"))).toEqual({ price: "fails: needs", browse: "unaffected" });
  const look = drawn.flow("look", ["web-shop", "shop-prices"]);
  expect(effectsOf(takeDown(look, "rates"))).toEqual({ price: "fails: needs", look: "perhaps fails: unrecorded" });
});

test("a failure at other work silences nothing that goes on", () => {
  const drawn = shop.database("archive").data("order", "archive").flow("look", ["gateway-order", "order-archive"]);
  expect(effectsOf(takeDown(drawn, "archive"))).toEqual({ look: "fails: needs", create: "unaffected", charge: "unaffected" });
});

test("copies fall behind when what they copy is down", () => {
  const drawn = sketch()
    .service("order")
    .database("orders")
    .database("replica", { role: "replica" })
    .database("search", { role: "readModel" })
    .topic("changes")
    .data("order", "orders")
    .connect("replicate", "orders", "replica")
    .connect("connector", "orders", "changes")
    .connect("connector", "changes", "search");
  expect(hitsOf(takeDown(drawn, "orders"))).toEqual({ orders: "down", order: "fails", replica: "delayed", changes: "delayed", search: "delayed" });
});

test("a flow that reads what a job computes sees old figures while the job is down", () => {
  const drawn = sketch()
    .client("dashboard")
    .service("query")
    .topic("events")
    .service("ingest")
    .component("streamProcessor", "job")
    .database("figures")
    .database("copy", { role: "replica" })
    .publish("ingest", "events", { rps: 1_000 })
    .subscribe("events", "job")
    .data("job", "figures", { mode: "w" })
    .connect("replicate", "figures", "copy")
    .call("dashboard", "query")
    .data("query", "copy", { mode: "r" })
    .flow("look", ["dashboard-query", "query-copy"]);
  const radius = takeDown(drawn, "job");
  expect(hitsOf(radius)).toEqual({ job: "down", figures: "delayed", copy: "delayed" });
  expect(effectsOf(radius)).toEqual({ look: "delayed: stale" });
  expect(radius.waiting).toMatchObject([{ in: "channel", rps: 1_000 }]);
});

test("a consumer with other work misses a part, and what is behind it goes on", () => {
  const drawn = shop.client("support").call("support", "payment").topic("charged").publish("payment", "charged").service("ledger").subscribe("charged", "ledger");
  expect(hitsOf(takeDown(drawn, "orders"))).toMatchObject({ payment: "delayed", mailer: "delayed" });
  expect(hitsOf(takeDown(drawn, "orders"))["ledger"]).toBeUndefined();
  expect(hitsOf(takeDown(shop.topic("charged").publish("payment", "charged").service("ledger").subscribe("charged", "ledger"), "orders"))["ledger"]).toBe("delayed");
});

test("a flow that begins at what is down fails, one without connections does not", () => {
  expect(effectsOf(takeDown(pricing.flow("show", ["web-shop"]).flow("empty", []).flow("late", [], { entry: "shop" }), "shop"))).toEqual({
    show: "fails: needs",
    late: "fails: starts",
    empty: "unaffected",
  });
});

test("circles, loose ends and unknown ids do no harm", () => {
  const drawn = sketch().service("a").service("b").call("a", "b").call("b", "a").call("ghost", "a").call("b", "ghost").flow("round", ["a-b", "b-a", "b-ghost", "nowhere"]);
  expect(hitsOf(takeDown(drawn, "a"))).toEqual({ a: "down", b: "fails" });
  expect(effectsOf(takeDown(drawn, "ghost"))).toEqual({ round: "fails: needs" });
});

test("a chain may be very long", () => {
  const ids = Array.from({ length: 20_000 }, (_, at) => `s${at}`);
  const chain = sketch().set({
    components: ids.map((id) => ({ id, kind: "service", name: id })),
    connections: ids.slice(1).map((id, at) => ({ id: `c${at}`, kind: "call", from: `s${at}`, to: id })),
    flows: [{ id: "long", connections: ids.slice(1).map((_, at) => `c${at}`) }],
  });
  const radius = takeDown(chain, "s19999");
  expect(radius.hits.size).toBe(20_000);
  expect(radius.flows[0]).toMatchObject({ effect: "fails" });
});
