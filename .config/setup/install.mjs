import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { linkBin } from "./link-bin.mjs";
import { failSetup, step } from "./progress.mjs";
import { runNpm } from "./run-program.mjs";

/** Folder of the clone. */
export const ROOT = resolve(import.meta.dirname, "../..");

/** Marks which lock file `node_modules` was installed from. Inside the folder, so that deleting the folder deletes the mark. */
const STAMP = join(ROOT, "node_modules/.cache/lintel/installed");

/**
 * Installs the packages of the lock file when they are missing or another lock file was installed; returns at once otherwise.
 * No package may run a script of its own while it is installed.
 */
export async function ensureInstalled() {
  const lock = readFileSync(join(ROOT, "package-lock.json"), "utf8");
  const wanted = createHash("sha256").update(`${process.platform} ${process.arch}\n${lock}`).digest("hex");
  const installed = readJson(join(ROOT, "node_modules/.package-lock.json"));
  if (installed !== undefined && read(STAMP) === wanted) return linkBin(ROOT);
  if (installed === undefined || !holdsAll(installed, JSON.parse(lock))) {
    await step("Installing packages (about a minute the first time)", () =>
      runNpm(["ci", "--ignore-scripts", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"], {
        cwd: ROOT,
        purpose: "Installing the packages with npm",
      }),
    );
  }
  linkBin(ROOT);
  mkdirSync(join(STAMP, ".."), { recursive: true });
  writeFileSync(STAMP, wanted);
}

/**
 * Whether every package of the lock file that fits this machine is installed in its version: somebody may have run npm by hand.
 * @param {Lock} installed
 * @param {Lock} wanted
 */
function holdsAll(installed, wanted) {
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === "" || entry.link === true || installed.packages[path]?.version === entry.version) return true;
    return entry.optional === true && !isForThisMachine(entry);
  });
}

/**
 * Whether an optional package was made for this very machine. Those that name no machine only serve other optional ones.
 * @param {LockEntry} entry
 */
function isForThisMachine({ os, cpu, libc }) {
  return os?.includes(process.platform) === true && cpu?.includes(process.arch) === true && (libc === undefined || libc.includes("glibc"));
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/**
 * @param {string} path
 * @returns {Lock | undefined} undefined when missing or cut off by an interrupted installation
 */
function readJson(path) {
  const text = read(path);
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * @typedef {{ version?: string, link?: boolean, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} LockEntry
 * @typedef {{ packages: Record<string, LockEntry> }} Lock
 */

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await ensureInstalled().catch(failSetup);
