import { expect, test } from "vitest";
import { slug } from "./file-name.ts";

test.each([
  ["Order Management", "order-management"],
  ["../../etc/passwd", "etc-passwd"],
  ["Bestellung & Zahlung – März", "bestellung-zahlung-märz"],
  ["订单 系统", "订单-系统"],
  ["...", "design"],
  ["CON", "con-design"],
  [`x${"y".repeat(300)}`, `x${"y".repeat(59)}`],
])("%s becomes %s", (text, expected) => {
  expect(slug(text)).toBe(expected);
});
