import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { ask, missingPlaces } from "./ask.ts";
import { backlog } from "./backlog.ts";

const HOUR = 3_600_000;
const analytics = sketch()
  .service("ingest")
  .topic("page-views", { engine: "kafka", partitions: 100, retentionMs: 168 * HOUR })
  .publish("ingest", "page-views", { rps: 1_000_000 })
  .component("streamProcessor", "job", { instances: { max: 100 } })
  .subscribe("page-views", "job", { perConsumerRps: 12_000, maxPerTrigger: 1_000_000, triggerMs: 10_000 })
  .alert("lag", { target: "page-views", signal: "lag", threshold: 1_000_000 });

test("900,000 more every second, the alert after 1.1 s, loss from hour 186.7", () => {
  const answer = ask(backlog, analytics);
  expect(answer.verdict).toBe("bad");
  expect(answer.sentence).toBe(
    "The backlog of page-views grows by 900k/s: 1M/s arrive and job handles 100k/s; its alert sounds after 1.11 s, and the first messages are lost unread after 7 d 19 h.",
  );
  expect(answer.figures.find(({ label }) => label === "First loss after")?.value).toBeCloseTo(186.7 * HOUR, -6);
  expect(answer.inputs.map(({ place }) => `${place.type} ${place.id}.${place.property}`)).toContain("alert lag.threshold");
  expect(answer.marks).toContainEqual({ element: "page-views", text: "+900k/s", tone: "bad" });
});

const mails = sketch()
  .service("order")
  .queue("mails")
  .publish("order", "mails", { rps: 60 })
  .service("mailer", { instances: { max: 4 } });

test("who keeps up works off an hour of standstill at the difference of the rates", () => {
  const answer = ask(backlog, mails.subscribe("mails", "mailer", { perConsumerRps: 20 }));
  expect(answer.verdict).toBe("good");
  expect(answer.sentence).toBe("mailer keeps up with mails: 60/s arrive and mailer handles 80/s; 1 h without consumers leaves 216,000 messages, worked off in 3 h.");
  expect(answer.working).toEqual([
    "growth = λ − μ = 60/s − 80/s = −20/s",
    "backlog = 60/s × 1 h = 216,000 messages",
    "drain = 216,000 messages ÷ (80/s − 60/s) = 3 h",
    "longest delay = 1 h + 216,000 messages ÷ 80/s = 1 h 45 min",
  ]);
  const [chart] = answer.charts ?? [];
  expect(chart?.kind === "lines" && chart.series[0]?.points).toEqual([
    [0, 0],
    [HOUR, 216_000],
    [4 * HOUR, 0],
  ]);
});

test("a standstill longer than the retention loses messages", () => {
  const drawn = mails
    .set({ components: mails.design.components.map((one) => (one.id === "mails" ? { ...one, retentionMs: 2 * HOUR } : one)) })
    .subscribe("mails", "mailer", { perConsumerRps: 20 });
  expect(ask(backlog, drawn).verdict).toBe("good");
  expect(ask(backlog, drawn, { values: { duration: 5 * HOUR } })).toMatchObject({ verdict: "bad", sentence: expect.stringContaining("messages older than 2 h are lost unread") });
});

test("who only just keeps up never works anything off", () => {
  expect(ask(backlog, mails.subscribe("mails", "mailer", { perConsumerRps: 15 }))).toMatchObject({
    verdict: "bad",
    sentence: "mailer only just keeps up with mails: 60/s arrive and mailer handles 60/s, so that a backlog never shrinks.",
  });
});

test("what is missing can only make it worse: a backlog that grows anyway is told", () => {
  const bound = mails.service("shop").publish("shop", "mails").subscribe("mails", "mailer", { perConsumerRps: 10 });
  expect(ask(backlog, bound)).toMatchObject({ verdict: "bad", sentence: expect.stringMatching(/^The backlog of mails grows by 20\/s/u) });
  const open = ask(backlog, mails.subscribe("mails", "mailer"));
  expect(open).toMatchObject({
    verdict: "undecided",
    sentence: "Whether mailer keeps up with mails cannot be told: at least 60/s arrive; still missing: rate of one consumer of mails → mailer.",
  });
  expect(missingPlaces(open)).toEqual(["mails-mailer.perConsumerRps"]);
});
