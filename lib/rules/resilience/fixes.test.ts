import fc from "fast-check";
import { expect, test } from "vitest";
import type { Connection } from "#lib/model/connection.ts";
import { designSchema, type Design } from "#lib/model/design.ts";
import { sketch } from "#lib/model/sketch.ts";
import { lint } from "../lint.ts";
import { applyFix } from "../words.ts";
import { resilienceRules } from "./list.ts";

const KINDS = ["gateway", "service", "service", "function", "external", "database", "cache"] as const;
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });

const retry = fc.record({ max: fc.nat(8), backoff: fc.constantFrom("exponential", "fixed", "none"), baseMs: fc.constantFrom(50, 100, 1_000), jitter: fc.boolean() });
const breaker = fc.record(
  {
    mode: fc.constantFrom("ratio", "count"),
    failureRatio: fc.constantFrom(0.3, 0.5, 0.9),
    failureCount: fc.nat(9),
    windowMs: fc.constantFrom(5_000, 60_000),
    openMs: fc.constantFrom(1_000, 30_000, 90_000),
    halfOpenTrials: fc.nat(5),
    library: fc.constantFrom("Hystrix", "Polly"),
  },
  { requiredKeys: [] },
);
const wire = fc.record({
  timeoutMs: maybe(fc.constantFrom(0, 50, 300, 1_000, 2_000, 4_000, 5_000, 8_000, 40_000)),
  longRunning: maybe(fc.boolean()),
  idempotent: maybe(fc.boolean()),
  retry: maybe(retry),
  breaker: maybe(breaker),
  fallback: maybe(fc.constantFrom("fail fast", "cached")),
  bulkhead: maybe(fc.constantFrom("pool", "c1", "c2")),
  deadlinePropagated: maybe(fc.boolean()),
  hard: maybe(fc.boolean()),
});

/** A few components in a row with random settings, random connections forward and back, and flows over any of them. */
const designs: fc.Arbitrary<Design> = fc
  .record({
    kinds: fc.array(fc.constantFrom(...KINDS), { minLength: 3, maxLength: 6 }),
    wires: fc.array(fc.tuple(fc.nat(6), fc.nat(6), wire), { minLength: 2, maxLength: 8 }),
    walks: fc.array(fc.array(fc.nat(8), { maxLength: 6 }), { maxLength: 3 }),
    latency: maybe(fc.constantFrom(1, 5)),
    mesh: maybe(fc.record({ retries: maybe(retry) })),
  })
  .map(({ kinds, wires, walks, latency, mesh }) => {
    let drawn = sketch();
    for (const [at, kind] of kinds.entries())
      drawn = drawn.component(kind, `c${at}`, { ...(latency === undefined ? {} : { p99Ms: latency }), ...(at === 2 ? { criticality: "optional" } : {}) });
    for (const [at, [from, to, properties]] of wires.entries()) {
      const target = to % kinds.length;
      const kind = kinds[target] === "database" ? "data" : kinds[target] === "cache" ? "cacheAccess" : "call";
      const set = Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)) as Partial<Connection>; // fast-check's record leaves out nothing, the schema wants absent keys.
      drawn = drawn.connect(kind, `c${from % kinds.length}`, `c${target}`, { id: `w${at}`, ...set });
    }
    for (const [at, walk] of walks.entries())
      drawn = drawn.flow(
        `f${at}`,
        walk.map((step) => `w${step}`),
        { slo: { availability: 0.9995 } },
      );
    return mesh ? drawn.set({ mesh: { product: "istio", ...(mesh.retries ? { retries: mesh.retries } : {}) } }).design : drawn.design;
  });

const findingsOf = (design: Design) => lint(design, { rules: resilienceRules }).findings;

test("a fix makes its finding go away, keeps the design valid and breaks no other resilience rule on the same connection", () => {
  fc.assert(
    fc.property(designs, (design) => {
      const before = findingsOf(design);
      for (const found of before.filter((one) => one.fixable)) {
        const fixed = applyFix(design, found);
        designSchema.parse(fixed);
        const after = findingsOf(fixed);
        expect(
          after.filter((one) => one.rule === found.rule && one.target === found.target),
          found.rule,
        ).toEqual([]);
        if (found.element.type !== "connection") continue;
        const here = (one: (typeof before)[number]) => one.element.type === "connection" && one.element.id === found.element.id;
        const known = new Set(before.filter(here).map((one) => one.rule));
        expect(
          after.filter((one) => here(one) && !known.has(one.rule)).map((one) => one.rule),
          `new after fixing ${found.rule}`,
        ).toEqual([]);
      }
    }),
    { numRuns: 600, seed: 1 },
  );
});

test("no rule throws on loose ends, circles and nonsense", () => {
  const { design } = sketch()
    .service("a")
    .call("a", "a", { timeoutMs: 1, retry: { max: 9 } })
    .call("a", "ghost")
    .call("ghost", "a", { breaker: {} })
    .data("nobody", "nothing")
    .flow("loop", ["a-a", "a-ghost", "ghost-a", "gone", "a-a"], { entry: "gone", slo: { availability: 1 } })
    .flow("empty", []);
  const result = lint(design, { rules: resilienceRules });
  for (const found of result.findings) applyFix(design, found);
  expect(result.findings.length).toBeGreaterThan(0);
});
