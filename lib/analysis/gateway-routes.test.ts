import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { DesignIndex } from "./design-index.ts";
import { covers, gatewaysBefore, resourceOf, routeKey } from "./gateway-routes.ts";

test("route keys are compared in one form", () => {
  expect(routeKey("  get   /streams ")).toBe("GET /streams");
  expect(routeKey("$default")).toBe("$default");
  expect(routeKey(undefined)).toBe("");
});

test.each([
  ["GET /streams", "GET /streams", true],
  ["GET /streams", "POST /streams", false],
  ["$default", "POST /streams", true],
  ["ANY /streams", "POST /streams", true],
  ["ANY /streams", "POST /streams/{id}", false],
  ["ANY /streams/{proxy+}", "GET /streams/{id}", true],
  ["GET /{proxy+}", "GET /streams", true],
  ["GET /{proxy+}", "POST /streams", false],
  ["GET /streams", "$default", false],
] as const)("%s covers %s: %s", (general, key, expected) => {
  expect(covers(general, key)).toBe(expected);
});

test("the resource is the first word of the path that is no prefix", () => {
  expect(["GET /streams/{id}", "POST /api/v1/Streams", "GET /v2/channels/{id}/streams", "$default", "GET /", "GET /{proxy+}"].map(resourceOf)).toEqual([
    "streams",
    "streams",
    "channels",
    undefined,
    undefined,
    undefined,
  ]);
});

test("a function is reached by a route as well as by a call", () => {
  const { design } = sketch()
    .gateway("b", { routes: [{ key: "GET /streams", to: "streams" }] })
    .gateway("a")
    .component("function", "streams")
    .component("function", "mail")
    .call("a", "streams");
  const index = new DesignIndex(design);
  expect(gatewaysBefore("streams", index).map(({ id }) => id)).toEqual(["a", "b"]);
  expect(gatewaysBefore("mail", index)).toEqual([]);
});
