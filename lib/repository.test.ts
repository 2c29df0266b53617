import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "./cli/commands.ts";
import { EXPORTERS } from "./export/list.ts";
import { IMPORTERS } from "./import/list.ts";
import { RULES } from "./rules/catalogue.ts";
import { CATEGORIES } from "./rules/rule.ts";

const ROOT = join(import.meta.dirname, "..");
const GENERATED = "lib/server/generated/";

/** Files below folders of the repository, relative to its root; folders that do not exist yet hold none. */
const filesIn = (...folders: readonly string[]): string[] =>
  folders
    .filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(ROOT.length + 1)
        .replaceAll("\\", "/"),
    )
    .filter((path) => !path.startsWith(GENERATED));

const textOf = (path: string) => readFileSync(join(ROOT, path), "utf8");
const sources = filesIn("lib", "components", "app", "e2e", "bench", ".config", "examples").filter((path) => /\.(?:ts|tsx|mjs)$/u.test(path));

describe("files", () => {
  test("there are some", () => {
    expect(sources.length).toBeGreaterThan(300);
  });

  test("a name says what is inside", () => {
    const vague = /^(?:utils?|helpers?|common|misc|types|constants|shared|index)\./u;
    expect(sources.filter((path) => vague.test(basename(path)))).toEqual([]);
  });

  test("lib has no screen, so that plain Node can run all of it", () => {
    expect(sources.filter((path) => path.startsWith("lib/") && path.endsWith("x"))).toEqual([]);
  });

  test("no server action exists: what changes something is an operation with a policy", () => {
    expect(sources.filter((path) => /^\s*["']use server["']/mu.test(textOf(path)))).toEqual([]);
  });
});

describe("lists", () => {
  /** Values that files declare as units of a kind, with the place they are declared in. */
  const declared = async (kind: string, ...folders: readonly string[]) => {
    const files = filesIn(...folders).filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"));
    const found = files.flatMap((path) => [...textOf(path).matchAll(new RegExp(`^export const (\\w+): ${kind} =`, "gmu"))].map(([, name = ""]) => ({ path, name })));
    expect(found.length).toBeGreaterThan(0);
    return Promise.all(
      found.map(async ({ path, name }) => {
        // A module is a record of its exports.
        const exported = (await import(/* @vite-ignore */ join(ROOT, path))) as Readonly<Record<string, unknown>>;
        return { unit: `${path} ${name}`, value: exported[name] };
      }),
    );
  };

  test("every rule file is in the catalogue, and every rule has its file", () => {
    const files = Object.keys(CATEGORIES).flatMap((category) => filesIn(`lib/rules/${category}`));
    const defining = files.filter((path) => !path.endsWith(".test.ts") && /^export const \w+ = defineRule\b/mu.test(textOf(path)));
    expect(defining.map((path) => path.slice("lib/rules/".length, -".ts".length)).toSorted()).toEqual(RULES.map(({ id }) => id as string).toSorted());
  });

  test.each([
    ["exporter", "Exporter", ["lib/export"], EXPORTERS],
    ["importer", "Importer", ["lib/import"], IMPORTERS],
    ["command", "Command", ["lib/cli"], COMMANDS],
  ] as const)("every %s is listed", async (_, kind, folders, list) => {
    const units = await declared(kind, ...folders);
    const listed: readonly unknown[] = list;
    expect(units.filter(({ value }) => !listed.includes(value)).map(({ unit }) => unit)).toEqual([]);
  });
});

describe("documentation", () => {
  const documents = [...readdirSync(ROOT).filter((name) => name.endsWith(".md")), ...filesIn("docs").filter((path) => path.endsWith(".md"))];

  test.each(documents)("%s points to files that exist", (document) => {
    const links = [...textOf(document).matchAll(/\]\((?<target>[^)\s]+)(?:\s"[^"]*")?\)/gu)].map(({ groups }) => groups?.["target"] ?? "");
    const files = links.filter((link) => !/^(?:[a-z]+:|#|\/)/u.test(link)).map((link) => decodeURIComponent(link.replace(/#.*$/u, "")));
    expect(files.filter((file) => !existsSync(join(ROOT, dirname(document), file)))).toEqual([]);
  });
});
