import { spawn } from "node:child_process";
import { constants } from "node:os";
import { resolve } from "node:path";
import process from "node:process";
import { ensureGenerated } from "./generate.mjs";
import { ensureInstalled, ROOT } from "./install.mjs";
import { ensureNode } from "./node-runtime.mjs";
import { exitOnSignals, failSetup } from "./progress.mjs";

/*
 * node .config/setup/run.mjs FILE …: makes the clone ready, then runs a file of it with a Node that understands TypeScript,
 * in the folder and with the exit code one would have without this file.
 */
exitOnSignals();
try {
  const [file = "", ...parameters] = process.argv.slice(2);
  await ensureInstalled();
  const node = await ensureNode();
  await ensureGenerated(node);
  const child = spawn(node, [resolve(ROOT, file), ...parameters], { stdio: "inherit" });
  // The terminal sends Ctrl-C to both; the child decides when it ends.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.removeAllListeners(signal).on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal ?? "SIGTERM"] ?? 0)));
} catch (error) {
  failSetup(error);
}
