import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { ask, missingPlaces } from "./ask.ts";
import { growth } from "./growth.ts";

const thresholds = { "capacity.headroom": 1.5 };

const shop = (factors: { m6?: number; m12?: number; m24?: number }, max = 6) =>
  sketch()
    .set({ requirements: { nfr: { peakRps: 27.8 }, growth: factors } })
    .client("web")
    .service("order", { instances: { min: 2, max }, perInstanceRps: 20 })
    .call("web", "order");

test("27.8/s that double each year fill 120/s after 25 months", () => {
  const answer = ask(growth, shop({ m12: 2, m24: 4 }), { thresholds });
  expect(answer.verdict).toBe("good");
  expect(answer.sentence).toBe("order would be full after 25 months if growth went on like that: its load grows from 27.8/s to 111/s in 24 months, and it can take 120/s.");
  expect(answer.working).toEqual(["peak(24) = 27.8/s × 4 = 111/s", "full at 120/s ÷ 27.8/s = 4.317 times today, in month 25.3"]);
  expect(answer.charts?.[0]).toMatchObject({ kind: "lines", limits: [{ y: 120 }], marks: [{ label: "full, month 25" }] });
});

test("full within two years is bad, and so is looking further ahead", () => {
  expect(ask(growth, shop({ m6: 2, m12: 4, m24: 8 }), { thresholds })).toMatchObject({
    verdict: "bad",
    sentence: "order is full after 13 months: its load grows from 27.8/s to 222/s in 24 months, and it can take 120/s.",
    marks: [{ element: "order", text: "full 13 mo", tone: "bad" }],
  });
  expect(ask(growth, shop({ m12: 2, m24: 4 }), { thresholds, values: { months: 36 } }).verdict).toBe("bad");
  expect(ask(growth, shop({ m24: 1 }), { thresholds })).toMatchObject({ verdict: "good", sentence: expect.stringMatching(/^order does not get full/u) });
  expect(ask(growth, shop({ m24: 2 }, 1), { thresholds })).toMatchObject({ verdict: "bad", sentence: "order is full today: its load is 27.8/s, and it can take 20/s." });
});

test("tables say what 6, 12 and 24 months and 10, 100 and 1,000 times today ask for", () => {
  const [stages, far] = ask(growth, shop({ m12: 2, m24: 4 }), { thresholds }).tables ?? [];
  expect(stages?.rows.map((row) => row.map(({ value }) => value))).toEqual([
    ["today", 1, 27.8, 0.232, 3],
    ["6 months", expect.closeTo(Math.SQRT2, 5), expect.closeTo(39.3, 1), 0.328, 3],
    ["12 months", 2, 55.6, 0.463, 5],
    ["24 months", 4, 111.2, 0.927, 9],
  ]);
  expect(far?.rows.map((row) => [row[0]?.value, row[3]?.value, row[4]?.value])).toEqual([
    [10, 21, "after 39 months"],
    [100, 209, "after 79 months"],
    [1_000, 2_085, "after 119 months"],
  ]);
});

test("without a projection it says how much room there is; half a projection is not enough", () => {
  const answer = ask(growth, shop({}), { thresholds });
  expect(answer).toMatchObject({ verdict: "undecided", sentence: "order can take 4.317× today's load; nobody has said how the load grows." });
  expect(missingPlaces(answer)).toEqual(["design.requirements.growth.m6", "design.requirements.growth.m12", "design.requirements.growth.m24"]);
  expect(ask(growth, shop({ m6: 1.1 }), { thresholds })).toMatchObject({ verdict: "undecided", sentence: expect.stringContaining("nobody has said how much it is after 2 years") });
});

test("of all components the first to be full is named", () => {
  const drawn = shop({ m6: 1.5, m12: 3, m24: 6 }).database("orders", { maxReadRps: 1_000, maxWriteRps: 500 }).data("order", "orders", { mode: "rw", readRps: 60, writeRps: 27.8 });
  const answer = ask(growth, drawn, { thresholds });
  expect(answer).toMatchObject({ verdict: "bad", sentence: "Within 24 months 1 component gets full: order, after 18 months.", lit: ["order"] });
  expect(answer.charts?.[0]).toMatchObject({
    bars: [
      { label: "order", value: 18, tone: "bad" },
      { label: "orders", tone: "good" },
    ],
    limit: { value: 24 },
  });
});
