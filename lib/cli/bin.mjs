#!/usr/bin/env node
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import module from "node:module";
import { constants } from "node:os";
import process from "node:process";
import { fileURLToPath } from "node:url";

const setup = new URL("../../.config/setup/", import.meta.url);
const program = fileURLToPath(new URL("run.ts", import.meta.url));
/** What Node compiled is kept here: the next start takes a third of the time. Where it cannot be written, nothing is kept. */
const compiled = fileURLToPath(new URL("../../node_modules/.cache/lintel/", import.meta.url));

/** Runs the program here when this Node understands TypeScript and the packages are there; else prepares both first and runs it in a Node that does. */
async function start() {
  const { ensureNode, runsTypeScript } = await import(new URL("node-runtime.mjs", setup).href);
  if (!existsSync(new URL("../../node_modules/yaml/package.json", import.meta.url))) {
    const { ensureInstalled } = await import(new URL("install.mjs", setup).href);
    await ensureInstalled();
  }
  if (runsTypeScript(process.versions.node)) {
    module.enableCompileCache?.(compiled);
    await import(new URL("run.ts", import.meta.url).href);
    return;
  }
  const child = spawn(await ensureNode(), [program, ...process.argv.slice(2)], { stdio: "inherit", env: { ...process.env, NODE_COMPILE_CACHE: compiled } });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => {
    process.exitCode = signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 70);
  });
}

try {
  await start();
} catch (error) {
  const { SetupError } = await import(new URL("progress.mjs", setup).href);
  const expected = error instanceof SetupError;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (!expected && process.env["LINTEL_DEBUG"] && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exitCode = expected ? 2 : 70;
}
