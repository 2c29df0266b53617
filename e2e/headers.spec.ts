import { expect, test } from "@playwright/test";

const PAGES = [
  "/",
  "/designs",
  "/d/nothing-here",
  "/s",
  "/view",
  "/sample",
  "/rules",
  "/rules/resilience/missing-timeout",
  "/setup",
  "/sign-in",
  "/sign-up",
  "/invitation",
  "/reset",
  "/external",
  "/account",
  "/workspace",
  "/no-such-page",
];

for (const path of PAGES) {
  test(`${path} runs its own scripts only and may be framed by nobody else`, async ({ page }) => {
    const breaches: string[] = [];
    page.on("console", (message) => {
      if (/content security policy/iu.test(message.text())) breaches.push(message.text());
    });
    const response = await page.goto(path, { waitUntil: "networkidle" });
    const headers = response?.headers() ?? {};
    const policy = headers["content-security-policy"] ?? "";
    const scripts = /script-src ([^;]*)/u.exec(policy)?.[1] ?? "";
    expect(scripts).toMatch(/'nonce-[\w-]{22}'/u);
    expect(scripts).not.toContain("unsafe");
    for (const part of ["frame-ancestors 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'"]) expect(policy).toContain(part);
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cross-origin-opener-policy": "same-origin" });
    expect(headers["cache-control"], "a page with somebody's name is kept by nobody").toMatch(/no-store|private/u);
    expect(headers["x-powered-by"]).toBeUndefined();
    expect(breaches).toEqual([]);
  });
}
