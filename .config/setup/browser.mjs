import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { ROOT } from "./install.mjs";
import { SetupError, step } from "./progress.mjs";
import { runProgram } from "./run-program.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/**
 * Path of a Chromium or Chrome: the one that CHROME_PATH names, an installed one, Playwright's own download,
 * else Debian's package where we may install it.
 * @returns {Promise<string>}
 */
export async function ensureBrowser() {
  const named = process.env["CHROME_PATH"];
  if (named !== undefined && named !== "") {
    if (existsSync(named)) return named;
    throw new SetupError(`CHROME_PATH says ${named}, but there is no such file.`);
  }
  const found = installed() ?? (await downloaded());
  if (found !== undefined) return found;
  if (process.platform === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    await step("Installing Chromium with apt-get (about a minute)", async () => {
      await runProgram("apt-get", ["update", "-qq"], { purpose: "Reading the package lists" });
      await runProgram("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], {
        purpose: "Installing Chromium",
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      });
    });
    const fresh = installed();
    if (fresh !== undefined) return fresh;
  }
  throw new SetupError("The journeys need a Chromium or Chrome. Install one (Debian: apt-get install chromium), or name one with CHROME_PATH.");
}

/** @returns {string | undefined} */
function installed() {
  for (const name of NAMES) {
    const { status, stdout } = spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" });
    const path = stdout?.trim();
    if (status === 0 && path && runs(path)) return path;
  }
  return undefined;
}

/** @param {string} path */
function runs(path) {
  try {
    return execFileSync(path, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).length > 0;
  } catch {
    return false;
  }
}

/** @returns {Promise<string | undefined>} */
async function downloaded() {
  const { chromium } = await import(pathToFileURL(join(ROOT, "node_modules/@playwright/test/index.mjs")).href);
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}
