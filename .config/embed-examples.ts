import { readFileSync, writeFileSync } from "node:fs";
import { readLintelFile } from "#lib/import/lintel-file/lintel-file.ts";

/** Designs that the browser and the CLI carry with them, and the files they are made from. */
const SOURCES = {
  blank: "templates/blank.lintel.yaml",
  "event-driven": "templates/event-driven.lintel.yaml",
  "modular-monolith": "templates/modular-monolith.lintel.yaml",
  "order-management": "order-management/repaired.lintel.yaml",
  sample: "sample/flawed.lintel.yaml",
  serverless: "serverless-platform/repaired.lintel.yaml",
};

const folder = new URL("../examples/", import.meta.url);

/** The text of `examples/embedded.ts`. */
export function embeddedExamples(): string {
  const entries = Object.entries(SOURCES).map(([name, path]) => {
    const read = readLintelFile(readFileSync(new URL(path, folder), "utf8"));
    if (!read.ok) throw new Error(`${path}: ${read.problems.map((problem) => problem.message).join(" ")}`);
    return `  ${JSON.stringify(name)}: ${JSON.stringify(JSON.stringify(read.design))},\n`;
  });
  return `// Made by .config/embed-examples.ts from the files beside it; a test compares them.\n\n/** Designs as JSON, carried in the program: neither browser nor CLI has to find a file. */\nexport const EMBEDDED = {\n${entries.join("")}} as const;\n`;
}

if (import.meta.main) writeFileSync(new URL("embedded.ts", folder), embeddedExamples());
