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

test("a pasted link shows the product's card and nothing of the design", async ({ request, baseURL }) => {
  const created = await request.post("/api/v1/designs", { data: { title: "Secret merger" } });
  const { id } = (await created.json()) as { readonly id: string };
  const shared = await request.post(`/api/v1/designs/${id}/shares`, { data: {} });
  const { id: linkId, secret } = (await shared.json()) as { readonly id: string; readonly secret: string };
  // As a chat program asks: without what stands behind the #, which it never sends.
  for (const path of [`/d/${id}`, "/s", "/embed", "/view"]) {
    const page = await (await request.get(path)).text();
    const tags = page.match(/<meta [^>]*(?:og:|twitter:|name="description")[^>]*>/gu) ?? [];
    expect(tags.join("")).toContain(`content="${baseURL}/preview.png"`);
    expect(tags.join("")).toContain('property="og:title" content="Lintel"');
    for (const told of [id, linkId]) expect(tags.join("")).not.toContain(told);
    for (const told of ["Secret merger", secret.slice(17), linkId]) expect(page).not.toContain(told);
  }
  const picture = await request.get("/preview.png");
  expect(picture.headers()["content-type"]).toBe("image/png");
});
