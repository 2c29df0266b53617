import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { DesignIndex } from "./design-index.ts";
import { isIdempotent } from "./operations.ts";

const rest = (endpoint: object) => [{ id: "rest", style: "rest" as const, endpoints: [{ id: "op", ...endpoint }] }];
const answer = (call: object, apis: Parameters<ReturnType<typeof sketch>["service"]>[1] = {}) => {
  const { design } = sketch().service("a").service("b", apis).call("a", "b", call);
  const index = new DesignIndex(design);
  const connection = index.connections.get("a-b");
  return connection && isIdempotent(index, connection);
};

test.each([
  ["GET", true],
  ["put", true],
  ["DELETE", true],
  ["POST", false],
  ["PATCH", false],
])("a %s endpoint: %s", (method, expected) => {
  expect(answer({ operation: "op" }, { apis: rest({ method }) })).toBe(expected);
});

test("a required idempotency key makes a POST repeatable, an optional one does not", () => {
  expect(answer({ operation: "op" }, { apis: rest({ method: "POST", idempotencyKey: { required: true } }) })).toBe(true);
  expect(answer({ operation: "op" }, { apis: rest({ method: "POST", idempotencyKey: { required: false } }) })).toBe(false);
});

test("what the endpoint declares counts more than its method, what the connection declares counts most", () => {
  expect(answer({ operation: "op" }, { apis: rest({ method: "PATCH", idempotent: true }) })).toBe(true);
  expect(answer({ operation: "op", idempotent: false }, { apis: rest({ method: "GET" }) })).toBe(false);
});

test("procedures and GraphQL operations declare it or leave it open", () => {
  expect(answer({ operation: "p" }, { apis: [{ id: "g", style: "grpc", rpcs: [{ id: "p", idempotent: true }] }] })).toBe(true);
  expect(answer({ operation: "p" }, { apis: [{ id: "g", style: "grpc", rpcs: [{ id: "p" }] }] })).toBeUndefined();
  expect(answer({ operation: "q" }, { apis: [{ id: "g", style: "graphql", operations: [{ id: "q", idempotent: false }] }] })).toBe(false);
});

test("an operation that is only named tells by its first word", () => {
  expect(answer({ operation: "GET /stock" })).toBe(true);
  expect(answer({ operation: "post /orders" })).toBe(false);
  expect(answer({ operation: "getStock" })).toBeUndefined();
  expect(answer({})).toBeUndefined();
});
