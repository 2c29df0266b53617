import { spawn } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { styleText } from "node:util";

/*
 * npm run check: format, lint, types, import boundaries and dead code, all of them whatever fails, with a summary.
 * npm run format: writes the format (`--write`).
 */

const ROOT = join(import.meta.dirname, "..");
const SOURCES = ["app", "components", "lib", "e2e", "bench", ".config", "examples/templates.ts", "!examples/embedded.ts", "!components/icon/logos.ts", "*.mjs", "*.ts"];

const packages = join(ROOT, "node_modules");
const format = ["Format", join(packages, "oxfmt/bin/oxfmt"), "-c", ".config/oxfmt.json", "--no-error-on-unmatched-pattern"];
const CHECKS = [
  [...format, "--list-different", ...SOURCES],
  [
    "Lint",
    join(packages, "oxlint/bin/oxlint"),
    "-c",
    ".config/oxlint.json",
    "--deny-warnings",
    "--no-error-on-unmatched-pattern",
    ...SOURCES.filter((source) => !/[!*]/u.test(source)),
    "examples",
  ],
  ["Types", join(packages, "typescript/bin/tsc"), "--noEmit", "-p", "."],
  ["Import boundaries", join(import.meta.dirname, "check-boundaries.mjs")],
  ["Dead code", join(packages, "knip/bin/knip.js"), "-c", ".config/knip.json", "--no-progress"],
];

/**
 * Runs a program of Node to its end.
 * @param {readonly string[]} check title, program and parameters
 * @returns {Promise<{ title: string, passed: boolean, seconds: string, output: string }>}
 */
function run([title = "", ...parameters]) {
  const began = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, parameters, { cwd: ROOT, env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? "1" : "0" } });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (/** @type {Buffer} */ chunk) => (output += chunk.toString()));
    const end = (/** @type {boolean} */ passed) => resolve({ title, passed, seconds: `${((performance.now() - began) / 1000).toFixed(1)} s`, output: output.trim() });
    child.on("error", (error) => {
      output += error.message;
      end(false);
    });
    child.on("close", (code) => end(code === 0));
  });
}

const paint = (/** @type {Parameters<typeof styleText>[0]} */ style, /** @type {string} */ text) => (process.stdout.isTTY ? styleText(style, text) : text);

if (process.argv.includes("--write")) {
  const written = await run([...format, ...SOURCES]);
  console.log(written.output);
  process.exit(written.passed ? 0 : 1);
}

const results = [];
for (const check of CHECKS) {
  const result = await run(check);
  results.push(result);
  if (!result.passed)
    console.log(`${paint("bold", `── ${result.title} `)}\n${result.title === "Format" ? `${result.output}\nnpm run format writes these files anew.` : result.output}\n`);
}
for (const { title, passed, seconds } of results) console.log(`${passed ? paint("green", "passed") : paint("red", "failed")}  ${title.padEnd(18)} ${seconds.padStart(7)}`);
process.exit(results.every(({ passed }) => passed) ? 0 : 1);
