import { expect, test } from "vitest";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { lint } from "../lint.ts";
import { applyFix } from "../words.ts";
import { serverlessRules } from "./list.ts";

const reports = (drawn: Sketch) => lint(drawn.design, { rules: serverlessRules });
const rulesOf = (drawn: Sketch) => [...new Set(reports(drawn).findings.map(({ rule }) => rule))].toSorted();
const open = (drawn: Sketch) => reports(drawn).undecided.map(({ rule, target, missing }) => `${rule} @ ${target}: ${missing?.join(", ")}`);
const foundBy = (drawn: Sketch, rule: string) => {
  const found = reports(drawn).findings.find((one) => one.rule === rule);
  if (!found) throw new Error(`${rule} has no finding.`);
  return found;
};

const platform = sketch()
  .client("web")
  .gateway("api", { product: "aws-http-api-v2" })
  .component("function", "streams", { runtime: "nodejs24.x" })
  .database("pg", { engine: "postgresql" })
  .call("web", "api")
  .call("api", "streams")
  .data("streams", "pg", { mode: "rw" })
  .flow("list", ["web-api", "api-streams", "streams-pg"], { slo: { p99Ms: 500 } });

test("what limits a function is asked for", () => {
  expect(open(platform)).toEqual([
    "serverless/cold-start-over-budget @ list: streams.coldStartMs, api.p99Ms, streams.p99Ms, pg.p99Ms",
    "serverless/db-connections @ pg: pg.maxConnections, streams.maxConcurrency",
    "serverless/timeout-over-gateway-limit @ streams: streams.timeoutMs",
  ]);
});

test("the habits of the serverless platform are asked of serverless designs only", () => {
  expect(rulesOf(platform)).toEqual([]);
  expect(rulesOf(platform.set({ profile: "microservices" }))).toEqual([]);
  expect(rulesOf(platform.set({ profile: "serverless" }))).toEqual(["serverless/not-esm"]);
});

test("routes are asked for when a handler has keys and its gateway says nothing, and keys when a gateway has routes", () => {
  const handled = sketch()
    .gateway("api")
    .component("function", "streams", { timeoutMs: 1_000, routeKeys: ["GET /streams"] })
    .call("api", "streams");
  expect(open(handled)).toEqual(["serverless/route-drift @ streams: api.routes"]);
  const routed = sketch()
    .gateway("api", { routes: [{ key: "GET /streams", to: "streams" }] })
    .component("function", "streams", { timeoutMs: 1_000 });
  expect(open(routed)).toEqual(["serverless/route-drift @ streams: streams.routeKeys"]);
});

test("a missing route gets the authorizer of its neighbours, a missing key its place in the handler", () => {
  const drifted = sketch()
    .component("function", "auth", { timeoutMs: 1_000 })
    .component("function", "streams", { timeoutMs: 1_000, routeKeys: ["GET /streams", "post /streams"] })
    .gateway("api", { routes: ["GET /streams", "DELETE /streams/{id}"].map((key) => ({ key, to: "streams", authorizer: "auth" })) });
  const fixed = applyFix(drifted.design, foundBy(drifted, "serverless/route-drift"));
  expect(fixed.components.find(({ id }) => id === "streams")?.routeKeys).toEqual(["GET /streams", "post /streams", "DELETE /streams/{id}"]);
  expect(fixed.components.find(({ id }) => id === "api")?.routes?.at(-1)).toEqual({ key: "POST /streams", to: "streams", authorizer: "auth" });
});

