import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { ROOT } from "./install.mjs";
import { step } from "./progress.mjs";
import { runProgram } from "./run-program.mjs";

const OUTPUT = join(ROOT, "lib/server/generated");
const STAMP = join(OUTPUT, ".made-from");

/**
 * Makes the typed database client from `prisma/schema.prisma` when it is missing or the schema changed.
 * @param {string} node path of the Node to run Prisma with
 */
export async function ensureGenerated(node) {
  const schema = readFileSync(join(ROOT, "prisma/schema.prisma"));
  const { version } = JSON.parse(readFileSync(join(ROOT, "node_modules/prisma/package.json"), "utf8"));
  const wanted = createHash("sha256").update(schema).update(version).digest("hex");
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return;
  await step("Generating the database client", async () => {
    await runProgram(node, [join(ROOT, "node_modules/prisma/build/index.js"), "generate", "--schema", join(ROOT, "prisma/schema.prisma")], {
      cwd: ROOT,
      purpose: "Generating the database client",
      // Prisma would download its schema engine, which generating does not use; any program that exists keeps it from doing so.
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: node, PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" },
    });
    writeFileSync(STAMP, wanted);
  });
}
