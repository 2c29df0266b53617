import { spawn } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { ensureBrowser } from "./browser.mjs";
import { ensureBuilt } from "./build.mjs";
import { ensureGenerated } from "./generate.mjs";
import { ensureInstalled, ROOT } from "./install.mjs";
import { ensureNode } from "./node-runtime.mjs";
import { exitOnSignals, failSetup, say, speakOn } from "./progress.mjs";

/*
 * `npm test`: makes the clone ready and runs everything that CI runs, the fast things first. Everything runs even when
 * something failed, so that one run tells all; the exit code is 0 only when all passed.
 */
speakOn(process.stdout);
exitOnSignals();

/** @typedef {{ title: string, passed: boolean, seconds: number, tests: number, failures: number }} Part */

try {
  await ensureInstalled();
  const node = await ensureNode();
  await ensureGenerated(node);
  const modules = join(ROOT, "node_modules");
  const vitest = [join(modules, "vitest/vitest.mjs"), "run", "--config", ".config/vitest.config.ts"];
  /** @type {Part[]} */
  const parts = [];
  parts.push(await run("Check", node, [join(ROOT, ".config/check.mjs")]));
  parts.push(await run("Units and database", node, [...vitest, "--project", "units"]));
  await ensureBuilt(node);
  parts.push(await run("Starting and stopping", node, [...vitest, "--project", "processes"]));
  const browser = await ensureBrowser();
  parts.push(await run("Journeys in a browser", node, [join(modules, "@playwright/test/cli.js"), "test", "-c", ".config/playwright.config.ts"], { CHROME_PATH: browser }));
  finish(parts);
} catch (error) {
  failSetup(error);
}

/**
 * @param {string} title
 * @param {string} node
 * @param {readonly string[]} parameters
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {Promise<Part>}
 */
function run(title, node, parameters, environment = {}) {
  say(`\n── ${title}`);
  const began = Date.now();
  return new Promise((resolve, reject) => {
    const child = spawn(node, parameters, { cwd: ROOT, env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...environment }, stdio: ["ignore", "pipe", "inherit"] });
    const stop = () => child.kill("SIGTERM");
    process.once("exit", stop);
    let output = "";
    child.stdout.on("data", (/** @type {Buffer} */ chunk) => {
      process.stdout.write(chunk);
      output += chunk.toString();
    });
    child.on("error", reject);
    child.on("close", (code) => {
      process.off("exit", stop);
      resolve({ title, passed: code === 0, seconds: (Date.now() - began) / 1000, ...counted(output, code === 0) });
    });
  });
}

/**
 * Tests that a runner says it ran; a part without tests of its own (the check) counts as one.
 * @param {string} output
 * @param {boolean} passed
 */
function counted(output, passed) {
  // eslint-disable-next-line no-control-regex -- runners colour their words
  const plain = output.replaceAll(/\u001b\[[0-9;]*m/gu, "");
  const line = /^\s*Tests\s+(.*)$/mu.exec(plain)?.[1] ?? [...plain.matchAll(/^\s*\d+ (?:passed|failed|flaky)\b.*$/gmu)].map(([all]) => all).join(" ");
  const number = (/** @type {string} */ word) => Number(new RegExp(`(\\d+) ${word}`, "u").exec(line)?.[1] ?? 0);
  // A journey that passes at its second try is named flaky by the runner; it is seen above and does not fail the run.
  const [successes, failures] = [number("passed") + number("flaky"), number("failed")];
  if (successes + failures === 0) return { tests: 1, failures: passed ? 0 : 1 };
  return { tests: successes + failures, failures: passed ? failures : Math.max(1, failures) };
}

/** @param {readonly Part[]} parts */
function finish(parts) {
  say("");
  for (const { title, passed, seconds, tests } of parts)
    say(`${passed ? "passed" : "FAILED"}  ${title.padEnd(24)} ${String(tests).padStart(5)} tests ${seconds.toFixed(0).padStart(5)} s`);
  const failures = parts.reduce((sum, part) => sum + part.failures, 0);
  const tests = parts.reduce((sum, part) => sum + part.tests, 0);
  say(`\n${tests - failures} passed, ${failures} failed`);
  process.exit(failures === 0 && parts.every(({ passed }) => passed) ? 0 : 1);
}