test("a queue between two functions takes the call's place in its flow and nothing of its timeout", () => {
  const chained = sketch()
    .component("function", "streams")
    .component("function", "mail", { name: "Mail", timeoutMs: 20_000 })
    .call("streams", "mail", { protocol: "rest", timeoutMs: 3_000, rps: 5, tls: true, retry: { max: 3 } })
    .flow("create", ["streams-mail"]);
  const fixed = applyFix(chained.design, foundBy(chained, "serverless/function-to-function-call"));
  expect(fixed.components.at(-1)).toEqual({ id: "mail-work", kind: "queue", name: "Mail work", role: "work", managed: true, visibilityTimeoutMs: 120_000 });
  expect(fixed.connections[0]).toEqual({ id: "streams-mail", kind: "publish", from: "streams", to: "mail-work", targetConfig: "env", rps: 5, tls: true });
  expect(fixed.connections[1]).toMatchObject({ kind: "subscribe", from: "mail-work", to: "mail", ack: "after", idempotency: "key" });
  expect(fixed.flows[0]?.connections).toEqual(["streams-mail"]);
  expect(reports(chained.call("mail", "streams", { needsResponse: true })).findings.map(({ fixable }) => fixable)).toEqual([true, false]);
});

test("as many copies are kept ready as are busy at once", () => {
  const slow = sketch()
    .gateway("api", { p99Ms: 10 })
    .component("function", "streams", { p99Ms: 90, coldStartMs: 900, timeoutMs: 10_000, maxConcurrency: 100 })
    .call("api", "streams", { rps: 50 })
    .flow("list", ["api-streams"], { slo: { p99Ms: 500 } });
  const fixed = applyFix(slow.design, foundBy(slow, "serverless/cold-start-over-budget"));
  expect(fixed.components[1]?.provisionedConcurrency).toBe(5);
});

test("a function in time is not decided while the latency behind it is unknown, one that is late is", () => {
  const two = sketch()
    .gateway("api", { p99Ms: 10 })
    .component("function", "slow", { coldStartMs: 900, timeoutMs: 1_000 })
    .component("function", "fast", { coldStartMs: 100, p99Ms: 20, timeoutMs: 1_000 })
    .call("api", "slow")
    .call("api", "fast")
    .flow("list", ["api-slow", "api-fast"], { slo: { p99Ms: 500 } });
  expect(reports(two).findings.map(({ target }) => target)).toEqual(["list:slow"]);
  expect(open(two)).toEqual(["serverless/cold-start-over-budget @ list: slow.p99Ms"]);
});

test("runs that open several connections each are counted with all of them", () => {
  const pooled = (size: number) =>
    sketch()
      .component("function", "streams", { maxConcurrency: 50 })
      .database("pg", { model: "relational", maxConnections: 200 })
      .data("streams", "pg", { mode: "rw", pool: { size } });
  expect(rulesOf(pooled(4))).toEqual([]);
  expect(rulesOf(pooled(5))).toEqual(["serverless/db-connections"]);
});

test("a function that a queue starts too may need its time", () => {
  const late = sketch().gateway("api").component("function", "report", { timeoutMs: 120_000 }).call("api", "report");
  expect(foundBy(late, "serverless/timeout-over-gateway-limit").fixable).toBe(true);
  expect(foundBy(late.queue("jobs", { visibilityTimeoutMs: 720_000 }).subscribe("jobs", "report"), "serverless/timeout-over-gateway-limit").fixable).toBe(false);
});

test("the authorizer that other routes have is attached, and none is invented", () => {
  const route = (key: string, authorizer?: string) => ({ key, to: "streams", ...(authorizer === undefined ? {} : { authorizer }) });
  const lone = sketch()
    .set({ profile: "serverless" })
    .component("function", "streams", { timeoutMs: 1_000, defaultStatus: 404, routeKeys: ["GET /streams", "POST /streams"], testedRouteKeys: ["GET /streams", "POST /streams"] })
    .gateway("api", { product: "aws-http-api-v2", routes: [route("GET /streams"), route("POST /streams")] });
  expect(reports(lone).findings.map(({ target, fixable }) => [target, fixable])).toEqual([
    ["api:GET /streams", false],
    ["api:POST /streams", false],
  ]);
  const half = lone.gateway("partners", { product: "aws-http-api-v2", routes: [route("GET /streams", "tokens")] });
  expect(applyFix(half.design, foundBy(half, "serverless/authorizer-missing")).components[1]?.routes?.[0]).toEqual(route("GET /streams", "tokens"));
});
