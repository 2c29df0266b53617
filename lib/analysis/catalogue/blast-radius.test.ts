import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readLintelFile } from "#lib/import/lintel-file/lintel-file.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { Answer } from "../analysis.ts";
import { DesignIndex } from "../design-index.ts";
import { ask } from "./ask.ts";
import { blastRadius } from "./blast-radius.ts";

function example(path: string) {
  const file = readLintelFile(readFileSync(new URL(`../../../examples/${path}`, import.meta.url), "utf8"));
  if (!file.ok) throw new Error(file.problems.map(({ message }) => message).join("\n"));
  return { design: file.design };
}
const marksOf = ({ marks = [] }: Answer) => Object.fromEntries(marks.map(({ element, text }) => [element, text]));
const rowsOf = ({ tables = [] }: Answer, title: string) => tables.find((table) => table.title === title)?.rows.map((row) => row.map(({ value }) => value));

test("without PostgreSQL creating an order fails at once, and fulfilment is delayed", () => {
  const answer = ask(blastRadius, example("order-management/as-drawn.lintel.yaml"), { about: "pg" });
  expect(answer.verdict).toBe("bad");
  expect(answer.sentence).toBe("With PostgreSQL primary down, create fails, because Order service needs it and has no fallback; fulfil is delayed.");
  expect(rowsOf(answer, "Flows")).toEqual([
    ["create", "fails", "Order service needs PostgreSQL primary and has no fallback"],
    ["fulfil", "delayed", "Order events gets nothing from Order service meanwhile"],
  ]);
  expect(marksOf(answer)).toMatchObject({ pg: "down", order: "fails", gw: "fails", "order-events": "delayed", payment: "delayed" });
  expect(answer.working).toEqual(["create: Client → API load balancer → API gateway → Order service → PostgreSQL primary, needed all the way"]);
});

test("in the repaired platform orders are accepted without the stock service, and its commands wait", () => {
  const answer = ask(blastRadius, example("order-management/repaired.lintel.yaml"), { about: "inventory" });
  expect(answer.verdict).toBe("good");
  expect(rowsOf(answer, "Flows")).toEqual([
    ["create", "degrades", 'Order service falls back to "accept, the saga verifies" without Inventory service'],
    ["fulfil", "delayed", "Messages wait in Inventory commands until Inventory service is back"],
    ["tell the customer", "goes on", "It does not use what is down"],
  ]);
  expect(rowsOf(answer, "Messages that wait")).toEqual([["Inventory commands → Inventory service", 27.8, 100_080, expect.closeTo(211_900, -3), expect.closeTo(35_970, -2)]]);
  expect(marksOf(answer)).toMatchObject({ inventory: "down", order: "degrades", "q-inv": "+27.8/s" });
});

const shop = sketch()
  .client("web")
  .service("order", { instances: { max: 2 } })
  .queue("mails", { retentionMs: 1_800_000 })
  .service("mailer", { instances: { max: 4 } })
  .external("mail")
  .call("web", "order")
  .publish("order", "mails", { rps: 30, atomicWith: "outbox" })
  .subscribe("mails", "mailer", { perConsumerRps: 10, ack: "after" })
  .call("mailer", "mail");

test("a long outage loses the messages of a queue that keeps them for a short time", () => {
  const drawn = shop.flow("create", ["web-order", "order-mails", "mails-mailer", "mailer-mail"]);
  expect(ask(blastRadius, drawn, { about: "mail", values: { outage: 600_000 } })).toMatchObject({
    verdict: "good",
    sentence: "With mail down, create is delayed, because mailer cannot handle the messages of mails without it; after 10 min 18,000 messages wait in mails.",
  });
  expect(ask(blastRadius, drawn, { about: "mail" })).toMatchObject({
    verdict: "bad",
    sentence: expect.stringContaining("messages are lost in mails, which keeps them for less than 1 h"),
  });
});

test("an outbox keeps the messages of a queue that is down", () => {
  const answer = ask(blastRadius, shop.flow("create", ["web-order", "order-mails"]), { about: "mails" });
  expect(answer.sentence).toBe(
    "With mails down, create is delayed, because order keeps its messages in an outbox until it is back; after 1 h 108,000 messages wait in the outbox of order.",
  );
});

test("what a flow does not walk over may fail it, and is asked", () => {
  const answer = ask(blastRadius, shop.database("orders").data("order", "orders").flow("create", ["web-order"]), { about: "orders" });
  expect(answer.verdict).toBe("undecided");
  expect(answer.sentence).toBe("With orders down, create may fail, because order on its way needs it, and the flow does not say whether for this.");
  expect(marksOf(answer)["order"]).toBe("may fail");
});

test("without flows it tells who fails with it", () => {
  const drawn = shop.database("orders").data("order", "orders");
  expect(ask(blastRadius, drawn, { about: "orders" })).toMatchObject({
    verdict: "neutral",
    sentence: "With orders down, order and web fail with it; no flow is recorded that would say what that means.",
  });
  expect(ask(blastRadius, sketch().service("alone")).sentence).toBe("With alone down, nothing else fails; no flow is recorded.");
});

test("what critical flows need is asked about first; clients and libraries are not taken down", () => {
  const drawn = shop.component("sharedLib", "lib").flow("tell", ["mails-mailer", "mailer-mail"]).flow("create", ["web-order"], { criticality: "critical" });
  expect(blastRadius.subjects({ index: new DesignIndex(drawn.design), threshold: () => ({ value: 0, origin: "" }), values: {} }).map(({ id }) => id)).toEqual([
    "order",
    "mail",
    "mailer",
    "mails",
  ]);
});
