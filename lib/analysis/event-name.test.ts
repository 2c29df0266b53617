import { expect, test } from "vitest";
import { isPastTense, styleOf } from "./event-name.ts";

test.each([
  ["OrderPlaced", true],
  ["order.created", true],
  ["user_created", true],
  ["StockRefusedV2", true],
  ["order.created.v1", true],
  ["InvoiceWritten", true],
  ["MailSentEvent", true],
  ["RefundAgreed", true],
  ["ReserveStock", false],
  ["order.create", false],
  ["NewsFeed", false],
  ["PaymentProceed", false],
  ["VideoEmbed", false],
  ["OrderEvent", false],
  ["MessageRead", undefined],
  ["Event", undefined],
  ["", undefined],
  ["注文済み", undefined],
] as const)("%s", (name, past) => {
  expect(isPastTense(name)).toBe(past);
});

test("Pascal and dotted names are told apart", () => {
  expect(["OrderPlaced", "order.placed", "order-line.item_added", "orderPlaced", "order_placed", "com.shop.OrderPlaced", ""].map(styleOf)).toEqual([
    "pascal",
    "dotted",
    "dotted",
    "other",
    "other",
    "other",
    "other",
  ]);
});
