import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { ask, missingPlaces } from "./ask.ts";
import { partitionsNeeded } from "./partitions-needed.ts";

const thresholds = { "capacity.headroom": 1.5 };
const views = (partitions?: number) =>
  sketch()
    .service("ingest")
    .topic("page-views", { engine: "kafka", ...(partitions === undefined ? {} : { partitions }) })
    .publish("ingest", "page-views", { rps: 1_000_000 })
    .component("streamProcessor", "job")
    .subscribe("page-views", "job", { perConsumerRps: 10_000 });

test("a million a second at 10,000 per consumer needs 150 partitions, and 100 are there", () => {
  const answer = ask(partitionsNeeded, views(100), { thresholds });
  expect(answer.verdict).toBe("bad");
  expect(answer.sentence).toBe("page-views needs 150 partitions for 1M/s, of which one consumer of job handles 10k/s, and has 100.");
  expect(answer.working).toEqual(["job: ⌈1M/s ÷ 10k/s × 1.5⌉ = 150"]);
  expect(answer.marks).toEqual([{ element: "page-views", text: "100 of 150", tone: "bad" }]);
  expect(ask(partitionsNeeded, views(150), { thresholds }).verdict).toBe("good");
});

test("growth is counted in, and is what the requirements say unless asked otherwise", () => {
  const growing = views(200).set({ requirements: { growth: { m6: 1.5, m24: 2 } } });
  expect(ask(partitionsNeeded, growing, { thresholds })).toMatchObject({
    verdict: "bad",
    sentence: expect.stringMatching(/^page-views needs 300 partitions for 2M\/s \(2× today's\)/u),
  });
  expect(ask(partitionsNeeded, growing, { thresholds, values: { growth: 1 } }).verdict).toBe("good");
});

test("the reader whose consumer handles least decides", () => {
  const drawn = views(200)
    .service("audit", { instances: { max: 20 } })
    .subscribe("page-views", "audit", { perConsumerRps: 5_000 });
  const answer = ask(partitionsNeeded, drawn, { thresholds });
  expect(answer.sentence).toContain("needs 300 partitions");
  expect(answer.tables?.[0]?.rows.map((row) => row.map(({ value }) => value))).toEqual([
    ["audit", 5_000, 300, 20],
    ["job", 10_000, 150, 1],
  ]);
});

test("without the partitions the need is still told; without rates nothing is", () => {
  const open = ask(partitionsNeeded, views(), { thresholds });
  expect(open).toMatchObject({ verdict: "undecided", sentence: expect.stringContaining("needs 150 partitions") });
  expect(missingPlaces(open)).toEqual(["page-views.partitions"]);
  const silent = sketch().topic("page-views", { partitions: 3 }).service("job").subscribe("page-views", "job");
  expect(ask(partitionsNeeded, silent, { thresholds }).sentence).toBe(
    "The partitions cannot be told, because nothing is published to page-views; still missing: rate of one consumer of page-views → job.",
  );
});

test("consumers that handle nothing need more than any number", () => {
  const drawn = sketch()
    .service("ingest")
    .topic("events", { partitions: 3 })
    .publish("ingest", "events", { rps: 5 })
    .service("job")
    .subscribe("events", "job", { perConsumerRps: 0 });
  expect(ask(partitionsNeeded, drawn, { thresholds })).toMatchObject({
    verdict: "bad",
    sentence: "No number of partitions is enough: a consumer of job handles nothing, and 5/s arrive.",
  });
});
