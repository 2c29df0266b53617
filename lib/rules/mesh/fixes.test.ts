import { expect, test } from "vitest";
import type { Design } from "#lib/model/design.ts";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { lint } from "../lint.ts";
import { applyFix } from "../words.ts";
import { meshRules } from "./list.ts";

function fixed({ design }: Sketch, rule: string): Design {
  const found = lint(design, { rules: meshRules }).findings.find((candidate) => candidate.rule === `mesh/${rule}`);
  if (!found) throw new Error(`${rule} does not fire.`);
  return applyFix(design, found);
}

const retries = { max: 2, backoff: "exponential", baseMs: 100, jitter: true } as const;
const breaker = { mode: "ratio", failureRatio: 0.5, windowMs: 10_000, openMs: 30_000, halfOpenTrials: 3 } as const;

test("without the mesh, calls keep what it did for them, and nothing else gets it", () => {
  const own = { ...retries, max: 1 };
  const drawn = sketch()
    .gateway("gw")
    .service("a", { meshInjected: true })
    .service("b", { meshInjected: true })
    .service("legacy", { meshInjected: false })
    .call("gw", "a")
    .call("a", "b", { loadBalancing: "mesh" })
    .call("b", "a", { retry: own, auth: "serviceJwt", discovery: "registry" })
    .call("a", "legacy")
    .set({ mesh: { product: "istio", mtls: "strict", retries, breaker } });
  const design = fixed(drawn, "too-few-services");
  expect(design.mesh).toBeUndefined();
  expect(design.components.some((component) => "meshInjected" in component)).toBe(false);
  const [fromGateway, bare, declared, toLegacy] = design.connections;
  expect(fromGateway).toEqual(drawn.design.connections[0]);
  expect(bare).toEqual({ id: "a-b", kind: "call", from: "a", to: "b", retry: retries, breaker, auth: "mtls", tls: true, discovery: "dns" });
  expect(declared).toMatchObject({ retry: own, breaker, auth: "serviceJwt", discovery: "registry" });
  expect(toLegacy).toEqual(drawn.design.connections[3]);
});

test("into the mesh goes what all calls share word for word, the rest stays where it is", () => {
  const five = ["a", "b", "c", "d", "e"].reduce((drawn, id) => drawn.service(id), sketch().set({ requirements: { mtlsEverywhere: true } })).external("bank");
  const design = fixed(
    five
      .call("a", "b", { breaker: { ...breaker, library: "resilience4j" }, retry: retries })
      .call("b", "c", { breaker: { ...breaker, library: "resilience4j" } })
      .call("c", "bank", { breaker }),
    "mtls-needs-mesh",
  );
  expect(design.mesh).toEqual({ product: "linkerd", mtls: "strict", breaker });
  expect(design.connections.map((call) => [call.breaker !== undefined, call.retry !== undefined])).toEqual([
    [false, true],
    [false, false],
    [true, false],
  ]);
  const left = new Set(lint(design, { rules: meshRules }).findings.map((found) => found.rule));
  expect([...left]).toEqual(["mesh/team-not-ready"]); // Whether people know meshes is not for a quick fix to say.
});

test("a call that opts out of the mesh's retries has no second policy", () => {
  const { design } = sketch()
    .service("a")
    .service("b")
    .call("a", "b", { retry: { max: 0 } })
    .set({ mesh: { product: "linkerd", mtls: "strict", retries } });
  expect(lint(design, { rules: meshRules.filter((rule) => rule.id === "mesh/duplicate-policy") }).findings).toEqual([]);
});

test("a split without a weight is open, unless it is already too much", () => {
  const splitOf = (...weights: (number | undefined)[]) => sketch().service("a", { trafficSplit: weights.map((weight) => (weight === undefined ? {} : { weight })) }).design;
  const rules = meshRules.filter((rule) => rule.id === "mesh/traffic-split-invalid");
  expect(lint(splitOf(0.5, undefined), { rules }).undecided.map((found) => found.missing)).toEqual([["a.trafficSplit.weight"]]);
  expect(lint(splitOf(0.8, 0.5, undefined), { rules }).findings).toHaveLength(1);
  expect(lint(splitOf(1 / 3, 1 / 3, 1 / 3), { rules }).findings).toEqual([]);
});

test("weights keep their proportions when they are scaled to 100%", () => {
  const weightsOf = (...weights: number[]) =>
    fixed(sketch().service("a", { trafficSplit: weights.map((weight) => ({ weight })) }), "traffic-split-invalid").components[0]?.trafficSplit?.map(({ weight }) => weight);
  expect(weightsOf(1, 0.25)).toEqual([0.8, 0.2]);
  expect(weightsOf(0, 0)).toEqual([0.5, 0.5]);
  expect(weightsOf(0.1, 0.1, 0.1)).toEqual([0.3334, 0.3333, 0.3333]);
});

test("what a canary gives up goes to the other versions in proportion", () => {
  const trafficSplit = [
    { version: "v1", weight: 0.6 },
    { version: "v2", weight: 0.2 },
    { version: "v3", weight: 0.2, canary: true },
  ];
  expect(fixed(sketch().service("a", { trafficSplit }), "canary-too-large").components[0]?.trafficSplit?.map(({ weight }) => weight)).toEqual([0.7125, 0.2375, 0.05]);
});
