import { execFileSync } from "node:child_process";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

/*
 * One Lintel at a time works in a data folder. The folder says who: process, when that process began (numbers are used again), address.
 * Plain JavaScript, because `npm start` asks before it has a Node that runs TypeScript.
 */

/** @typedef {{ readonly pid: number, readonly began: string, readonly url?: string }} Holder */

const FILE = "server.json";

/**
 * The living process that works in a data folder, or undefined. A file that a crash left does not count.
 * @param {string} dataFolder
 * @returns {Holder | undefined}
 */
export function runningInstance(dataFolder) {
  const holder = read(join(dataFolder, FILE));
  return holder !== undefined && beginOf(holder.pid) === holder.began ? holder : undefined;
}

/**
 * Takes a data folder for this process.
 * @param {string} dataFolder
 * @returns {Holder | undefined} whoever has it already; undefined when it is ours now
 */
export function takeInstanceLock(dataFolder) {
  mkdirSync(dataFolder, { recursive: true });
  const path = join(dataFolder, FILE);
  const own = writeOwn(dataFolder);
  try {
    for (;;) {
      try {
        // Unlike renaming, linking fails when the name is taken: of two processes one succeeds.
        linkSync(own, path);
        return undefined;
      } catch (error) {
        if (!isCode(error, "EEXIST")) throw error;
      }
      const holder = runningInstance(dataFolder);
      if (holder !== undefined) return holder;
      removeStale(path);
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/**
 * Adds the address to the lock of this process.
 * @param {string} dataFolder
 * @param {string} url
 */
export function publishUrl(dataFolder, url) {
  renameSync(writeOwn(dataFolder, url), join(dataFolder, FILE));
}

/**
 * Gives the data folder free.
 * @param {string} dataFolder
 */
export function releaseInstanceLock(dataFolder) {
  if (read(join(dataFolder, FILE))?.pid === process.pid) rmSync(join(dataFolder, FILE), { force: true });
}

/**
 * What to tell whoever starts a second Lintel.
 * @param {Holder} holder
 * @param {string} dataFolder
 */
export function alreadyRunning({ pid, url }, dataFolder) {
  return `Lintel is already running on ${dataFolder}: process ${pid}${url === undefined ? ", still starting" : ` at ${url}`}.\nStop it first, or start another one with its own folder and port: LINTEL_DATA=other PORT=3001 npm start`;
}

/**
 * @param {string} dataFolder
 * @param {string} [url]
 */
function writeOwn(dataFolder, url) {
  const path = join(dataFolder, `${FILE}.${process.pid}`);
  /** @type {Holder} */
  const holder = { pid: process.pid, began: beginOf(process.pid) ?? "", ...(url === undefined ? {} : { url }) };
  writeFileSync(path, `${JSON.stringify(holder)}\n`);
  return path;
}

/** Takes a dead process's file away; when a living one replaced it in between, that one is put back. */
function removeStale(/** @type {string} */ path) {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isCode(error, "ENOENT")) return;
    throw error;
  }
  const holder = read(aside);
  if (holder !== undefined && beginOf(holder.pid) === holder.began) linkSync(aside, path);
  rmSync(aside, { force: true });
}

/**
 * @param {string} path
 * @returns {Holder | undefined}
 */
function read(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * When a process began, in whatever words the system has; undefined when there is no such process (a dead one that nobody collected is none).
 * @param {number} pid
 * @returns {string | undefined}
 */
function beginOf(pid) {
  try {
    if (process.platform === "linux") {
      // The second field is the program's name in brackets and may hold anything; fields are counted after it.
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ");
      return fields[0] === "Z" ? undefined : fields[19];
    }
    if (process.platform !== "win32") return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || undefined;
    process.kill(pid, 0);
    return "alive";
  } catch {
    return undefined;
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function isCode(error, code) {
  return error instanceof Error && "code" in error && error.code === code;
}
