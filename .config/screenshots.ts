import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { chromium, type Page } from "@playwright/test";
import { ensureBrowser } from "./setup/browser.mjs";
import { ensureBuilt } from "./setup/build.mjs";

/*
 * Makes the pictures of the documentation from the built product: `npm run screenshots`.
 */
const ROOT = join(import.meta.dirname, "..");
const PORT = 3931;
const BASE = `http://127.0.0.1:${PORT}`;
const FOLDER = join(ROOT, "docs/screenshots");

interface Shot {
  readonly name: string;
  readonly path: string;
  readonly scheme?: "light" | "dark";
  readonly width?: number;
  readonly height?: number;
  readonly act?: (page: Page) => Promise<void>;
}

const findings = (page: Page) => page.getByRole("tree", { name: "List of findings" }).getByRole("treeitem", { level: 2 });

const SHOTS: readonly Shot[] = [
  { name: "studio-light", path: "/sample" },
  { name: "studio-dark", path: "/sample", scheme: "dark", act: (page) => findings(page).first().click() },
  {
    name: "documents",
    path: "/sample",
    act: async (page) => {
      await page.getByRole("button", { name: "Documents" }).click();
      await page.getByRole("button", { name: "Dismiss" }).click();
    },
  },
  {
    name: "analysis",
    path: "/sample",
    act: async (page) => {
      await page.getByRole("button", { name: "Dismiss" }).click();
      await page.getByRole("button", { name: /^Analyses/u }).click();
      await page.getByRole("button", { name: /^Latency budget/u }).click();
    },
  },
  {
    name: "sheets",
    path: "/sample",
    scheme: "dark",
    act: async (page) => {
      await page.getByRole("button", { name: "Dismiss" }).click();
      await page.keyboard.press("ControlOrMeta+Shift+S");
    },
  },
  { name: "studio-narrow", path: "/sample", width: 820, height: 1000 },
  { name: "rules", path: "/rules" },
  { name: "rule", path: "/rules/resilience/missing-circuit-breaker", height: 1200 },
  { name: "rule-dark", path: "/rules/resilience/missing-circuit-breaker", scheme: "dark", height: 1200 },
  { name: "new-design", path: "/designs?new" },
];

async function answers(): Promise<void> {
  for (let tries = 0; tries < 120; tries += 1) {
    try {
      if ((await fetch(`${BASE}/livez`)).ok) return;
    } catch {
      // Not yet listening.
    }
    await wait(250);
  }
  throw new Error("The server did not start.");
}

await ensureBuilt(process.execPath);
const data = mkdtempSync(join(tmpdir(), "lintel-screenshots-"));
const server = spawn(process.execPath, ["lib/server/main.ts"], {
  cwd: ROOT,
  env: { ...process.env, PORT: String(PORT), LINTEL_DATA: data, NODE_ENV: "production" },
  stdio: "inherit",
});
const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: ["--no-sandbox", "--disable-gpu"] });
try {
  await answers();
  mkdirSync(FOLDER, { recursive: true });
  for (const { name, path, scheme = "light", width = 1440, height = 900, act } of SHOTS) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme, locale: "en-GB" });
    await page.goto(`${BASE}${path}`);
    await page.waitForLoadState("networkidle");
    if (path === "/sample") await findings(page).first().waitFor();
    await act?.(page);
    // Fonts, the dynamic canvas and its entrance settle; pictures need no more precision than that.
    await wait(1_500);
    await page.screenshot({ path: join(FOLDER, `${name}.png`) });
    await page.close();
    console.log(`docs/screenshots/${name}.png`);
  }
} finally {
  await browser.close();
  server.kill("SIGTERM");
  await once(server, "exit");
  rmSync(data, { recursive: true, force: true });
}
