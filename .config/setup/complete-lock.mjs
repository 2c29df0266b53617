import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { ROOT } from "./install.mjs";
import { say } from "./progress.mjs";

/**
 * `npm run lock`: writes the entries that the lock file lacks.
 *
 * Many tools come as one package per operating system and processor. A registry mirror that carries only some of these makes npm write a lock file
 * without the others, and `npm ci` then refuses that file on every machine ("Missing: … from lock file"). The missing versions are known all the same:
 * the parent package names them exactly.
 */
export function completeLock(/** @type {Lock} */ lock) {
  const added = missingPlatformPackages(lock);
  for (const { name, version, dev } of added) {
    lock.packages[`node_modules/${name}`] = { version, ...machineOf(name), ...(dev ? { dev } : {}), optional: true };
  }
  lock.packages = Object.fromEntries(Object.entries(lock.packages).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  return added.map(({ name }) => name);
}

/**
 * Optional packages that are named in the lock file and have no entry of their own.
 * @param {Lock} lock
 */
export function missingPlatformPackages(lock) {
  return Object.entries(lock.packages).flatMap(([parent, { optionalDependencies = {}, dev = false }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !resolves(lock, parent, name))
      .map(([name, version]) => ({ name, version, dev })),
  );
}

/**
 * Looks for a package as Node does: in the parent's own folder of packages, then one level up and so on.
 * @param {Lock} lock
 * @param {string} parent
 * @param {string} name
 */
function resolves(lock, parent, name) {
  for (let folder = parent; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/") - 1))) {
    if (lock.packages[folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`]?.version !== undefined) return true;
    if (folder === "") return false;
  }
}

/** @param {string} name such as "@next/swc-darwin-arm64" */
function machineOf(name) {
  if (name.includes("wasm32")) return { cpu: ["wasm32"] };
  const [, os, cpu] = /(android|darwin|freebsd|linux|openharmony|win32)-([a-z0-9]+)/.exec(name) ?? [];
  if (os === undefined || cpu === undefined) throw new Error(`The name of ${name} does not say which machine it is for; write its entry by hand.`);
  if (os !== "linux") return { cpu: [cpu], os: [os] };
  return { cpu: [cpu], os: [os], libc: [name.includes("musl") ? "musl" : "glibc"] };
}

/**
 * @typedef {{ version?: string, cpu?: string[], os?: string[], libc?: string[], dev?: boolean, optional?: boolean, optionalDependencies?: Record<string, string> }} Entry
 * @typedef {{ packages: Record<string, Entry> }} Lock
 */

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const path = join(ROOT, "package-lock.json");
  const lock = JSON.parse(readFileSync(path, "utf8"));
  const added = completeLock(lock);
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  say(added.length === 0 ? "The lock file is complete." : `Added ${added.length} entries: ${added.join(", ")}`);
}
