import { expect, test } from "vitest";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { ask } from "./ask.ts";
import { meshScore } from "./mesh-score.ts";

const thresholds = { "mesh.consider": 10, "mesh.min": 5 };

const services = (count: number): Sketch => Array.from({ length: count }, (_, at) => `s${at}`).reduce((drawn, id) => drawn.service(id), sketch());
const ready = (drawn: Sketch) => drawn.set({ org: { stage: "growth", capabilities: ["service-mesh"] }, requirements: { mtlsEverywhere: true } });

test("eleven services with mutual TLS everywhere and people who know meshes: Linkerd", () => {
  const answer = ask(meshScore, ready(services(11)), { thresholds });
  expect(answer).toMatchObject({
    verdict: "neutral",
    sentence:
      "A service mesh pays, and Linkerd fits: no traffic is split and no authorisation policy is used, so the lightest does; the design has none (for it: more than 10 services and mutual TLS between all services; against it: nothing).",
    working: ["2 for − 0 against = 2"],
  });
  expect(ask(meshScore, ready(services(11)).set({ mesh: { product: "linkerd" } }), { thresholds }).verdict).toBe("good");
});

test("Istio where traffic is split, Consul where HashiCorp's stack is, and no heavier than needed", () => {
  const fits = (drawn: Sketch) => ask(meshScore, drawn, { thresholds }).figures.find(({ label }) => label === "Product that fits")?.value;
  expect(fits(ready(services(11)).service("canary", { trafficSplit: [{ version: "v2", weight: 0.05, canary: true }] }))).toBe("Istio");
  expect(fits(ready(services(11)).set({ mesh: { authzPolicies: true } }))).toBe("Istio");
  expect(fits(ready(services(11)).set({ requirements: { mtlsEverywhere: true, constraints: { existingStack: "Nomad and Vault" } } }))).toBe("Consul");
  expect(ask(meshScore, ready(services(11)).set({ mesh: { product: "istio" } }), { thresholds })).toMatchObject({ verdict: "bad" });
});

test("three services of a start-up do without", () => {
  const small = services(3).set({ org: { stage: "early", capabilities: ["ci-cd"] }, requirements: { mtlsEverywhere: false } });
  expect(ask(meshScore, small, { thresholds })).toMatchObject({
    verdict: "good",
    sentence: "A service mesh does not pay; the design has none (for it: nothing; against it: fewer than 5 services, an early stage and nobody knows service meshes).",
  });
  expect(ask(meshScore, small.set({ mesh: { product: "linkerd" } }), { thresholds }).verdict).toBe("bad");
});

test("policies repeated on calls speak for a mesh", () => {
  const drawn = services(6)
    .call("s0", "s1", { retry: { max: 2 } })
    .call("s1", "s2", { breaker: { mode: "ratio" } });
  const row = ask(meshScore, drawn, { thresholds }).tables?.[0]?.rows[2];
  expect(row?.map(({ value }) => value)).toEqual(["The same policies on many calls", "for it", "yes", "2 calls with retries or a breaker of their own"]);
});

test("says what it depends on", () => {
  expect(ask(meshScore, services(11), { thresholds })).toMatchObject({
    verdict: "undecided",
    sentence:
      "Whether a service mesh pays depends on what the design does not say: whether mutual TLS is needed everywhere, the stage of the product and whether people know service meshes; the design has none.",
  });
});

test("the three products are compared, the one that fits marked", () => {
  const table = ask(meshScore, ready(services(11)), { thresholds }).tables?.[1];
  expect(table?.columns).toEqual(["", "Istio", "Linkerd", "Consul"]);
  expect(table?.rows.at(-1)?.map(({ tone }) => tone)).toEqual([undefined, "neutral", "good", "neutral"]);
});
