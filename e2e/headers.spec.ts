import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { complaintsOf } from "./studio.ts";

/* What the headers of every page say is looked at by lib/server/pages.process.test.ts; here, that the pages keep to it. */

const FILLED: Readonly<Record<string, string>> = { "[id]": "nothing-here", "[category]": "resilience", "[name]": "missing-timeout" };
const PAGES = readdirSync(join(import.meta.dirname, "../app"), { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => /(^|\/)page\.tsx$/u.test(path))
  .map((path) => `/${path.replace(/\/?page\.tsx$/u, "")}`.replaceAll(/\[\w+\]/gu, (part) => FILLED[part] ?? part));

for (const path of [...PAGES, "/no-such-page"]) {
  test(`${path} keeps to its own content policy`, async ({ page }) => {
    const complaints = complaintsOf(page);
    await page.goto(path, { waitUntil: "networkidle" });
    expect(complaints).toEqual([]);
  });
}
