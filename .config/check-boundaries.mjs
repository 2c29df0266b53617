import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { BOUNDARIES } from "./boundaries.mjs";
import { circles, importsOf, sourceFiles } from "./imports.mjs";

/*
 * Checks who imports whom (boundaries.mjs) and that the check itself works: a tool that finds no files finds no violations either,
 * so there must be many, and every boundary must fail on a violation planted in a small copy outside the clone.
 */

const ROOT = join(import.meta.dirname, "..");
const PARTS = ["lib", "app", "components"];
/** The project was larger than this from its first day: fewer files mean that the check looks in the wrong place. */
const LEAST_FILES = 300;

/**
 * One violation per boundary: a file with an import it may not have, in every way of writing one. Types count: they tie two parts together as values do.
 * @type {Record<string, { file: string, text: string }>}
 */
const PLANTED = {
  "no-cycles": { file: "lib/editor/circle.ts", text: 'import type { Circle } from "./circle-end.ts";\nexport type Start = Circle;' },
  "no-unresolved": { file: "lib/editor/nowhere.ts", text: 'export { nothing } from "./missing.ts";' },
  "model-is-the-ground": { file: "lib/model/planted.ts", text: 'import type { Target } from "#lib/rules/target.ts";\nexport type Planted = Target;' },
  "catalog-knows-the-model": { file: "lib/catalog/planted.ts", text: 'export { target } from "#lib/rules/target.ts";' },
  "analysis-is-pure": { file: "lib/analysis/planted.ts", text: 'export type Planted = import("#lib/rules/target.ts").Target;' },
  "rules-are-pure": { file: "lib/rules/planted.ts", text: 'export { target } from "#lib/export/target.ts";' },
  "export-is-pure": { file: "lib/export/planted.ts", text: 'export type { Target } from "#lib/rules/target.ts";' },
  "import-is-pure": { file: "lib/import/planted.ts", text: 'export { target } from "#lib/export/target.ts";' },
  "core-without-node": { file: "lib/analysis/reads-files.ts", text: 'export { readFileSync } from "node:fs";' },
  "core-without-screen": { file: "lib/export/draws.ts", text: 'export { screen } from "react";' },
  "sync-knows-model-and-yjs": { file: "lib/sync/planted.ts", text: 'export { target } from "#lib/export/target.ts";' },
  "editor-without-screen": { file: "lib/editor/planted.ts", text: 'import type { ReactNode } from "react";\nexport type Planted = ReactNode;' },
  "sheets-are-data": { file: "lib/editor/sheets/planted.ts", text: 'export { target } from "#lib/rules/target.ts";' },
  "server-alone": { file: "lib/server/planted.ts", text: 'export { target } from "#lib/editor/target.ts";' },
  "cli-as-anyone": { file: "lib/cli/planted.ts", text: 'export const planted = await import("#lib/server/target.ts");' },
  "ui-is-any-product": {
    file: "components/ui/planted.tsx",
    text: 'import type { Target } from "#lib/model/target.ts";\nexport const Planted = (target: Target) => <b>{String(target)}</b>;',
  },
  "components-without-server": {
    file: "components/studio/planted.tsx",
    text: 'import { type Target } from "#lib/server/target.ts";\nexport const Planted = (target: Target) => <b>{String(target)}</b>;',
  },
  "nobody-imports-app": { file: "components/studio/page.ts", text: 'export { target } from "../../app/target.ts";' },
  "app-without-cli": { file: "app/planted.tsx", text: 'export { target } from "#lib/cli/target.ts";' },
  "canvas-keeps-react-flow": { file: "components/studio/flow.ts", text: 'import type { Node } from "@xyflow/react";\nexport type Planted = Node;' },
};

/**
 * Reads every import of a folder and compares it with the table.
 * @param {string} root
 * @param {readonly string[]} files relative to the root
 */
function violations(root, files) {
  const imports = files.flatMap((file) => importsOf(root, file));
  const onCircle = circles(imports);
  return BOUNDARIES.flatMap(({ name, comment, from, to }) =>
    (to.circular ? onCircle : imports)
      .filter((edge) => matches(edge.from, from) && matches(edge.to, to) && (to.unresolved === true) === !edge.resolved)
      .map((edge) => ({ name, comment, from: edge.from, to: edge.to })),
  );
}

/**
 * @param {string} path
 * @param {import("./boundaries.mjs").Paths} paths
 */
function matches(path, { path: inside, pathNot: outside }) {
  return (inside === undefined || new RegExp(inside, "u").test(path)) && !(outside !== undefined && new RegExp(outside, "u").test(path));
}

/** Plants every violation in a folder of the system's own for temporary files; nothing is left in the clone, whatever happens here. */
function unnoticedViolations() {
  const folder = mkdtempSync(join(tmpdir(), "lintel-boundaries-"));
  try {
    copyFileSync(join(ROOT, "package.json"), join(folder, "package.json"));
    const write = (/** @type {string} */ file, /** @type {string} */ text) => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), `${text}\n`);
    };
    for (const part of ["app", "lib/model", "lib/rules", "lib/export", "lib/editor", "lib/server", "lib/cli"])
      write(`${part}/target.ts`, "export const target = 1;\nexport type Target = typeof target;");
    for (const name of ["react", "@xyflow/react"]) {
      write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", main: "index.js" }));
      write(`node_modules/${name}/index.js`, "exports.screen = 1;");
    }
    write("lib/editor/circle-end.ts", 'import type { Start } from "./circle.ts";\nexport type Circle = Start | undefined;');
    for (const { file, text } of Object.values(PLANTED)) write(file, text);
    const noticed = violations(folder, sourceFiles(folder, PARTS));
    return Object.entries(PLANTED).filter(([name, { file }]) => !noticed.some((violation) => violation.name === name && `${violation.from} → ${violation.to}`.includes(file)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const files = sourceFiles(ROOT, PARTS);
const problems = [
  ...violations(ROOT, files).map(({ name, comment, from, to }) => `${from} imports ${to}\n  ${name}: ${comment}`),
  ...(files.length < LEAST_FILES ? [`Only ${files.length} source files were found.`] : []),
  ...BOUNDARIES.filter(({ name }) => !(name in PLANTED)).map(({ name }) => `${name} has no planted violation in .config/check-boundaries.mjs.`),
  ...unnoticedViolations().map(([name, { file, text }]) => `${name} did not notice the violation planted for it (${file}: ${text.split("\n")[0]}).`),
];
console.log(problems.length === 0 ? `${files.length} files, ${BOUNDARIES.length} boundaries; every boundary noticed a planted violation.` : problems.join("\n"));
process.exitCode = problems.length === 0 ? 0 : 1;
