import { describe, expect, test } from "vitest";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { ruleById } from "./catalogue.ts";
import { lint } from "./lint.ts";
import { applyFix } from "./words.ts";

function run(ruleId: string, { design }: Sketch) {
  const rule = ruleById(ruleId);
  if (!rule) throw new Error(`There is no rule ${ruleId}`);
  const { findings, undecided } = lint(design, { rules: [rule] });
  return { findings, fires: findings.map((found) => found.target), missing: undecided.flatMap((found) => found.missing ?? []) };
}

const two = sketch()
  .boundary("context", "ordering")
  .boundary("context", "billing")
  .service("order", { contexts: ["ordering"] })
  .service("invoice", { contexts: ["billing"] });
const shared = two.database("pg", { owner: "order" }).data("order", "pg", { mode: "rw" }).data("invoice", "pg", { mode: "w" });
const catalog = sketch().service("catalog").cache("redis").database("products", { owner: "catalog" }).data("catalog", "products", { mode: "rw" });

describe("a verdict needs its numbers", () => {
  test.each([
    ["boundaries/shared-database", sketch().service("a").service("b").database("pg").data("a", "pg").data("b", "pg"), ["a.contexts", "b.contexts"]],
    ["boundaries/foreign-database-read", two.database("pg").data("order", "pg", { mode: "r" }), ["pg.owner"]],
    [
      "boundaries/shared-schema-cluster",
      two.database("a", { owner: "order", clusterId: "main" }).database("b", { owner: "invoice", clusterId: "main" }),
      ["a.isolation", "b.isolation"],
    ],
    [
      "boundaries/distributed-monolith",
      sketch().service("a", { releaseTrain: "t" }).service("b", { releaseTrain: "t" }).call("a", "b").call("b", "a"),
      ["a.contexts", "b.contexts"],
    ],
    ["boundaries/lockstep-release", two.service("c", { releaseTrain: "t" }).service("d", { releaseTrain: "t" }), ["c.contexts", "d.contexts"]],
    ["boundaries/premature-microservices", two.service("c").set({ profile: "microservices" }), ["org.engineers"]],
    ["boundaries/owner-load", sketch().boundary("team", "checkout").service("order", { team: "checkout" }), ["checkout.size"]],
    ["caching/stampede", catalog.cacheAccess("catalog", "redis", { use: "cache", loadMs: 20 }), ["catalog-redis.readRps"]],
    ["caching/lazy-cache-for-critical", catalog.cacheAccess("catalog", "redis", { consistencyNeed: "strong" }), ["catalog-redis.pattern"]],
    ["caching/cache-loss-overload", catalog.cacheAccess("catalog", "redis", { use: "cache" }), ["catalog-redis.readRps", "products.maxReadRps"]],
    [
      "caching/read-heavy-uncached",
      sketch()
        .service("a")
        .database("db", { owner: "a", accessPatterns: [{ id: "byId", kind: "point" }] }),
      ["db.byId.readRps", "db.byId.writeRps"],
    ],
  ])("%s asks for them", (id, drawn, missing) => {
    const result = run(id, drawn);
    expect(result.fires).toEqual([]);
    expect(result.missing).toEqual(missing);
  });

  test("but not where the rule cannot apply", () => {
    expect(run("boundaries/owner-load", sketch().boundary("team", "checkout")).missing).toEqual([]);
    expect(run("boundaries/premature-microservices", two.set({ profile: "microservices" })).missing).toEqual([]);
    expect(run("caching/stampede", catalog.cacheAccess("catalog", "redis", { use: "session" })).missing).toEqual([]);
    expect(run("caching/stampede", catalog.cacheAccess("catalog", "redis", { stampede: "lock" })).missing).toEqual([]);
    expect(run("caching/cache-loss-overload", catalog).missing).toEqual([]);
    expect(
      run(
        "caching/read-heavy-uncached",
        sketch()
          .service("a")
          .database("db", { owner: "a", accessPatterns: [{ id: "add", kind: "insertRow" }] }),
      ).missing,
    ).toEqual([]);
  });

  test("and what is known can already be too much", () => {
    const known = catalog
      .cacheAccess("catalog", "redis", { readRps: 900 })
      .cacheAccess("catalog", "redis", { id: "unknown" })
      .set({ components: catalog.design.components.map((component) => (component.id === "products" ? { ...component, maxReadRps: 500 } : component)) });
    expect(run("caching/cache-loss-overload", known)).toMatchObject({ fires: ["products"], missing: [] });
  });
});

