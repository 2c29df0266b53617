import { deflateSync } from "fflate";
import { expect, test } from "vitest";
import { decodeShareCode } from "./share-code.ts";

const code = (bytes: Uint8Array) => `1.${Buffer.from(bytes).toString("base64url")}`;
const messageOf = (text: string) => {
  const result = decodeShareCode(text);
  return result.ok ? "ok" : result.problems[0]?.message;
};

test.each([
  ["nothing", "", /cut off or changed/u],
  ["no design", "hello", /cut off or changed/u],
  ["letters that no code has", "1.%%%", /cut off or changed/u],
  ["bytes that nobody packed", "1.AAAA", /cut off or changed/u],
  ["a code that was cut off", code(deflateSync(Buffer.from('{"lintel":1,"title":"x"}'))).slice(0, -6), /cut off or changed/u],
  ["a later packing", "2.AAAA", /newer Lintel/u],
  ["a code of 3 MB", `1.${"A".repeat(3_000_000)}`, /too long/u],
  ["a packed list", code(deflateSync(Buffer.from("[]"))), /not a design/u],
])("refuses %s", (_, text, message) => {
  expect(messageOf(text)).toMatch(message);
});

test("a code that unpacks to 100 MB is noticed early", () => {
  const bomb = deflateSync(new Uint8Array(100_000_000), { level: 9 });
  const start = performance.now();
  expect(messageOf(code(bomb))).toMatch(/over 2 MB/u);
  expect(performance.now() - start).toBeLessThan(1_000);
});
