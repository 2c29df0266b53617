import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

interface Package {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
}

// Written by npm, whose shape is fixed.
const lock = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8")) as { readonly packages: Readonly<Record<string, Package>> };
const packages = Object.entries(lock.packages)
  .filter(([path]) => path !== "")
  .map(([path, entry]) => ({ ...entry, path, name: path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length) }));

/** Oldest version of a package, direct or not, that has none of the vulnerabilities known when this was written. */
const FLOOR: Readonly<Record<string, string>> = {
  "@hocuspocus/provider": "4.7.0",
  "@hocuspocus/server": "4.7.0",
  "@modelcontextprotocol/sdk": "1.24.0",
  "better-auth": "1.7.16",
  dompurify: "3.4.17",
  "js-yaml": "4.3.2",
  katex: "0.16.21",
  mermaid: "11.16.1",
  next: "16.2.11",
  postcss: "8.5.10",
  react: "19.2.0",
  "react-dom": "19.2.0",
  ws: "8.21.1",
  yaml: "2.8.3",
};

/** Never installed: their history of advisories is their design. */
const FORBIDDEN = ["simple-git"];

const numbers = (version: string) => version.split(/[.+-]/u).slice(0, 3).map(Number);

/** Whether a version is the floor or newer; a pre-release is older than its release. */
function isAtLeast(version: string, floor: string): boolean {
  const [have, need] = [numbers(version), numbers(floor)];
  for (const [at, wanted] of need.entries()) {
    const found = have[at] ?? 0;
    if (found !== wanted) return found > wanted;
  }
  return !version.includes("-");
}

test("versions are compared as numbers", () => {
  expect(isAtLeast("16.10.0", "16.2.11")).toBe(true);
  expect(isAtLeast("16.2.11", "16.2.11")).toBe(true);
  expect(isAtLeast("16.2.11-canary.3", "16.2.11")).toBe(false);
  expect(isAtLeast("15.9.99", "16.2.11")).toBe(false);
});

describe("the lock file", () => {
  test("holds no version below the floor", () => {
    expect(packages.length).toBeGreaterThan(300);
    const below = packages.filter(({ name, version }) => FLOOR[name] !== undefined && !(version && isAtLeast(version, FLOOR[name])));
    expect(below.map(({ path, version }) => `${path} ${version}`)).toEqual([]);
  });

  test("holds nothing forbidden", () => {
    expect(packages.filter(({ name }) => FORBIDDEN.includes(name))).toEqual([]);
  });

  test("names one version of each part of Hocuspocus", () => {
    const minors = packages.filter(({ name }) => name.startsWith("@hocuspocus/")).map(({ version = "" }) => numbers(version).slice(0, 2).join("."));
    expect(new Set(minors).size).toBeLessThanOrEqual(1);
  });

  test("takes everything from the npm registry", () => {
    expect(packages.filter(({ resolved }) => resolved !== undefined && !resolved.startsWith("https://registry.npmjs.org/"))).toEqual([]);
  });

  test("has a hash of every package, except of programs for other machines that npm never fetched here", () => {
    const unhashed = packages.filter(({ integrity }) => !/^sha512-[\w+/]{86}==$/u.test(integrity ?? ""));
    expect(unhashed.filter(({ optional, cpu, os }) => !(optional && (cpu ?? os))).map(({ path }) => path)).toEqual([]);
  });
});
