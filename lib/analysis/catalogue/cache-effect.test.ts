import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { ask, missingPlaces } from "./ask.ts";
import { cacheEffect } from "./cache-effect.ts";

const catalog = (access: object, maxReadRps?: number) =>
  sketch()
    .service("catalog")
    .cache("redis")
    .cacheAccess("catalog", "redis", { use: "cache", ...access })
    .database("products", maxReadRps === undefined ? {} : { maxReadRps })
    .data("catalog", "products", { mode: "rw", readRps: 100 });

test("losing a cache that hits 95% multiplies its reads of the database by 20", () => {
  const answer = ask(cacheEffect, catalog({ readRps: 1_900, loadMs: 20, stampede: "lock" }, 800));
  expect(answer.verdict).toBe("bad");
  expect(answer.sentence).toBe(
    "With 95% hits products is read at 195/s, without the cache at 2000/s, more than the 800/s it can carry; 38 requests want a hot entry that expires, and a lock lets one of them load it.",
  );
  expect(answer.figures).toContainEqual({ label: "Cached reads multiply by", value: expect.closeTo(20, 6), unit: "factor" });
  expect(answer.figures).toContainEqual({ label: "Hit ratio it cannot do without", value: 0.632, unit: "ratio", tone: "warning" });
  expect(answer.charts?.map(({ title }) => title)).toEqual(["Reads of products", "Reads by hit ratio"]);
});

test("100 reads a second of what takes 20 ms to load are 2 parallel misses", () => {
  const of = (stampede?: string) => ask(cacheEffect, catalog({ readRps: 100, loadMs: 20, ...(stampede && { stampede }) }, 800));
  expect(of().figures).toContainEqual({ label: "Parallel misses of a hot entry", value: 2, unit: "count", tone: "bad" });
  expect(of()).toMatchObject({ verdict: "bad", sentence: expect.stringContaining("2 requests want a hot entry that expires, and all of them load it") });
  expect(of("singleFlight").verdict).toBe("good");
});

test("the hit ratio is a question; at 100% nothing is left to multiply", () => {
  const full = ask(cacheEffect, catalog({ readRps: 1_900, loadMs: 0 }, 3_000), { values: { hit: 1 } });
  expect(full).toMatchObject({
    verdict: "good",
    sentence: "With 100% hits products is read at 100/s, without the cache at 2000/s, and it can carry 3000/s; an entry that expires is loaded once.",
  });
  expect(full.figures.map(({ label }) => label)).not.toContain("Cached reads multiply by");
});

test("says what is missing, and when nobody can tell what is behind the cache", () => {
  const answer = ask(cacheEffect, catalog({}));
  expect(answer).toMatchObject({ verdict: "undecided", sentence: expect.stringMatching(/^What the cache keeps from products cannot be said yet; missing: /u) });
  expect(missingPlaces(answer)).toEqual(["catalog-redis.readRps", "catalog-redis.loadMs", "products.maxReadRps"]);
  const lone = sketch().service("catalog").cache("redis").cacheAccess("catalog", "redis");
  expect(ask(cacheEffect, lone)).toMatchObject({ verdict: "undecided", sentence: "Which database is behind redis is not known: name the origin of the connection." });
});

test("sessions are not cached copies", () => {
  expect(() => ask(cacheEffect, catalog({ use: "session" }))).toThrow(/cannot be asked/u);
});
