import { describe, expect, test } from "vitest";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { lint } from "../lint.ts";
import { applyFix } from "../words.ts";
import { dataRules } from "./list.ts";

function run(ruleId: string, { design }: Pick<Sketch, "design">) {
  const { findings, undecided } = lint(design, { rules: dataRules.filter(({ id }) => id === `data/${ruleId}`) });
  return { findings, fires: findings.map(({ target }) => target), missing: undecided.flatMap(({ missing = [] }) => missing) };
}

function repaired(ruleId: string, drawn: Pick<Sketch, "design">) {
  const [found] = run(ruleId, drawn).findings;
  if (!found) throw new Error(`${ruleId} does not fire`);
  const design = applyFix(drawn.design, found);
  expect(run(ruleId, { design }).fires).toEqual([]);
  return design;
}

const two = sketch()
  .boundary("context", "ordering")
  .boundary("context", "customers")
  .service("order", { contexts: ["ordering"] })
  .service("customer", { contexts: ["customers"] });
const read = [{ id: "byId", kind: "point" as const, tables: ["t"] }];

describe("a verdict needs its numbers", () => {
  test.each([
    ["cap-mismatch", sketch().database("db", { engine: "homemade", consistencyNeed: "strong" }), ["db.capClass"]],
    [
      "cqrs-candidate",
      sketch()
        .service("a")
        .database("db", { accessPatterns: [{ ...read[0], id: "byId", readRps: 5 }] }),
      ["db.byId.writeRps"],
    ],
    ["cqrs-candidate", sketch().service("a").database("db").data("a", "db", { mode: "rw", writeRps: 5 }), ["a-db.readRps"]],
    [
      "cqrs-unjustified",
      two.database("db", { owner: "order" }).data("order", "db", { mode: "rw", writeRps: 3 }).database("rm", { role: "readModel", copyOf: "db" }),
      ["order-db.readRps"],
    ],
    ["cross-context-join", two.database("a", { owner: "order", accessPatterns: [{ id: "q", kind: "list", tables: ["t", "b.u"] }] }).database("b"), ["b.owner"]],
    [
      "composition-fan-out",
      ["a", "b", "c", "d", "e"].reduce((drawn, id) => drawn.service(id).call("page", id), sketch().service("page")).flow("f", ["page-a", "page-b", "page-c", "page-d", "page-e"]),
      ["a.contexts", "b.contexts", "c.contexts", "d.contexts", "e.contexts"],
    ],
  ])("%s asks for them", (id, drawn, missing) => {
    expect(run(id, drawn)).toMatchObject({ fires: [], missing });
  });

  test("but not where the rule cannot apply", () => {
    expect(run("cap-mismatch", sketch().database("db", { engine: "homemade" })).missing).toEqual([]);
    expect(run("cap-mismatch", sketch().database("db", { engine: "homemade", consistencyNeed: "strong", strongReads: true })).missing).toEqual([]);
    expect(run("cqrs-candidate", sketch().database("db")).missing).toEqual([]);
    expect(run("cqrs-candidate", sketch().database("db", { model: "search", accessPatterns: read })).missing).toEqual([]);
  });
});

describe("a join", () => {
  const joined = two
    .database("shop.orders", { owner: "order", model: "relational", accessPatterns: [{ id: "overview", kind: "list", tables: ["orders", "shop.customers.people"], readRps: 3 }] })
    .database("shop.customers", { owner: "customer" });

  test("finds a database whose id holds a dot, and reads through a replica", () => {
    expect(run("cross-context-join", joined).fires).toEqual(["shop.orders.overview"]);
    const replica = two.database("a", { owner: "order", accessPatterns: [{ id: "q", kind: "list", tables: ["t", "r.t"] }] }).database("r", { role: "replica", replicaOf: "a" });
    expect(run("cross-context-join", replica)).toMatchObject({ fires: [], missing: [] });
  });

  test("moves into a read model that hears both owners and is justified by it", () => {
    const design = repaired("cross-context-join", joined);
    const readModel = design.components.find(({ role }) => role === "readModel");
    expect(readModel).toMatchObject({ copyOf: "shop.orders", accessPatterns: [{ id: "overview", kind: "list", tables: ["orders", "people"], readRps: 3 }] });
    const projector = design.components.find(({ role }) => role === "worker")?.id;
    expect(design.connections.flatMap(({ kind, from, to }) => (kind === "subscribe" && to === projector ? [from] : []))).toEqual(["order-events", "customer-events"]);
    for (const rule of ["cqrs-unjustified", "read-model-not-fed", "no-reconciliation"]) expect(run(rule, { design })).toMatchObject({ fires: [], missing: [] });
  });
});

describe("who feeds a read model", () => {
  const view = sketch().service("writer").database("view", { role: "readModel" });

  test("is whoever writes it and hears of changes", () => {
    expect(run("read-model-not-fed", view).fires).toEqual(["view"]);
    expect(run("read-model-not-fed", view.data("writer", "view", { mode: "w" })).fires).toEqual(["view"]);
    expect(run("read-model-not-fed", view.topic("t").subscribe("t", "writer").data("writer", "view", { mode: "w" })).fires).toEqual([]);
    expect(run("read-model-not-fed", view.topic("t").subscribe("t", "writer").data("writer", "view", { mode: "r" })).fires).toEqual(["view"]);
  });

  test("may be a batch job that reads the original, or change capture", () => {
    const job = sketch().component("batchJob", "nightly").database("orders").database("view", { role: "readModel" }).data("nightly", "view", { mode: "w" });
    expect(run("read-model-not-fed", job).fires).toEqual(["view"]);
    expect(run("read-model-not-fed", job.data("nightly", "orders", { mode: "r" })).fires).toEqual([]);
  });

  test("is subscribed to a topic that the original's owner gets for it", () => {
    const drawn = two
      .database("orders", { owner: "order" })
      .database("view", { role: "readModel", copyOf: "orders" })
      .service("projector")
      .data("projector", "view", { mode: "w" });
    const design = repaired("read-model-not-fed", drawn);
    expect(design.connections.find(({ kind }) => kind === "publish")).toMatchObject({ from: "order", to: "order-events", atomicWith: "outbox" });
    expect(design.connections.find(({ kind }) => kind === "subscribe")).toMatchObject({ from: "order-events", to: "projector", idempotency: "upsert" });
  });
});

