import { statSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { StartError } from "#lib/server/start-error.ts";
import { backup, check, restore, upgrade } from "./commands.ts";

/*
 * The commands that work on a server's database: `lintel backup`, `restore` and `migrate` start this program. It reads the same variables as
 * the server, and ends with 0 when done, 2 when something is wrong that one can do something about, 70 for a bug.
 */
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
/** In a folder the file is named after the moment. */
const fileFor = (path: string): string =>
  isFolder(path)
    ? join(
        path,
        `lintel-${new Date()
          .toISOString()
          .replaceAll(/[:.]\d+|:/g, "")
          .slice(0, 15)}Z.backup`,
      )
    : path;

const COMMANDS: Readonly<Record<string, (path: string) => Promise<void>>> = {
  backup: (path) => backup(fileFor(path), say),
  check: (path) => check(path, say),
  restore: (path) => restore(path, say),
  migrate: () => upgrade(say),
};

try {
  const [name = "", path = ""] = process.argv.slice(2);
  const command = COMMANDS[name];
  if (command === undefined) throw new StartError(`There is no command "${name}" for the server.`);
  await command(path);
  process.exit(0);
} catch (error) {
  const isKnown = error instanceof StartError;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(isKnown ? `${message}\n` : `This did not work: ${message}\n${process.env["LINTEL_DEBUG"] && error instanceof Error ? `${error.stack}\n` : ""}`);
  process.exit(isKnown ? 2 : 70);
}
