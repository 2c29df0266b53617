import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { alreadyRunning, runningInstance } from "../../lib/server/instance-lock.mjs";
import { ensureBuilt } from "./build.mjs";
import { ensureMermaid } from "./copy-mermaid.mjs";
import { ensureGenerated } from "./generate.mjs";
import { ensureInstalled, ROOT } from "./install.mjs";
import { ensureNode } from "./node-runtime.mjs";
import { exitOnSignals, failSetup, SetupError, speakOn } from "./progress.mjs";

/*
 * `npm start` (and `npm run dev`, with --dev): makes the clone ready, then runs the server until it is told to stop.
 */
const PARENT_CHECK_MS = 500;

speakOn(process.stdout);
exitOnSignals();
const isDevelopment = process.argv.includes("--dev");
try {
  const dataFolder = resolve(ROOT, process.env["LINTEL_DATA"] || ".lintel");
  const holder = runningInstance(dataFolder);
  // Asked before anything is built: building would pull the pages from under the running server.
  if (holder !== undefined) throw new SetupError(alreadyRunning(holder, dataFolder));
  await ensureInstalled();
  const node = await ensureNode();
  await ensureGenerated(node);
  if (isDevelopment) ensureMermaid();
  else await ensureBuilt(node);
  serve(node);
} catch (error) {
  failSetup(error);
}

/** @param {string} node */
function serve(node) {
  const child = spawn(node, ["--disable-proto=delete", join(ROOT, "lib/server/main.ts")], {
    cwd: ROOT,
    // The channel tells the server when we are gone, however we ended.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, NODE_ENV: isDevelopment ? "development" : "production", LINTEL_DEV: isDevelopment ? "1" : "0", NEXT_TELEMETRY_DISABLED: "1" },
  });
  // Ctrl-C reaches the server from the terminal as well; the second signal does no harm.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.removeAllListeners(signal).on(signal, () => child.kill(signal));
  child.on("error", failSetup);
  child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal ?? "SIGTERM"]));
  // Run by hand, we may outlive the shell; run by npm, we end with it.
  if (process.env["npm_lifecycle_event"] !== undefined) {
    const before = ancestors();
    setInterval(() => ancestors() !== before && child.kill("SIGTERM"), PARENT_CHECK_MS).unref();
  }
}

/**
 * Our parent, and its parent where the system tells without running a program: npm may start us through a shell, which neither ends with
 * npm nor passes signals on. An orphan has other ancestors than before.
 */
function ancestors() {
  try {
    // The second field is the program's name in brackets and may hold anything; the parent's number comes after the state.
    const [, grandparent] = readFileSync(`/proc/${process.ppid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return `${process.ppid} ${grandparent}`;
  } catch {
    return String(process.ppid);
  }
}