describe("a read model without a reason", () => {
  test("is removed, and its readers ask the primary", () => {
    const drawn = two
      .database("orders", { owner: "order" })
      .database("view", { role: "readModel", copyOf: "orders" })
      .data("customer", "view", { mode: "r" })
      .flow("f", ["customer-view"]);
    const design = repaired("cqrs-unjustified", drawn);
    expect(design.components.map(({ id }) => id)).toEqual(["order", "customer", "orders"]);
    expect(design.connections[0]).toMatchObject({ id: "customer-view", to: "orders" });
    expect(design.flows[0]?.connections).toEqual(["customer-view"]);
  });

  test("is left to a person when it has readers and its original is not known", () => {
    const drawn = sketch().service("a").database("view", { role: "readModel" }).data("a", "view", { mode: "r" });
    expect(run("cqrs-unjustified", drawn).findings[0]?.fixable).toBe(false);
  });

  test("makes the primary of its publishers no candidate for another one", () => {
    const search = [{ id: "find", kind: "facetedSearch" as const }];
    const drawn = two.database("orders", { owner: "order", accessPatterns: search });
    expect(run("cqrs-candidate", drawn).fires).toEqual(["orders"]);
    const fed = drawn.topic("t").publish("order", "t").database("view", { role: "readModel" }).connect("connector", "t", "view", { mode: "sink" });
    expect(run("cqrs-candidate", fed).fires).toEqual([]);
    expect(run("cqrs-candidate", drawn.database("other", { role: "readModel" })).fires).toEqual(["orders"]);
  });
});

describe("a replica", () => {
  const pair = sketch().service("a").database("db", { engine: "postgresql" }).database("copy", { engine: "postgresql", role: "replica" });

  test("is linked when the connection alone says from where", () => {
    expect(run("orphan-replica", pair.connect("replicate", "db", "copy")).fires).toEqual([]);
    expect(run("orphan-replica", pair.connect("replicate", "copy", "copy")).fires).toEqual(["copy"]);
  });

  test("is linked to the only primary that fits, and to nothing when there are two", () => {
    expect(repaired("orphan-replica", pair).connections[0]).toMatchObject({ kind: "replicate", from: "db", to: "copy" });
    expect(run("orphan-replica", pair.database("second", { engine: "postgresql" })).findings[0]?.fixable).toBe(false);
  });

  test("keeps the reads of who already writes to the primary", () => {
    const both = pair.data("a", "db", { mode: "rw" }).data("a", "copy", { mode: "rw" });
    expect(repaired("write-to-replica", both).connections[1]).toMatchObject({ to: "copy", mode: "r" });
    expect(repaired("write-to-replica", pair.data("a", "copy", { mode: "rw" })).connections[0]).toMatchObject({ to: "db", mode: "rw" });
  });

  test("may be watched by an alert on the link or on the replica", () => {
    const linked = pair.connect("replicate", "db", "copy", { maxLagMs: 1_000 });
    const fires = (target: string) => run("replica-lag-unbounded", linked.alert("lag", { signal: "replicaLag", target })).fires;
    expect([fires("db-copy"), fires("copy"), fires("db")]).toEqual([[], [], ["db-copy"]]);
    expect(repaired("replica-lag-unbounded", linked).alerts).toEqual([{ id: "copy-lag", target: "copy", signal: "replicaLag", threshold: 1_000 }]);
  });
});

test("Redis loses acknowledged writes and cannot be asked for strong reads; what a database declares goes first", () => {
  const redis = (properties: object) => run("cap-mismatch", sketch().database("db", { engine: "Redis Cluster 7", consistencyNeed: "strong", ...properties }));
  expect(redis({}).findings[0]).toMatchObject({ target: "db", fixable: false });
  expect(redis({ capClass: "CP" }).fires).toEqual([]);
  expect(run("cap-mismatch", sketch().database("db", { engine: "MongoDB Atlas", consistencyNeed: "availability" })).findings[0]?.fixable).toBe(false);
});

test("an event-sourced service gets its store, its projection and versions in one step", () => {
  const drawn = sketch()
    .service("account", { eventSourced: true })
    .topic("t", { events: [{ name: "Deposited" }, { name: "Withdrawn", version: 3 }] })
    .publish("account", "t", { atomicWith: "outbox" });
  const design = repaired("event-sourcing-incomplete", drawn);
  expect(design.components.flatMap(({ role }) => role ?? []).toSorted()).toEqual(["eventStore", "readModel", "worker"]);
  expect(design.components.find(({ id }) => id === "t")?.events?.map(({ version }) => version)).toEqual([1, 3]);
});

test("copies of a publisher count as writers", () => {
  const topic = (instances?: { min: number; max: number }) =>
    run("wall-clock-ordering", sketch().service("a", { instances }).topic("t", { ordering: "timestamp" }).publish("a", "t")).fires;
  expect(topic()).toEqual([]);
  expect(topic({ min: 1, max: 1 })).toEqual([]);
  expect(topic({ min: 1, max: 3 })).toEqual(["t"]);
});
