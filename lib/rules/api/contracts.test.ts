import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readLintelFile } from "#lib/import/lintel-file/lintel-file.ts";
import type { Api, Endpoint } from "#lib/model/contract.ts";
import { type Design, designSchema } from "#lib/model/design.ts";
import { sketch } from "#lib/model/sketch.ts";
import { lint } from "../lint.ts";
import { applyFix, Wording } from "../words.ts";
import { apiRules } from "./list.ts";

const rest = (...endpoints: Endpoint[]): Api => ({ id: "orders-api", style: "rest", endpoints });
const shop = (...apis: Api[]): Design => sketch().service("order", { apis }).design;
const about = (rule: string, design: Design, today?: string) => lint(design, { rules: apiRules.filter(({ id }) => id === `api/${rule}`), ...(today !== undefined && { today }) });
const targets = (rule: string, design: Design) => about(rule, design).findings.map(({ target }) => target);
const open = (rule: string, design: Design) => about(rule, design).undecided.flatMap(({ missing = [] }) => missing);

/** The endpoints after the quick fixes of one rule, applied until it is silent. */
function fixed(rule: string, design: Design): readonly Endpoint[] {
  let next = design;
  for (let [found] = about(rule, next).findings; found?.fixable; [found] = about(rule, next).findings) next = applyFix(next, found);
  designSchema.parse(next);
  return next.components[0]?.apis?.flatMap(({ endpoints = [] }) => endpoints) ?? [];
}

test("the order platform as drawn has exactly these findings about its contract, and no open question", () => {
  const file = readLintelFile(readFileSync(new URL("../../../examples/order-management/as-drawn.lintel.yaml", import.meta.url), "utf8"));
  if (!file.ok) throw new Error("The example cannot be read.");
  const { findings, undecided } = lint(file.design, { rules: apiRules });
  expect(findings.map(({ rule, target }) => `${rule} @ ${target}`)).toEqual([
    "api/async-without-status @ order:createOrder",
    "api/error-envelope @ order",
    "api/missing-error-statuses @ order:createOrder",
    "api/missing-idempotency-key @ order:createOrder",
    "api/no-spec @ order",
    "api/wrong-success-status @ order:createOrder",
  ]);
  expect(undecided).toEqual([]);
  const status = findings.find(({ rule }) => rule === "api/missing-error-statuses");
  expect(status && new Wording(file.design).message(status)).toContain("422");
});

describe("what cannot be decided", () => {
  test("a list by offset asks how long it is", () => {
    expect(open("offset-on-large-list", shop(rest({ id: "list", method: "GET", pagination: "offset" })))).toEqual(["order:list.expectedRows"]);
  });

  test("a required key asks how long it is remembered", () => {
    expect(open("idempotency-window-short", shop(rest({ id: "create", idempotencyKey: { required: true } })))).toEqual(["order:create.idempotencyKey.ttlMs"]);
  });

  test("an operation asks how long it takes only when somebody waits for it as long-running", () => {
    const design = sketch()
      .client("web")
      .service("order", { apis: [rest({ id: "export" }, { id: "list" })] });
    expect(open("long-running-sync", design.call("web", "order", { operation: "export" }).design)).toEqual([]);
    expect(open("long-running-sync", design.call("web", "order", { operation: "export", longRunning: true }).design)).toEqual(["order:export.expectedDurationMs"]);
  });

  test("a list that is asked for by POST asks how large it gets; a GET without pages is an error by itself", () => {
    expect(open("large-response", shop(rest({ id: "search", method: "POST", collection: true })))).toEqual(["order:search.maxResponseBytes"]);
    expect(open("large-response", shop(rest({ id: "list", method: "GET", collection: true })))).toEqual([]);
  });
});

describe("names of findings", () => {
  test("a component's only API goes by the component, several by their own ids", () => {
    expect(targets("no-spec", shop(rest()))).toEqual(["order"]);
    expect(targets("no-spec", shop(rest(), { id: "admin-api" }))).toEqual(["order:orders-api", "order:admin-api"]);
  });

  test("a limit on several APIs changes only the one that was chosen", () => {
    const graph = (id: string): Api => ({ id, style: "graphql" });
    const design = shop(graph("one"), graph("two"));
    const found = about("graphql-unbounded-query", design).findings.find(({ target }) => target === "order:two");
    expect(found && targets("graphql-unbounded-query", applyFix(design, found))).toEqual(["order:one"]);
  });
});

