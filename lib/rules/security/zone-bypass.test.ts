import { expect, test } from "vitest";
import { designSchema } from "#lib/model/design.ts";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { lint } from "../lint.ts";
import { applyFix } from "../words.ts";
import { zoneBypass } from "./zone-bypass.ts";

const shop = sketch().client("web", { zone: "public" }).service("order", { zone: "private" });
const bypasses = (design: Sketch["design"]) => lint(design, { rules: [zoneBypass] }).findings;
const edges = (design: Sketch["design"]) => design.connections.map(({ id, kind, from, to }) => `${id}: ${from} ${kind} ${to}`);

function fixed(drawn: Sketch) {
  const [found] = bypasses(drawn.design);
  if (!found) throw new Error("expected a bypass");
  const design = applyFix(drawn.design, found);
  expect(bypasses(design)).toEqual([]);
  return designSchema.parse(design);
}

test("the only gateway takes the call, and flows walk over it", () => {
  const design = fixed(shop.gateway("edge", { zone: "dmz" }).call("web", "order", { protocol: "rest", tls: true }).flow("buy", ["web-order"]));
  expect(edges(design)).toEqual(["web-order: edge call order", "web-edge: web call edge"]);
  expect(design.connections[1]).toMatchObject({ protocol: "rest", tls: true });
  expect(design.flows[0]?.connections).toEqual(["web-edge", "web-order"]);
});

test("a second line beside the guarded one goes away", () => {
  const design = fixed(shop.gateway("edge").call("web", "edge").call("edge", "order").call("web", "order").flow("buy", ["web-order"]));
  expect(edges(design)).toEqual(["web-edge: web call edge", "edge-order: edge call order"]);
  expect(design.flows[0]?.connections).toEqual(["web-edge", "edge-order"]);
});

test("without a gateway a new one is drawn between the two", () => {
  const design = fixed(shop.call("web", "order").set({ layout: { components: { web: { x: 0, y: 100 }, order: { x: 600, y: 300 } } } }));
  expect(design.components.at(-1)).toMatchObject({ id: "gateway", kind: "gateway", zone: "dmz" });
  expect(design.layout?.components?.["gateway"]).toEqual({ x: 300, y: 200 });
});

test("a choice of several gateways is not guessed", () => {
  const design = fixed(shop.gateway("one").gateway("two").call("web", "order"));
  expect(design.components.map(({ id }) => id)).toEqual(["web", "order", "one", "two", "gateway"]);
});

test("a store gets a service in front of it", () => {
  const design = fixed(sketch().service("page", { zone: "public" }).database("orders", { zone: "private" }).gateway("edge").data("page", "orders", { mode: "r" }));
  expect(edges(design)).toEqual(["page-orders: orders-access data orders", "page-orders-access: edge call orders-access", "page-edge: page call edge"]);
});

test("a gateway that stands in the public zone is the guarded door itself", () => {
  expect(bypasses(shop.gateway("edge", { zone: "public" }).call("edge", "order").design)).toEqual([]);
});

test("what lies in no zone bypasses nothing", () => {
  expect(bypasses(sketch().client("web", { zone: "public" }).service("order").call("web", "order").call("web", "nowhere").design)).toEqual([]);
});
