import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import process from "node:process";
import { ROOT } from "./install.mjs";

const SOURCE = join(ROOT, "node_modules/mermaid");
const FOLDER = join(ROOT, "public/mermaid");
const STAMP = join(FOLDER, "mermaid.version");

/** Puts Mermaid where the frame that draws diagrams loads it from: it is a file of its own, in no page's bundle. Returns at once when it is there. */
export function ensureMermaid() {
  const { version } = JSON.parse(readFileSync(join(SOURCE, "package.json"), "utf8"));
  const copy = join(FOLDER, "mermaid.min.js");
  if (existsSync(copy) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === version) return;
  mkdirSync(FOLDER, { recursive: true });
  copyFileSync(join(SOURCE, "dist/mermaid.min.js"), copy);
  writeFileSync(STAMP, version);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) ensureMermaid();
