import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

/** The CLI's program, relative to the clone. */
const PROGRAM = "lib/cli/bin.mjs";

/**
 * Puts the clone's own `lintel` where npm puts the programs of packages, so that `npx lintel` runs it from source: npm links only what it installs.
 * @param {string} root folder of the clone
 */
export function linkBin(root) {
  const folder = join(root, "node_modules/.bin");
  if (!existsSync(join(root, PROGRAM)) || existsSync(join(folder, process.platform === "win32" ? "lintel.cmd" : "lintel"))) return;
  mkdirSync(folder, { recursive: true });
  if (process.platform === "win32") {
    writeFileSync(join(folder, "lintel.cmd"), `@node "%~dp0\\..\\..\\${PROGRAM.replaceAll("/", "\\")}" %*\r\n`);
    return;
  }
  chmodSync(join(root, PROGRAM), 0o755);
  const link = join(folder, "lintel");
  rmSync(link, { force: true }); // a link whose end is missing does not exist in the eyes of existsSync
  symlinkSync(join("../..", PROGRAM), link);
}
