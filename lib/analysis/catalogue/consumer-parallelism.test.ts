import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { ask, missingPlaces } from "./ask.ts";
import { consumerParallelism } from "./consumer-parallelism.ts";

test("of 12 consumers on 10 partitions 2 have no partition", () => {
  const drawn = sketch()
    .topic("events", { partitions: 10 })
    .service("stock", { instances: { min: 2, max: 12 } })
    .subscribe("events", "stock", { perConsumerRps: 20 });
  const answer = ask(consumerParallelism, drawn);
  expect(answer.verdict).toBe("bad");
  expect(answer.sentence).toBe(
    "10 of 12 instances of stock read events at the same time, and 2 have no partition; together they handle 200/s, because there are only 10 partitions.",
  );
  expect(answer.working).toEqual(["parallel = min(12, 10) = 10", "idle = max(0, 12 − 10) = 2", "μ = 10 × 20/s = 200/s"]);
  expect(answer.marks).toContainEqual({ element: "stock", text: "2 idle", tone: "bad" });
});

const job = sketch()
  .topic("page-views", { partitions: 100 })
  .component("streamProcessor", "job", { instances: { max: 100 } });

test("a million every 10 s let 100,000 a second through, however many consumers there are", () => {
  const answer = ask(consumerParallelism, job.subscribe("page-views", "job", { perConsumerRps: 12_000, maxPerTrigger: 1_000_000, triggerMs: 10_000 }));
  expect(answer.verdict).toBe("good");
  expect(answer.sentence).toBe(
    "100 consumers of job can read page-views at the same time; together they handle 100k/s, because the trigger takes 1,000,000 every 10 s, however many there are.",
  );
  expect(answer.working.at(-1)).toBe("μ = min(100 × 12k/s, 100k/s) = 100k/s");
});

test("the rate grows with the consumers until the partitions hold it", () => {
  const [chart] = ask(consumerParallelism, job.subscribe("page-views", "job", { perConsumerRps: 10 })).charts ?? [];
  if (chart?.kind !== "lines") throw new Error("There should be a line.");
  expect(chart.series[0]?.points).toEqual([
    [0, 0],
    [100, 1_000],
    [125, 1_000],
  ]);
});

test("what is missing is asked for, and a bound is given", () => {
  const open = ask(consumerParallelism, sketch().topic("events", { engine: "kafka" }).component("function", "mail").subscribe("events", "mail"));
  expect(open.verdict).toBe("undecided");
  expect(missingPlaces(open)).toEqual(["events-mail.perConsumerRps", "mail.maxConcurrency", "events.partitions"]);
  const bound = ask(consumerParallelism, job.subscribe("page-views", "job", { maxPerTrigger: 1_000_000, triggerMs: 10_000 }));
  expect(bound.sentence).toContain("at most 100k/s");
});

test("a platform starts no more runs of a function than there are partitions", () => {
  const drawn = sketch().topic("events", { partitions: 10 }).component("function", "mail", { maxConcurrency: 50 }).subscribe("events", "mail", { perConsumerRps: 2 });
  expect(ask(consumerParallelism, drawn)).toMatchObject({ verdict: "good", sentence: expect.stringMatching(/^10 consumers of mail/u) });
});
