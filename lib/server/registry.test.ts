import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

test("there is no way in beside the operations: no other route, no Server Action", () => {
  const sources = readdirSync(join(ROOT, "app"), { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/u.test(name));
  const routes = sources.filter((name) => /(^|\/)route\.tsx?$/u.test(name));
  expect(routes.toSorted()).toEqual(["api/v1/[...path]/route.ts", "livez/route.ts", "mermaid-frame/route.ts", "readyz/route.ts"]);
  const texts = sources.map((name) => readFileSync(join(ROOT, "app", name), "utf8"));
  expect(texts.filter((text) => /["']use server["']/u.test(text))).toEqual([]);
  expect(texts.filter((text) => /prisma|database\//u.test(text))).toEqual([]);
});
