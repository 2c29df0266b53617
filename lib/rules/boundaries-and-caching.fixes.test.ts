import fc from "fast-check";
import { expect, test } from "vitest";
import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import { type Design, designSchema } from "#lib/model/design.ts";
import { sketch } from "#lib/model/sketch.ts";
import { boundaryRules } from "./boundaries/list.ts";
import { cachingRules } from "./caching/list.ts";
import { keyOf, lint } from "./lint.ts";
import { applyFix, Wording } from "./words.ts";

const KINDS = ["client", "gateway", "service", "service", "service", "function", "database", "database", "cache", "topic", "cdn"] as const;
const CONNECTIONS = ["call", "data", "cacheAccess", "publish", "subscribe", "replicate"] as const;
const optional = <Shape extends object>(shape: { [Key in keyof Shape]: fc.Arbitrary<Shape[Key]> }) => fc.record(shape, { requiredKeys: [] });
/** Some of these ids exist, some do not, and some are of another kind than expected. */
const id = fc.constantFrom("c0", "c1", "c2", "c3", "c4", "c5", "ctx1", "ctx2", "team1", "gone");
const rate = fc.constantFrom(0, 1, 50, 2_000);
const duration = fc.constantFrom(0, 40, 60_000, 3_600_000);

const endpoint = fc.record(
  {
    id: fc.constantFrom("a", "b"),
    method: fc.constantFrom("GET", "get", "POST"),
    cacheable: fc.boolean(),
    auth: fc.constantFrom("none", "oidc"),
    cacheControl: fc.constantFrom("", "private", "public, max-age=60", "no-store"),
  },
  { requiredKeys: ["id"] },
);
const properties = optional<Partial<Component>>({
  contexts: fc.array(fc.constantFrom("ctx1", "ctx2", "ctx3", "gone"), { maxLength: 4 }),
  team: fc.constantFrom("team1", "team2", "gone"),
  zone: fc.constantFrom("inner", "gone"),
  owner: id,
  role: fc.constantFrom("primary", "replica", "readModel"),
  replicaOf: id,
  clusterId: fc.constantFrom("main", "other"),
  isolation: fc.constantFrom("schema", "database"),
  releaseTrain: fc.constantFrom("weekly", "ctx1"),
  aggregates: fc.array(fc.constantFrom("Order", "order", "Cart"), { maxLength: 3 }),
  tables: fc.array(fc.record({ name: fc.constantFrom("orders", "lines"), aggregate: fc.constantFrom("Order", "Cart") }), { maxLength: 2 }),
  accessPatterns: fc.array(fc.record({ id: fc.constantFrom("p", "q"), kind: fc.constantFrom("point", "insertRow"), readRps: rate, writeRps: rate }, { requiredKeys: ["id"] }), {
    maxLength: 2,
  }),
  maxReadRps: rate,
  instances: optional({ min: fc.nat(3), max: fc.nat(200) }),
  localCache: optional({ ttlMs: duration, sizeBytes: fc.constant(1_024) }),
  apis: fc.array(
    fc.record({ id: fc.constant("api"), exposure: fc.constantFrom("public", "internal"), endpoints: fc.array(endpoint, { maxLength: 2 }) }, { requiredKeys: ["id"] }),
    { maxLength: 2 },
  ),
});
const wire = optional<Partial<Connection>>({
  mode: fc.constantFrom("r", "w", "rw"),
  use: fc.constantFrom("cache", "session", "store"),
  pattern: fc.constantFrom("cacheAside", "readThrough", "writeThrough", "writeBehind"),
  ttlMs: duration,
  maxStalenessMs: duration,
  mutable: fc.boolean(),
  writeOnUpdate: fc.boolean(),
  invalidation: fc.constantFrom<("ttl" | "event")[]>(["ttl"], ["event"], []),
  stampede: fc.constantFrom("none", "lock"),
  consistencyNeed: fc.constantFrom("strong", "eventual"),
  dataClass: fc.constantFrom("analytics", "financial"),
  readRps: rate,
  loadMs: duration,
  origin: id,
});

/** Small designs in which anything may be connected to anything, with dangling references and circles. */
const designs: fc.Arbitrary<Design> = fc
  .record({
    components: fc.array(fc.tuple(fc.constantFrom(...KINDS), properties), { minLength: 2, maxLength: 8 }),
    wires: fc.array(fc.tuple(fc.constantFrom(...CONNECTIONS), id, id, wire), { maxLength: 14 }),
    walk: fc.array(fc.constantFrom("w0", "w1", "w2", "gone"), { maxLength: 4 }),
    isolation: fc.constantFrom("context", "service"),
    profile: fc.constantFrom("microservices" as const, "serverless" as const),
    engineers: fc.constantFrom(undefined, 3, 30),
    placed: fc.boolean(),
  })
  .map(({ components, wires, walk, isolation, profile, engineers, placed }) => {
    let drawn = sketch()
      .set({ profile, config: { thresholds: { "boundaries.dbIsolation": isolation } }, ...(engineers === undefined ? {} : { org: { engineers } }) })
      .boundary("team", "team1", { parent: "ctx1" })
      .boundary("team", "team2", { parent: "team2" })
      .boundary("context", "ctx1", { team: "team1", parent: "inner" })
      .boundary("context", "ctx2", { team: "gone" })
      .boundary("zone", "inner", { parent: "ctx1" });
    for (const [at, [kind, values]] of components.entries()) drawn = drawn.component(kind, `c${at}`, values);
    for (const [at, [kind, from, to, values]] of wires.entries()) drawn = drawn.connect(kind, from, to, { id: `w${at}`, ...values });
    drawn = drawn.flow("flow", walk);
    return placed ? drawn.set({ layout: { components: { c0: { x: 0, y: 0 }, c1: { x: 300, y: 0 } } } }).design : drawn.design;
  });

const rules = [...boundaryRules, ...cachingRules];

test("whatever is drawn, the rules answer in sentences, and a fix makes its finding go away and keeps the design valid", () => {
  fc.assert(
    fc.property(designs, (design) => {
      designSchema.parse(design);
      const { findings, undecided } = lint(design, { rules });
      const wording = new Wording(design);
      for (const found of [...findings, ...undecided]) {
        expect(wording.message(found)).toMatch(/^[\p{L}\p{N}"“].*\.$/u);
        expect(wording.message(found)).not.toMatch(/undefined|NaN|Infinity|\[object/u);
      }
      expect(new Set(findings.map(keyOf)).size, "one key per finding").toBe(findings.length);
      for (const found of findings.filter(({ fixable }) => fixable)) {
        const fixed = applyFix(design, found);
        designSchema.parse(fixed);
        const ids = fixed.components.map((component) => component.id);
        expect(new Set(ids).size).toBe(ids.length);
        const left = lint(fixed, { rules }).findings.filter((other) => other.rule === found.rule && other.target === found.target);
        expect(left, `left after fixing ${keyOf(found)}`).toEqual([]);
      }
    }),
    { numRuns: 1_500, seed: 7 },
  );
});
