import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { PROMISES } from "./chaos/list.ts";
import type { Outcome } from "./chaos/promise.ts";

/*
 * `npm run test:chaos`: the promises of docs/guarantees.md in full, against the built server (`npm start` builds it), as a table in Markdown.
 * `npm run test:chaos -- P1 P6` tries these two; `--scale 0.1` makes rounds and waits a tenth; `--seed 7` makes the choices of an earlier run.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { scale: { type: "string", default: "1" }, seed: { type: "string" }, list: { type: "boolean", default: false } },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
const chosen = PROMISES.filter(({ id }) => positionals.length === 0 || positionals.includes(id));
const unknown = positionals.filter((id) => !PROMISES.some((promise) => promise.id === id));
if (unknown.length > 0 || !(Number(values.scale) > 0)) {
  console.error(`There is no ${unknown.join(", ") || `scale ${values.scale}`}. Promises: ${PROMISES.map(({ id }) => id).join(", ")}; a scale is a number above 0.`);
  process.exit(2);
}
if (values.list) {
  for (const { id, title } of PROMISES) console.log(`${id.padEnd(4)} ${title}`);
  process.exit(0);
}

const began = performance.now();
const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(0)} s`;
const rows: string[] = [];
let kept = true;
console.log(`Seed ${seed}, scale ${values.scale}.`);
for (const promise of chosen) {
  const start = performance.now();
  const say = (line: string): void => console.log(`  ${promise.id} ${seconds(start)}: ${line}`);
  say(promise.title);
  const outcome: Outcome = await promise
    .run({ scale: Number(values.scale), seed, say })
    .catch((error: unknown) => ({ kept: false, figures: `NOT KEPT: ${error instanceof Error ? error.message : String(error)}` }));
  kept &&= outcome.kept;
  rows.push(`| ${promise.id} | ${promise.title} | ${outcome.kept ? "yes" : "**no**"} | ${outcome.figures.replaceAll(/\s+/gu, " ").replaceAll("|", "\\|")} | ${seconds(start)} |`);
  say(`${outcome.kept ? "kept" : "NOT KEPT"}: ${outcome.figures}`);
}
const table = ["| | Promise | Kept | Measured | Time |", "| --- | --- | --- | --- | --- |", ...rows].join("\n");
const date = new Date().toISOString().slice(0, 10);
const report = `${date}, ${cpus().length} cores, Node ${process.versions.node}, seed ${seed}, scale ${values.scale}, ${seconds(began)}\n\n${table}\n`;
console.log(`\n${report}`);
const results = new URL("results/", import.meta.url);
mkdirSync(results, { recursive: true });
writeFileSync(new URL(`chaos-${chosen.map(({ id }) => id).join("-")}.md`, results), report);
process.exit(kept ? 0 : 1);
