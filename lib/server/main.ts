import { fileURLToPath } from "node:url";
import { alreadyRunning, publishUrl, releaseInstanceLock, takeInstanceLock } from "./instance-lock.mjs";
import { makeLog } from "./log.ts";
import { readSettings } from "./settings.ts";
import { StartError } from "./start-error.ts";

/*
 * The server's process. `npm start` installs and builds what is missing and then runs this; it can also be run by itself once
 * everything is built.
 */
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Everything is left orderly within this time, or not at all. */
const STOP_MS = 10_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function fail(message: string): never {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}

function settingsOrFail(): ReturnType<typeof readSettings> {
  try {
    return readSettings(process.env, ROOT);
  } catch (error) {
    if (error instanceof StartError) fail(error.message);
    throw error;
  }
}

const settings = settingsOrFail();
const log = makeLog(settings.logLevel);
const { dataFolder } = settings;
const holder = takeInstanceLock(dataFolder);
if (holder !== undefined) fail(alreadyRunning(holder, dataFolder));
process.on("exit", () => releaseInstanceLock(dataFolder));

// Loaded after the lock, so that a second start is told at once.
const { startServer } = await import("./server.ts");

let stopping = false;
const starting = startServer(settings, ROOT, log, say);

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => {
    log.error("did not stop in time");
    process.exit(1);
  }, STOP_MS).unref();
  try {
    await (await starting).stop();
    process.exit(0);
  } catch (error) {
    log.error({ err: error }, "did not stop orderly");
    process.exit(1);
  }
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop());
// `npm start` holds the other end; when it is killed, its server must not stay behind.
process.on("disconnect", () => void stop());
process.on("unhandledRejection", (error) => log.error({ err: error }, "unhandled rejection"));

try {
  const { url } = await starting;
  publishUrl(dataFolder, url);
  say(`\n  Lintel is ready: ${url}\n`);
} catch (error) {
  if (!stopping) {
    if (error instanceof StartError) fail(error.message);
    log.fatal({ err: error }, "could not start");
    fail(`Lintel could not start: ${error instanceof Error ? error.message : String(error)}`);
  }
}
