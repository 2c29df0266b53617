import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { architectureStyle } from "./architecture-style.ts";
import { ask, missingPlaces } from "./ask.ts";

const thresholds = {
  "boundaries.teamsPerCodebaseMax": 3,
  "boundaries.scaleRatio": 100,
  "boundaries.smallTeamMax": 5,
  "capacity.peakToAvg": 3,
  "sls.gatewayTimeoutMs": 30_000,
};

const org = (more: object = {}) => ({ engineers: 20, domainClarity: "confirmed" as const, capabilities: ["ci-cd", "observability"], ...more });
const same = { language: "Go", releaseCadence: "weekly" };
const shop = sketch().service("order", same).service("payment", same).service("stock", same);
const teams = ["a", "b", "c", "d"].reduce((drawn, id) => drawn.boundary("team", id), shop);

test("four teams that are ready for it drive microservices", () => {
  const answer = ask(architectureStyle, teams.set({ profile: "microservices", org: org() }), { thresholds });
  expect(answer).toMatchObject({
    verdict: "good",
    sentence: "Microservices fit (for them: more than 3 teams; against them: nothing); the design is drawn that way.",
  });
  expect(answer.working[0]).toBe("microservices: 1 for − 0 against = 1");
  expect(answer.tables?.[0]?.rows.map((row) => row[2]?.value)).toEqual(["yes", "no", "no", "no", "no", "no", "no"]);
});

test("five people without operations skills build a modular monolith, whatever is drawn", () => {
  const answer = ask(architectureStyle, shop.set({ profile: "microservices", org: org({ engineers: 5, capabilities: ["ci-cd"], domainClarity: "unclear" }) }), { thresholds });
  expect(answer).toMatchObject({
    verdict: "bad",
    sentence:
      "A modular monolith fits (for microservices: nothing; against microservices: 5 engineers or fewer, no continuous delivery or no observability and unclear domain boundaries); the design is drawn as microservices.",
  });
  expect(answer.tables?.[0]?.rows[5]?.[3]?.value).toBe("lacks observability");
});

test("each driver counts: cadence, language, scale", () => {
  const of = (properties: object) =>
    ask(
      architectureStyle,
      shop
        .service("search", { ...same, ...properties })
        .set({ org: org() })
        .boundary("team", "only"),
      { thresholds },
    );
  expect(of({}).sentence).toMatch(/^A modular monolith fits/u);
  expect(of({ language: "Rust" }).sentence).toContain("for them: different languages");
  expect(of({ releaseCadence: "daily" }).sentence).toContain("for them: different release cadences");
  expect(of({ instances: { max: 100 } }).sentence).toContain("for them: 100× more instances of one than of another");
});

test("functions with bursts and without calls between them are serverless; a service among them speaks against it", () => {
  const functions = sketch()
    .set({ profile: "serverless", requirements: { nfr: { peakRps: 50, avgRps: 5 } } })
    .component("function", "a", { timeoutMs: 29_000 })
    .component("function", "b");
  expect(ask(architectureStyle, functions, { thresholds })).toMatchObject({
    verdict: "good",
    sentence: "Serverless functions fit (for them: work done by functions and a peak of 3× the average load; against them: nothing); the design is drawn that way.",
  });
  const mixed = functions.service("legacy", same).call("a", "legacy").set({ org: org() }).boundary("team", "only");
  expect(ask(architectureStyle, mixed, { thresholds })).toMatchObject({ verdict: "bad", sentence: expect.stringMatching(/^A modular monolith fits/u) });
});

test("what decides and is not said is asked for", () => {
  const answer = ask(architectureStyle, teams, { thresholds });
  expect(answer).toMatchObject({
    verdict: "undecided",
    sentence:
      "Which style fits depends on what the design does not say: how many engineers there are, whether there is continuous delivery and observability and whether the domain boundaries are confirmed.",
  });
  expect(missingPlaces(answer)).toContain("design.org.engineers");
});
