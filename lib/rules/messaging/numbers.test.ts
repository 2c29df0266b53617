import { expect, test } from "vitest";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { lint } from "../lint.ts";
import { applyFix, Wording } from "../words.ts";
import { messagingRules } from "./list.ts";

const reports = (drawn: Sketch) => lint(drawn.design, { rules: messagingRules });
const messages = (drawn: Sketch, rule: string) => {
  const wording = new Wording(drawn.design);
  return reports(drawn).findings.flatMap((found) => (found.rule === rule ? [wording.message(found)] : []));
};
const open = (drawn: Sketch, rule: string) => reports(drawn).undecided.flatMap((found) => (found.rule === rule ? [`${found.target}: ${found.missing?.join(", ")}`] : []));

const WEEK = 168 * 3_600_000;
const analytics = sketch()
  .component("broker", "kafka", { engine: "kafka", nodes: 10, diskBytesPerNode: 10e12 })
  .topic("page-views", { broker: "kafka", partitions: 100, replication: 3, minIsr: 2, retentionMs: WEEK, compressionRatio: 3 })
  .service("ingest")
  .component("streamProcessor", "job")
  .publish("ingest", "page-views", { rps: 1_000_000, key: "user_id", messageBytes: 500, eventsPerMessage: 10_000 })
  .subscribe("page-views", "job", { maxPerTrigger: 1_000_000, triggerMs: 10_000 })
  .alert("lag", { target: "page-views", signal: "lag", threshold: 1_000_000 });

test("the figures of the analytics platform stand in its messages", () => {
  expect(messages(analytics, "messaging/consumer-too-slow")).toEqual([
    "page-views gets 1M/s, and job handles 100k/s at most because a trigger takes 1,000,000 every 10s; the backlog grows by 900k/s, its alert sounds after 1.1s and the first messages are lost unread after 186.7h.",
  ]);
  expect(messages(analytics, "messaging/message-too-large")).toEqual([
    "A message from ingest with 10,000 events has 1.67 MB, and page-views takes 1.05 MB at most; 6,291 would fit.",
  ]);
  expect(messages(analytics, "messaging/retention-exceeds-disk")).toEqual([
    "The topics of kafka need 302 TB to keep their messages for 168h, and its nodes have 100 TB; 55.6h would fit.",
  ]);
  expect(open(analytics, "messaging/hot-partition")).toEqual(["ingest-page-views: ingest-page-views.keyCardinality, ingest-page-views.topKeyShare, page-views-job.perConsumerRps"]);
});

test("a week that does not fit is shortened to whole hours, but never below what is read again", () => {
  const found = reports(analytics).findings.find(({ rule }) => rule === "messaging/retention-exceeds-disk");
  expect(found && applyFix(analytics.design, found).components.find(({ id }) => id === "page-views")?.retentionMs).toBe(55 * 3_600_000);
  const replayed = analytics.service("search").subscribe("page-views", "search", { replay: true, replayWindowMs: WEEK });
  expect(reports(replayed).findings.find(({ rule }) => rule === "messaging/retention-exceeds-disk")?.fixable).toBe(false);
});

const orders = sketch()
  .component("broker", "kafka", { engine: "kafka" })
  .topic("order-events", { broker: "kafka" })
  .service("order")
  .service("stock", { instances: { min: 10, max: 100 } });
const drawn = orders.publish("order", "order-events").subscribe("order-events", "stock");

test("what a consumer handles, what arrives and how it is spread is asked for", () => {
  expect(open(drawn, "messaging/consumer-too-slow")).toEqual(["order-events-stock: order-events-stock.perConsumerRps, order-events.partitions, order-order-events.rps"]);
  expect(open(drawn, "messaging/consumers-exceed-partitions")).toEqual(["order-events-stock: order-events.partitions"]);
  expect(open(drawn, "messaging/kafka-unjustified")).toEqual(["kafka: order-order-events.rps"]);
});

