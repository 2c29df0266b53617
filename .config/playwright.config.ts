import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";

const port = Number(process.env["LINTEL_E2E_PORT"] ?? 3917);
const chromium = process.env["CHROME_PATH"];
// Every worker reads this file again; they share the folder that the first one made.
const data = (process.env["LINTEL_E2E_DATA"] ??= mkdtempSync(join(tmpdir(), "lintel-e2e-")));

/** Journeys in a real browser against the built product, on a database of its own. */
export default defineConfig({
  testDir: "../e2e",
  outputDir: "../test-results",
  fullyParallel: true,
  workers: 2,
  // One more try on shared machines only; the runner names what needed it.
  retries: process.env["CI"] ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env["CI"] !== undefined,
  reporter: [["list"]],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    permissions: ["clipboard-read", "clipboard-write"],
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      // A root account (containers) cannot start Chromium's sandbox; the rest keeps it from calling home on a closed network.
      args: [
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
    // Recording costs two fifths of the time. Repeat a journey that failed with `--trace on`.
    trace: "off",
    screenshot: "only-on-failure",
  },
  webServer: {
    command: `"${process.execPath}" lib/server/main.ts`,
    cwd: join(import.meta.dirname, ".."),
    url: `http://127.0.0.1:${port}/livez`,
    env: { PORT: String(port), LINTEL_DATA: data, NODE_ENV: "production", LINTEL_EMBED_ORIGINS: `http://127.0.0.1:${port + 1}` },
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
    timeout: 60_000,
    reuseExistingServer: false,
  },
});
