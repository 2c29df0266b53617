import { describe, expect, test } from "vitest";
import type { Api, Contract } from "#lib/model/contract.ts";
import { breakingChanges, majorOf, restored } from "./contract-changes.ts";

const contract = (properties: Partial<Contract>): Contract => ({ id: "orders", ...properties });
const changed = (previous: Partial<Contract>, now: Partial<Contract>): Api => ({ ...contract(now), previous: contract(previous) });
const told = (api: Api) => breakingChanges(api).map(({ kind, subject }) => `${kind} ${subject}`);

const create = { id: "create", method: "POST", path: "/v1/orders", body: { fields: [{ name: "items", type: "array", required: true, items: [{ name: "count", type: "int" }] }] } };
const read = { id: "read", method: "GET", path: "/v1/orders/{id}", responseFields: ["id", "total"] };

/** What breaks, and what is left of it once every subject was restored. */
function healed(api: Api): string[] {
  const next = breakingChanges(api).reduce((one, { subject }) => restored(one, subject), api);
  return told(next);
}

describe("endpoints", () => {
  test("additions break nobody", () => {
    const more = { ...read, responseFields: ["id", "total", "currency"] };
    const wider = { ...create, body: { fields: [...create.body.fields, { name: "note", type: "string" }] } };
    expect(told(changed({ endpoints: [create, read] }, { endpoints: [wider, more, { id: "list", method: "GET", path: "/v1/orders" }] }))).toEqual([]);
  });

  test("what callers relied on is named once each", () => {
    const api = changed(
      { endpoints: [create, read, { id: "cancel", method: "DELETE", path: "/v1/orders/{id}" }] },
      {
        endpoints: [
          { ...create, body: { fields: [{ name: "items", type: "string", required: true, items: [{ name: "count", type: "int", required: true }] }] } },
          { ...read, path: "/v1/purchases/{id}", responseFields: ["id"] },
        ],
      },
    );
    expect(told(api)).toEqual(["typeChanged create.items", "fieldRequired create.items.count", "moved read", "fieldRemoved read.total", "removed cancel"]);
    expect(healed(api)).toEqual([]);
  });

  test("another name of a path parameter or of the operation is no other address", () => {
    const renamed = { ...read, id: "getOrder", method: "get", path: "/v1/orders/:orderId/" };
    expect(told(changed({ endpoints: [read] }, { endpoints: [renamed] }))).toEqual([]);
  });

  test("fields of an answer that is not described any more are not called lost", () => {
    expect(told(changed({ endpoints: [read] }, { endpoints: [{ id: "read", method: "GET", path: read.path }] }))).toEqual([]);
  });
});

test("fields and operations of GraphQL, and a list that became a connection", () => {
  const before = {
    fields: [
      { type: "Query", name: "users", list: true },
      { type: "User", name: "email" },
    ],
    operations: [{ id: "signUp" }],
  };
  const api = changed(before, { fields: [{ type: "Query", name: "users", list: true, connection: true }] });
  expect(told(api)).toEqual(["typeChanged Query.users", "removed User.email", "removed signUp"]);
  expect(healed(api)).toEqual([]);
});

test("procedures and field types of gRPC; numbers have a rule of their own", () => {
  const before = {
    rpcs: [
      { id: "a", name: "GetOrder" },
      { id: "b", name: "Watch", stream: "server" as const },
    ],
    messages: [{ name: "Order", fields: [{ name: "total", n: 1, type: "int64" }] }],
  };
  const api = changed(before, { rpcs: [{ id: "b", name: "Watch" }], messages: [{ name: "Order", fields: [{ name: "total", n: 2, type: "string" }] }] });
  expect(told(api)).toEqual(["removed GetOrder", "typeChanged Watch", "typeChanged Order.total"]);
  expect(healed(api)).toEqual([]);
});

test("a new major version owes the old callers nothing", () => {
  expect(told(changed({ endpoints: [read] }, { major: 2, endpoints: [] }))).toEqual([]);
  expect(told(changed({ basePath: "/v1", endpoints: [read] }, { basePath: "/v2", endpoints: [] }))).toEqual([]);
  expect(told(changed({ package: "shop.v1", rpcs: [{ id: "a", name: "Get" }] }, { package: "shop.v2" }))).toEqual([]);
});

test("the major version is declared, or as the addresses say, or the first", () => {
  expect(majorOf(contract({ major: 3, basePath: "/v2" }))).toBe(3);
  expect(majorOf(contract({ basePath: "/api/v2" }))).toBe(2);
  expect(majorOf(contract({ endpoints: [{ id: "a" }, { id: "b", path: "/v4/orders" }] }))).toBe(4);
  expect(majorOf(contract({ package: "shop.orders.v5beta1" }))).toBe(5);
  expect(majorOf(contract({}))).toBe(1);
});
