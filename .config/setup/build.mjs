import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { ensureMermaid } from "./copy-mermaid.mjs";
import { ROOT } from "./install.mjs";
import { step } from "./progress.mjs";
import { runProgram } from "./run-program.mjs";

const OUTPUT = join(ROOT, ".next");
const STAMP = join(OUTPUT, "made-from");

/** What the pages are built from. */
const SOURCES = ["app", "components", "examples", "lib", "public", "next.config.ts", "package-lock.json", "package.json", "postcss.config.mjs", "tsconfig.json"];
const IGNORED = /(\.test\.tsx?|\.DS_Store)$|\/lib\/(cli|mcp|server\/generated)(\/|$)/;

/**
 * Builds the pages when they were never built or a source changed since. Sources count by content: switching branches and back builds nothing.
 * @param {string} node path of the Node to build with
 */
export async function ensureBuilt(node) {
  ensureMermaid();
  const wanted = fingerprint();
  if (existsSync(join(OUTPUT, "BUILD_ID")) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return;
  await step("Building the pages (about half a minute)", async () => {
    rmSync(STAMP, { force: true });
    await runProgram(node, [join(ROOT, "node_modules/next/dist/bin/next"), "build"], {
      cwd: ROOT,
      purpose: "Building the pages",
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    });
    mkdirSync(OUTPUT, { recursive: true });
    writeFileSync(STAMP, wanted);
  });
}

function fingerprint() {
  const hash = createHash("sha256");
  for (const source of SOURCES) addTo(hash, join(ROOT, source), source);
  return hash.digest("hex");
}

/**
 * @param {import("node:crypto").Hash} hash
 * @param {string} path
 * @param {string} name path from the root, with slashes
 */
function addTo(hash, path, name) {
  if (!existsSync(path) || IGNORED.test(`/${name}`)) return;
  let entries;
  try {
    entries = readdirSync(path).toSorted();
  } catch {
    hash.update(name).update("\0").update(readFileSync(path));
    return;
  }
  for (const entry of entries) addTo(hash, join(path, entry), `${name}/${entry}`);
}
