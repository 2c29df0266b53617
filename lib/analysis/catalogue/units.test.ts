import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { ask } from "./ask.ts";
import { units } from "./units.ts";

const HOUR = 3_600;

test("10K, 100K and 150K an hour are 2.78, 27.78 and 41.67 a second", () => {
  const of = (perHour: number) => ask(units, sketch(), { values: { rate: perHour / HOUR } });
  expect(of(10_000).sentence).toBe("2.78 a second are 166.67 a minute, 10,000 an hour and 240,000 a day.");
  expect(of(100_000).working).toEqual(["100,000/h ÷ 3,600 = 27.78/s", "1,666.67/min ÷ 60 = 27.78/s"]);
  expect(of(150_000).figures[0]).toEqual({ label: "A second", value: "41.67/s" });
});

test("there is one amount for each sort of unit", () => {
  const [table] = ask(units, sketch(), { values: { rate: 1, time: 900_000, size: 1_073_741_824, share: 0.9995 } }).tables ?? [];
  expect(table?.rows.map((row) => row[1]?.value)).toEqual([
    "1/s = 60/min = 3,600/h = 86,400 a day",
    "900,000 ms = 900 s = 15 min = 0.25 h = 0.0104 d",
    "1,073,741,824 B = 1,073,741.82 kB = 1,073.74 MB = 1.07 GB",
    "1,048,576 KiB = 1,024 MiB = 1 GiB",
    "99.95%; the rest is 21 min 36 s of 30 days or 4 h 23 min of a year",
  ]);
});

test("the rates of the design stand beside each other, each leading to where it is written", () => {
  const drawn = sketch()
    .set({ requirements: { nfr: { peakRps: 27.8 }, loadTestRps: 41.7 } })
    .gateway("gateway", { rateLimits: [{ ratePerSec: 40 }] })
    .service("order", { perInstanceRps: 20 })
    .database("orders", { accessPatterns: [{ id: "byUser", readRps: 20 }] })
    .call("gateway", "order", { rps: 27.8 });
  const answer = ask(units, drawn);
  expect(answer.sentence).toMatch(/^27\.8 a second/u);
  const table = answer.tables?.[1];
  expect(table?.columns).toEqual(["Rate", "/s", "/min", "/h", "/day"]);
  expect(table?.rows.map((row) => [row[0]?.value, row[3]?.value, row[0]?.element])).toEqual([
    ["Peak load of the system", "100,080", undefined],
    ["Load-tested to", "150,120", undefined],
    ["gateway: limit 1", "144,000", "gateway"],
    ["order: capacity of one instance", "72,000", "order"],
    ["orders: reads byUser", "72,000", "orders"],
    ["gateway → order: rate", "100,080", "gateway-order"],
  ]);
  expect(answer.inputs.map(({ place }) => `${place.id}.${place.property}`)).toEqual([
    "design.requirements.nfr.peakRps",
    "design.requirements.loadTestRps",
    "gateway.rateLimits.0.ratePerSec",
    "order.perInstanceRps",
    "orders.accessPatterns.0.readRps",
    "gateway-order.rps",
  ]);
});