test("one instance needs no partitions, and a plain publication no sizes", () => {
  const alone = orders.service("mail").publish("order", "order-events").subscribe("order-events", "mail");
  expect(open(alone, "messaging/consumers-exceed-partitions")).toEqual([]);
  expect(open(alone, "messaging/message-too-large")).toEqual([]);
  expect(open(alone, "messaging/hot-partition")).toEqual([]);
  expect(open(alone, "messaging/retention-exceeds-disk")).toEqual([]);
});

test("a lower bound that is too much decides although numbers are missing", () => {
  const half = orders.publish("order", "order-events", { rps: 500 }).service("shop").publish("shop", "order-events");
  const slow = half.service("mail").subscribe("order-events", "mail", { perConsumerRps: 100 });
  expect(messages(slow, "messaging/consumer-too-slow")).toEqual([
    "order-events gets 500/s, and mail handles 100/s at most because 1 consumer cannot do more; the backlog grows by 400/s.",
  ]);
  expect(open(half.service("mail").subscribe("order-events", "mail", { perConsumerRps: 900 }), "messaging/consumer-too-slow")).toEqual([
    "order-events-mail: shop-order-events.rps",
  ]);
});

test("a dead-letter queue is shared with the other readers, taken when there is one, else drawn", () => {
  const fixed = (sketched: Sketch) => {
    const found = reports(sketched).findings.find(({ rule, target }) => rule === "messaging/missing-dead-letter" && target === "order-events-stock");
    if (!found) throw new Error("There is nothing to fix.");
    return applyFix(sketched.design, found);
  };
  const dlqOf = (design: Sketch["design"]) => design.connections.find(({ id }) => id === "order-events-stock")?.dlq;
  const two = drawn.queue("mine", { role: "dlq" }).queue("theirs", { role: "dlq" }).service("mail");
  expect(dlqOf(fixed(two.subscribe("order-events", "mail", { dlq: "theirs", maxAttempts: 3 })))).toBe("theirs");
  expect(dlqOf(fixed(drawn.queue("mine", { role: "dlq" })))).toBe("mine");
  const made = fixed(two);
  expect(made.components.find(({ id }) => id === dlqOf(made))).toEqual({
    id: "order-events-dead-letters",
    kind: "queue",
    name: "order-events dead letters",
    role: "dlq",
    broker: "kafka",
  });
});

test("an alternative to Kafka is not proposed to whoever replays, processes streams or has decided", () => {
  const small = orders.publish("order", "order-events", { rps: 20 });
  const kafka = (sketched: Sketch) => messages(sketched, "messaging/kafka-unjustified");
  expect(kafka(small)).toEqual(["kafka runs Kafka for 20/s, without replay and without stream processing; Kafka pays from 10k/s."]);
  expect(kafka(small.component("streamProcessor", "job").subscribe("order-events", "job"))).toEqual([]);
  expect(kafka(small.decision("k", "Kafka", { status: "proposed", elements: ["kafka"] }))).toHaveLength(1);
  expect(kafka(small.decision("k", "Kafka", { status: "accepted", elements: ["kafka"] }))).toEqual([]);
});

test("a queue that several services read becomes a topic on which each is a group of its own", () => {
  const competing = sketch().service("order").service("stock").service("mail").queue("placed", { visibilityTimeoutMs: 30_000 }).publish("order", "placed");
  const both = competing.subscribe("placed", "stock", { group: "shop" }).subscribe("placed", "mail", { group: "shop" });
  const found = reports(both).findings.find(({ rule }) => rule === "messaging/broadcast-on-queue");
  const fixed = found && applyFix(both.design, found);
  expect(fixed?.components.find(({ id }) => id === "placed")).toEqual({ id: "placed", kind: "topic", name: "placed", retentionMs: WEEK });
  expect(fixed?.connections.flatMap(({ kind, group }) => (kind === "subscribe" ? [group] : [])).toSorted()).toEqual(["shop", "stock"]);
});
