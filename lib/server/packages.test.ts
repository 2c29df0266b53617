import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { missingPlatformPackages } from "../../.config/setup/complete-lock.mjs";

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly optionalDependencies?: Record<string, string> }>>;
}

const lock = JSON.parse(readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8")) as Lock;

/** Every copy of a package that is installed, also below others. */
const versionsOf = (name: string): readonly string[] =>
  Object.entries(lock.packages).flatMap(([path, { version }]) => (path.endsWith(`node_modules/${name}`) && version !== undefined ? [version] : []));

const numbers = (version: string): readonly number[] => version.split("-", 1).join("").split(".").map(Number);
const isBelow = (version: string, floor: string): boolean => {
  const [is, least] = [numbers(version), numbers(floor)];
  const index = least.findIndex((part, place) => part !== (is[place] ?? 0));
  return index !== -1 && (is[index] ?? 0) < (least[index] ?? 0);
};

/* Oldest versions without a published hole that concerns us, from the advisories of each package up to November 2026. */
test.each([
  ["next", "16.2.11"],
  ["react", "19.2.0"],
  ["react-dom", "19.2.0"],
  ["mermaid", "11.16.1"],
  ["dompurify", "3.4.17"],
  ["katex", "0.16.21"],
  ["yaml", "2.8.3"],
  ["js-yaml", "4.3.2"],
  ["ws", "8.21.1"],
  ["@modelcontextprotocol/sdk", "1.24.0"],
])("no copy of %s is older than %s", (name, floor) => {
  expect(versionsOf(name).filter((version) => isBelow(version, floor))).toEqual([]);
});

test("the comparison sees an old version", () => {
  expect(isBelow("16.2.10", "16.2.11")).toBe(true);
  expect(isBelow("16.2.11", "16.2.11")).toBe(false);
  expect(isBelow("17.0.0", "16.2.11")).toBe(false);
  expect(versionsOf("next")).not.toEqual([]);
});

test("simple-git is not among the packages", () => {
  expect(versionsOf("simple-git")).toEqual([]);
});

test("the lock file names the packages of every machine, or npm ci refuses it: npm run lock completes it", () => {
  expect(missingPlatformPackages(lock)).toEqual([]);
});
