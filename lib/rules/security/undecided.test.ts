import { expect, test } from "vitest";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { lint } from "../lint.ts";
import { securityRules } from "./list.ts";

const open = (drawn: Sketch) => lint(drawn.design, { rules: securityRules }).undecided.map(({ rule, target, missing }) => `${rule} @ ${target}: ${missing?.join(", ")}`);

const edge = sketch()
  .gateway("gw", { rateLimits: [{ algorithm: "tokenBucket", ratePerSec: 100, scope: "global", store: "shared" }] })
  .call("gw", "order");

test("a limit cannot be compared with an unknown capacity", () => {
  expect(open(edge.service("order"))).toEqual(["security/rate-limit-above-capacity @ gw: order.perInstanceRps"]);
  expect(open(edge.service("order", { perInstanceRps: 20 }))).toEqual([]);
});

test("an unknown capacity beside one that is too small does not hide the finding", () => {
  const drawn = edge
    .service("order", { perInstanceRps: 20, instances: { max: 2 } })
    .service("search")
    .call("gw", "search");
  expect(open(drawn)).toEqual([]);
  expect(lint(drawn.design, { rules: securityRules }).findings.find((found) => found.rule === "security/rate-limit-above-capacity")?.data).toEqual({
    ratePerSec: 100,
    callee: "order",
    capacity: 40,
  });
});

test("no numbers are asked for when nothing is protected", () => {
  expect(open(sketch().gateway("gw", { rateLimits: [{ ratePerSec: 100, scope: "global" }] }))).toEqual([]);
});

const platform = sketch().set({ requirements: { multiTenant: true } });

test("with several tenants the source of the tenant and the tenant key are asked for", () => {
  const api = {
    id: "streams",
    style: "rest" as const,
    endpoints: [
      { id: "list", path: "/streams", auth: "oidc" },
      { id: "home", path: "/", markedPublic: true },
    ],
  };
  expect(open(platform.service("streams", { apis: [api] }))).toEqual(["security/tenant-id-from-client @ streams: streams:list.tenantSource"]);
  expect(open(platform.database("videos", { accessPatterns: [{ id: "byId", tables: ["videos"] }] }))).toEqual(["security/tenant-unscoped-access @ videos: requirements.tenantKey"]);
});

test("a table without columns may or may not belong to tenants", () => {
  const drawn = platform.set({ requirements: { multiTenant: true, tenantKey: "tenant_id" } });
  expect(open(drawn.database("videos", { tables: [{ name: "videos" }], accessPatterns: [{ id: "byId", tables: ["videos"] }, { id: "all" }] }))).toEqual([
    "security/tenant-unscoped-access @ videos: videos.videos.columns, videos.all.tables",
  ]);
});

test("without contexts nobody knows who reads personal data from elsewhere", () => {
  const drawn = sketch()
    .service("account", { contexts: ["accounts"] })
    .service("newsletter")
    .topic("user-events", { events: [{ name: "UserCreated", fields: [{ name: "email", pii: true }] }] })
    .publish("account", "user-events");
  expect(open(drawn)).toEqual([]);
  expect(open(drawn.subscribe("user-events", "newsletter"))).toEqual(["security/pii-in-event @ user-events: newsletter.contexts"]);
});
