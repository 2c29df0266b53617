import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { ask, missingPlaces } from "./ask.ts";
import { messageSize } from "./message-size.ts";

const thresholds = { "kafka.maxMessageBytes": 1_048_588 };

const views = sketch().component("broker", "kafka", { engine: "kafka" }).service("ingest").topic("page-views", { broker: "kafka", compressionRatio: 3 });

test("10,000 events of 500 B have 1.67 MB after compression, and 6,291 would fit", () => {
  const answer = ask(messageSize, views.publish("ingest", "page-views", { rps: 1_000_000, messageBytes: 500, eventsPerMessage: 10_000 }), { thresholds });
  expect(answer.verdict).toBe("bad");
  expect(answer.sentence).toBe("A message of 10,000 events has 1.667 MB after compression, more than the 1.049 MB that page-views takes; 6,291 events would fit.");
  expect(answer.working).toEqual(["500 B × 10,000 ÷ 3 = 1.667 MB > 1.049 MB"]);
  expect(answer.figures).toContainEqual({ label: "Published per second", value: 5e8, unit: "bytes" });
  expect(answer.inputs.at(-1)).toMatchObject({ place: { type: "threshold", id: "kafka.maxMessageBytes" }, assumed: "test" });
});

test("one event per message fits", () => {
  const answer = ask(messageSize, views.publish("ingest", "page-views", { messageBytes: 500 }), { thresholds });
  expect(answer).toMatchObject({ verdict: "good", sentence: "A message has 166.7 B after compression; page-views takes 1.049 MB." });
  expect(answer.inputs[1]).toMatchObject({ value: 1, assumed: "counts as 1 while unset" });
});

test("a limit of the topic counts before that of its broker", () => {
  const of = (topic: object, broker: object) =>
    ask(
      messageSize,
      sketch()
        .component("broker", "mq", broker)
        .service("a")
        .topic("t", { broker: "mq", ...topic })
        .publish("a", "t", { messageBytes: 1_000 }),
      { thresholds },
    );
  expect(of({ maxMessageBytes: 900 }, { maxMessageBytes: 2_000 })).toMatchObject({
    verdict: "bad",
    sentence: "A message has 1 kB, more than the 900 B that t takes; not even one event fits.",
  });
  expect(of({}, { maxMessageBytes: 2_000 })).toMatchObject({ verdict: "good" });
  expect(of({}, {})).toMatchObject({ verdict: "undecided", sentence: "A message has 1 kB; missing: largest message of t." });
});

test("without a size it says what may pass", () => {
  const answer = ask(messageSize, views.publish("ingest", "page-views"), { thresholds });
  expect(answer).toMatchObject({
    verdict: "undecided",
    sentence: "How large a message is cannot be said yet; page-views takes 1.049 MB at most; missing: message size of ingest → page-views.",
  });
  expect(missingPlaces(answer)).toEqual(["ingest-page-views.messageBytes"]);
});