describe("who owns data alone is a setting (CF-10)", () => {
  const sameContext = two
    .service("returns", { contexts: ["ordering"] })
    .database("pg", { owner: "order" })
    .data("order", "pg", { mode: "rw" });
  const perService = { config: { thresholds: { "boundaries.dbIsolation": "service" } } };

  test("by default a context", () => {
    expect(run("boundaries/shared-database", sameContext.data("returns", "pg", { mode: "rw" })).fires).toEqual([]);
    expect(run("boundaries/foreign-database-read", sameContext.data("returns", "pg", { mode: "r" })).fires).toEqual([]);
  });

  test("a service when the design says so", () => {
    expect(run("boundaries/shared-database", sameContext.data("returns", "pg", { mode: "rw" }).set(perService)).fires).toEqual(["pg"]);
    expect(run("boundaries/foreign-database-read", sameContext.data("returns", "pg", { mode: "r" }).set(perService)).fires).toEqual(["returns-pg"]);
  });
});

test("one writer with two contexts shares its database with nobody", () => {
  expect(
    run(
      "boundaries/shared-database",
      sketch()
        .service("shop", { contexts: ["a", "b"] })
        .database("pg")
        .data("shop", "pg"),
    ).fires,
  ).toEqual([]);
});

test("nano-service stays silent among functions and counts every style of operation", () => {
  const nano = sketch().service("convert");
  expect(run("boundaries/nano-service", nano).fires).toEqual(["convert"]);
  expect(run("boundaries/nano-service", nano.set({ profile: "serverless" })).fires).toEqual([]);
  const apis = [
    { id: "q", fields: [{ type: "Query", name: "rate" }] },
    { id: "g", rpcs: [{ id: "rate", name: "Rate" }] },
  ];
  expect(run("boundaries/nano-service", sketch().service("convert", { apis })).fires).toEqual([]);
});

test("three services in one knot are one finding", () => {
  const trio = two.service("stock", { contexts: ["warehouse"] });
  const pg = trio.database("pg").data("order", "pg").data("invoice", "pg").data("stock", "pg");
  const aboard = pg.set({ components: pg.design.components.map((component) => (component.kind === "service" ? { ...component, releaseTrain: "weekly" } : component)) });
  expect(run("boundaries/distributed-monolith", aboard).findings).toMatchObject([
    { target: "invoice:order", related: ["order", "stock"], data: { databases: ["pg"], trains: ["weekly"], mutualCalls: false } },
  ]);
});

test("the fix of a shared database re-points the others, with all their connections, to databases near them", () => {
  const drawn = shared.data("invoice", "pg", { id: "report", mode: "r" }).set({ layout: { components: { invoice: { x: 0, y: 0 }, pg: { x: 400, y: 0 } } } });
  const [found] = run("boundaries/shared-database", drawn).findings;
  if (!found) throw new Error("nothing found");
  const fixed = applyFix(drawn.design, found);
  expect(fixed.connections.map(({ id, to }) => [id, to])).toEqual([
    ["order-pg", "pg"],
    ["invoice-pg", "billing-database"],
    ["report", "billing-database"],
  ]);
  expect(fixed.components.at(-1)).toMatchObject({ name: "billing database", owner: "invoice", contexts: ["billing"], role: "primary" });
  expect(fixed.layout?.components?.["billing-database"]).toEqual({ x: 320, y: 140 });
});

test("the fix of a missing CDN stands before the outermost door, and flows pass it", () => {
  const apis = [{ id: "api", exposure: "public" as const, endpoints: [{ id: "list", method: "GET", cacheable: true }] }];
  const drawn = sketch()
    .client("web")
    .component("loadBalancer", "alb")
    .gateway("gw")
    .service("catalog", { apis })
    .call("web", "alb")
    .call("alb", "gw")
    .call("gw", "catalog")
    .flow("browse", ["web-alb", "alb-gw", "gw-catalog"]);
  const [found] = run("caching/cdn-missing", drawn).findings;
  if (!found) throw new Error("nothing found");
  const fixed = applyFix(drawn.design, found);
  expect(
    fixed.flows[0]?.connections?.map((id) => fixed.connections.find((connection) => connection.id === id)).map((connection) => `${connection?.from} > ${connection?.to}`),
  ).toEqual(["web > cdn", "cdn > alb", "alb > gw", "gw > catalog"]);
});
