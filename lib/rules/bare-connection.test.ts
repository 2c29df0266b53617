import { describe, expect, test } from "vitest";
import { DesignIndex } from "#lib/analysis/design-index.ts";
import { type Design, designSchema } from "#lib/model/design.ts";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { applyResilientCall, bareConnections, isBare } from "./bare-connection.ts";
import { lint } from "./lint.ts";
import { resolveConfig } from "./settings.ts";

const contextOf = (design: Design) => ({ design, index: new DesignIndex(design), settings: resolveConfig(design.config).settings, today: undefined });
const cardsOf = (design: Design) => bareConnections(lint(design), new DesignIndex(design));
const readStock = { apis: [{ id: "stock-api", style: "rest" as const, endpoints: [{ id: "readStock", method: "GET", path: "/stock/{id}" }] }] };

test("a connection that only says what it is counts as bare", () => {
  const { design } = sketch().service("a").service("b").call("a", "b", { label: "asks", protocol: "rest", operation: "op", rps: 5 });
  expect(design.connections.map(isBare)).toEqual([true]);
  expect(isBare({ id: "x", kind: "call", from: "a", to: "b", tls: false })).toBe(false);
});

test("a bare call is one card with the rules inside, a half-configured one is a list of findings", () => {
  const { design } = sketch().service("a").service("b").service("c").call("a", "b").call("a", "c", { timeoutMs: 1_000 });
  const cards = cardsOf(design);
  expect(cards.map((card) => card.connection.id)).toEqual(["a-b"]);
  expect(cards[0]?.findings.map((found) => found.rule)).toEqual(
    expect.arrayContaining([
      "resilience/missing-timeout",
      "resilience/missing-circuit-breaker",
      "resilience/missing-fallback",
      "resilience/missing-bulkhead",
      "security/plaintext-transport",
      "security/service-call-unauthenticated",
    ]),
  );
  expect(cards[0]?.findings.every((found) => found.target === "a-b")).toBe(true);
});

const BARE: readonly (readonly [string, Sketch, string])[] = [
  ["a call between services", sketch().service("a").service("b").call("a", "b"), "a-b"],
  ["one of several calls", sketch().service("a").service("b").service("c").call("a", "b").call("a", "c", { bulkhead: "b" }), "a-b"],
  [
    "a safe call in a flow whose caller waits 2 s",
    sketch()
      .service("web")
      .service("a")
      .service("stock", readStock)
      .call("web", "a", { timeoutMs: 2_000 })
      .call("a", "stock", { operation: "readStock" })
      .flow("f", ["web-a", "a-stock"]),
    "a-stock",
  ],
  [
    "a safe call below one that retries",
    sketch()
      .service("web")
      .service("a")
      .service("stock", readStock)
      .call("web", "a", { timeoutMs: 5_000, retry: { max: 3, backoff: "exponential", baseMs: 100, jitter: true } })
      .call("a", "stock", { operation: "readStock" })
      .flow("f", ["web-a", "a-stock"]),
    "a-stock",
  ],
  ["a call to an optional service", sketch().service("a").service("b", { criticality: "optional" }).call("a", "b"), "a-b"],
  [
    "a call to a scaled service",
    sketch()
      .service("a")
      .service("b", { instances: { min: 2, max: 6 } })
      .call("a", "b"),
    "a-b",
  ],
  [
    "a call to a scaled service that is kept out of the mesh",
    sketch()
      .service("a")
      .service("b", { instances: { min: 2, max: 6 }, meshInjected: false })
      .call("a", "b")
      .set({ mesh: { product: "linkerd", mtls: "strict" } }),
    "a-b",
  ],
  ["a call to a third party", sketch().service("a").external("b").call("a", "b"), "a-b"],
  [
    "a call inside a mesh",
    sketch()
      .service("a")
      .service("b")
      .call("a", "b")
      .set({ mesh: { product: "istio", mtls: "strict", breaker: { mode: "ratio", failureRatio: 0.5, windowMs: 10_000, openMs: 30_000, halfOpenTrials: 3 } } }),
    "a-b",
  ],
  ["a call of a gateway", sketch().gateway("a").service("b").call("a", "b"), "a-b"],
  ["a call of a load balancer", sketch().component("loadBalancer", "a").gateway("b").call("a", "b"), "a-b"],
  ["a call of a browser", sketch().client("a").gateway("b").call("a", "b"), "a-b"],
  ["a database", sketch().service("a").database("b", { cores: 8 }).data("a", "b", { mode: "rw" }), "a-b"],
  ["a cache", sketch().service("a").cache("b").database("c").cacheAccess("a", "b").data("a", "c", { timeoutMs: 100, tls: true }), "a-b"],
  ["a publication", sketch().service("a").topic("b").publish("a", "b"), "a-b"],
  ["a subscription", sketch().service("a").topic("b").subscribe("b", "a"), "b-a"],
  ["a replica", sketch().database("a").database("b", { role: "replica", replicaOf: "a" }).connect("replicate", "a", "b"), "a-b"],
];

describe("one click configures", () => {
  test.each(BARE)("%s", (_title, { design }, id) => {
    const before = cardsOf(design).find((card) => card.connection.id === id);
    expect(before?.findings.length).toBeGreaterThan(0);
    const after = applyResilientCall(design, id, contextOf(design));
    designSchema.parse(after);
    expect(cardsOf(after).filter((card) => card.connection.id === id)).toEqual([]);
    const known = new Set(lint(design).findings.map((found) => `${found.rule}@${found.target}`));
    const left = lint(after).findings.filter(
      (found) => found.element.id === id && (before?.findings.some((old) => old.rule === found.rule) || !known.has(`${found.rule}@${found.target}`)),
    );
    expect(left).toEqual([]);
  });
});

test("what is already set stays, and an unknown connection changes nothing", () => {
  const { design } = sketch().service("a").service("b").call("a", "b", { timeoutMs: 700, fallback: "last answer" });
  expect(applyResilientCall(design, "a-b", contextOf(design)).connections[0]).toMatchObject({ timeoutMs: 700, fallback: "last answer", tls: true });
  expect(applyResilientCall(design, "gone", contextOf(design))).toBe(design);
});

test("certificates that renew themselves make mutual TLS the identity", () => {
  const { design } = sketch()
    .service("a")
    .service("b")
    .call("a", "b")
    .set({ security: { certRotation: "auto" } });
  expect(applyResilientCall(design, "a-b", contextOf(design)).connections[0]?.auth).toBe("mtls");
});