describe("paths", () => {
  const path = (rule: string, endpoint: Partial<Endpoint>) =>
    fixed(rule, shop(rest({ id: "it", method: "GET", ...endpoint }))).map(({ method, path: now }) => `${method} ${now}`)[0];

  test.each([
    ["GET", "/v1/getOrderItems", "GET /v1/order-items"],
    ["POST", "/v1/create-user", "POST /v1/users"],
    ["POST", "/v1/updateUser/{id}", "PATCH /v1/users/{id}"],
    ["PUT", "/v1/updateUser/{id}", "PUT /v1/users/{id}"],
    ["POST", "/v1/users/{id}/remove", "DELETE /v1/users/{id}"],
    ["GET", "/get", "GET /"],
  ])("%s %s is %s", (method, before, after) => {
    expect(path("verb-in-path", { method, path: before })).toBe(after);
  });

  test("a path that another endpoint has already is not given away twice", () => {
    const design = shop(rest({ id: "one", method: "GET", path: "/v1/users" }, { id: "two", method: "GET", path: "/v1/getUsers" }));
    expect(about("verb-in-path", design).findings.map(({ fixable }) => fixable)).toEqual([false]);
  });

  test("collections in the plural, words without one left alone", () => {
    expect(path("singular-collection", { path: "/v1/category/{id}/box/{box}" })).toBe("GET /v1/categories/{id}/boxes/{box}");
    expect(targets("singular-collection", shop(rest({ id: "it", path: "/v2/inventory/{id}/order-history/{day}" })))).toEqual([]);
  });

  test("the id of the resource moves into the path, filters stay", () => {
    const params = [
      { name: "user_id", in: "query" as const },
      { name: "fields", in: "query" as const },
    ];
    expect(path("id-in-query", { path: "/v1/profile?fields=all", params })).toBe("GET /v1/profile/{user_id}?fields=all");
    expect(targets("id-in-query", shop(rest({ id: "it", method: "GET", path: "/v1/orders", params })))).toEqual([]);
  });

  test("the version goes behind the base path, or behind /api", () => {
    const versioned = (basePath: string | undefined, before: string) =>
      fixed("unversioned", shop({ ...rest({ id: "it", path: before }), ...(basePath !== undefined && { basePath }) }))[0]?.path;
    expect(versioned(undefined, "/api/orders")).toBe("/api/v1/orders");
    expect(versioned(undefined, "orders")).toBe("/v1/orders");
    expect(versioned("/shop/", "/shop/orders")).toBe("/shop/v1/orders");
    expect(versioned("/shop", "/orders")).toBe("/orders"); // Relative to the base path, which has the version.
  });

  test("an API with the version in some paths only is told which one lacks it", () => {
    const design = shop(rest({ id: "one", method: "GET", path: "/v1/orders" }, { id: "two", method: "GET", path: "/refunds" }));
    const [found] = about("unversioned", design).findings;
    expect(found && new Wording(design).message(found)).toContain("none in GET /refunds");
  });
});

describe("status endpoints", () => {
  const accept: Endpoint = { id: "createOrder", method: "POST", path: "/v1/orders", async: true, auth: "oidc", permissions: ["order:create"] };

  test("one that reads the same resource is named", () => {
    const endpoints = fixed("async-without-status", shop(rest(accept, { id: "getOrder", method: "GET", path: "/v1/orders/{orderId}" })));
    expect(endpoints.map(({ id, statusEndpoint }) => [id, statusEndpoint])).toEqual([
      ["createOrder", "getOrder"],
      ["getOrder", undefined],
    ]);
  });

  test("a new one is as protected as what it is about", () => {
    const [, added] = fixed("async-without-status", shop(rest(accept)));
    expect(added).toMatchObject({ id: "createOrderStatus", method: "GET", path: "/v1/orders/{id}", auth: "oidc", permissions: ["order:create"], responses: [200, 401, 403, 404] });
    expect(apiRules.flatMap(({ id }) => (id === "api/no-spec" || id === "api/error-envelope" ? [] : targets(id.slice(4), shop(rest(added ?? accept)))))).toEqual([]);
  });

  test("its parameters do not clash with those of the operation", () => {
    const [, added] = fixed("async-without-status", shop(rest({ ...accept, path: "/v1/orders/{id}/refunds" })));
    expect(added?.path).toBe("/v1/orders/{id}/refunds/{operation_id}");
    expect(added?.params?.map(({ name }) => name)).toEqual(["id", "operation_id"]);
  });
});

test("an old version is due until its last day", () => {
  const design = shop({ id: "orders-api", versions: [{ v: "v9", sunset: "2026-01-10" }, { v: "v10" }, { v: "v11" }] });
  const old = (today?: string) => about("no-deprecation-date", design, today).findings.map(({ data }) => data);
  expect(old("2026-02-01")).toMatchObject([{ old: ["v10"], newest: "v11" }]);
  expect(old()).toMatchObject([{ old: ["v10"], newest: "v11" }]);
});

test("the same status for invalid requests everywhere, as most endpoints do", () => {
  const invalid = (id: string, validationStatus: 400 | 422): Endpoint => ({ id, validationStatus, responses: [201, validationStatus] });
  const endpoints = fixed("mixed-validation-status", shop(rest(invalid("a", 400), invalid("b", 422), invalid("c", 400))));
  expect(endpoints.map(({ validationStatus, responses }) => [validationStatus, responses])).toEqual([
    [400, [201, 400]],
    [400, [201, 400]],
    [400, [201, 400]],
  ]);
});
