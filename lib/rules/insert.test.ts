import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { addNear, routeThrough } from "./insert.ts";

const shop = sketch()
  .client("web")
  .client("app")
  .gateway("gateway")
  .service("order")
  .service("catalog")
  .call("web", "order", { protocol: "rest", tls: true })
  .call("web", "catalog")
  .call("app", "order")
  .flow("buy", ["web-catalog", "web-order"]);
const calls = shop.design.connections;
const arrows = (design: typeof shop.design) => design.connections.map(({ id, from, to }) => `${id}: ${from} > ${to}`);

test("calls leave the inserted component, and each caller calls it once", () => {
  const routed = routeThrough(shop.design, "gateway", calls, "from");
  expect(arrows(routed)).toEqual([
    "web-order: gateway > order",
    "web-catalog: gateway > catalog",
    "app-order: gateway > order",
    "web-gateway: web > gateway",
    "app-gateway: app > gateway",
  ]);
  expect(routed.connections[3]).toMatchObject({ protocol: "rest", tls: true });
  expect(routed.flows[0]?.connections).toEqual(["web-gateway", "web-catalog", "web-gateway", "web-order"]);
});

test("calls reach the inserted component, and it calls each callee once", () => {
  const routed = routeThrough(shop.design, "gateway", calls, "to");
  expect(arrows(routed)).toEqual([
    "web-order: web > gateway",
    "web-catalog: web > gateway",
    "app-order: app > gateway",
    "gateway-order: gateway > order",
    "gateway-catalog: gateway > catalog",
  ]);
  expect(routed.flows[0]?.connections).toEqual(["web-catalog", "gateway-catalog", "web-order", "gateway-order"]);
});

test("a call that already exists is used again", () => {
  const routed = routeThrough(shop.call("web", "gateway").design, "gateway", calls.slice(0, 1), "from");
  expect(arrows(routed).filter((arrow) => arrow.endsWith("web > gateway"))).toEqual(["web-gateway: web > gateway"]);
});

test("a new component stands amid its neighbours, on a free place, only where places are stored", () => {
  const placed = { ...shop.design, layout: { components: { web: { x: 0, y: 0 }, order: { x: 600, y: 0 }, catalog: { x: 300, y: 0 } } } };
  const cdn = { id: "cdn", kind: "cdn" as const, name: "CDN" };
  expect(addNear(placed, cdn, ["web", "order"]).layout?.components?.["cdn"]).toEqual({ x: 300, y: 140 });
  expect(addNear(placed, cdn, ["web", "gone"]).layout?.components?.["cdn"]).toEqual({ x: 320, y: 140 });
  expect(addNear(placed, cdn, []).layout).toBe(placed.layout);
  expect(addNear(shop.design, cdn, ["web"]).layout).toBeUndefined();
});
