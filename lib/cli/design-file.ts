import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { type LintelFile, readLintelFile } from "#lib/import/lintel-file/lintel-file.ts";
import { FILE_LIMITS } from "#lib/import/lintel-file/parse-text.ts";
import type { Problem } from "#lib/model/problem.ts";
import { type CommandArgs, type Io, textOf, UsageError } from "./command.ts";

/** How designs end that are found in a folder. */
const DESIGNS = "**/*.lintel.{yaml,yml,json}";

/** A text that was read, and how it is called in messages. */
export interface SourceText {
  /** Path relative to the working folder, or `-` for standard input. */
  readonly path: string;
  readonly text: string;
}

/** A design that was read from a file, with the file. */
export interface DesignFile extends SourceText {
  readonly file: LintelFile;
}

/** Name of a file without its folder and endings: the title of a design that has none. */
export const titleOf = (path: string): string => basename(path).replace(/(?:\.lintel)?\.[^.]*$/u, "");

/** Reads a text from a path, or standard input for `-`; says in words why that is not possible. */
export async function readText(path: string, io: Io): Promise<SourceText> {
  if (path === "-") return { path, text: textIn("standard input", await io.input()) };
  const full = resolve(io.cwd, path);
  const shown = relative(io.cwd, full) || path;
  try {
    const { size } = statSync(full);
    // A file of any size may be named; only what can be a design is loaded.
    if (size > FILE_LIMITS.bytes * 5) throw new UsageError(`${shown}: The file is larger than 2 MB. Split the design into several files.`);
    return { path: shown, text: textIn(shown, readFileSync(full, "utf8")) };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${shown}: ${whyUnreadable(error)}`);
  }
}

/** The text without the mark that some editors begin it with. No text holds the character 0: an image or an archive does, and so does UTF-16. */
function textIn(shown: string, text: string): string {
  if (text.includes("\0")) throw new UsageError(`${shown}: This is not a text file in UTF-8.`);
  return text.replace(/^\uFEFF/u, "");
}

function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "There is no such file.";
  if (code === "EISDIR") return "This is a folder. Name a file in it.";
  if (code === "EACCES") return "The file may not be read.";
  return error instanceof Error ? error.message : String(error);
}

/** One problem as editors and terminals understand it: `file:line:column: reason`. */
export function problemLine(path: string, problem: Problem): string {
  const place = problem.line === undefined ? "" : `:${problem.line}${problem.column === undefined ? "" : `:${problem.column}`}`;
  return `${path}${place}: ${problem.message}${problem.reason ? ` (${problem.reason})` : ""}`;
}

/** Reads a design; its problems become the message of the error. */
export const readDesign = async (path: string, io: Io): Promise<DesignFile> => parseDesign(await readText(path, io));

/** Makes a design of a text that was read; its problems become the message of the error. */
export function parseDesign(source: SourceText): DesignFile {
  if (/\.json$/iu.test(source.path)) ensureJson(source);
  const result = readLintelFile(source.text, titleOf(source.path));
  if (!result.ok) throw new UsageError(result.problems.map((problem) => problemLine(source.path, problem)).join("\n"));
  return { ...source, file: result };
}

/** A file that is called JSON is read by other programs too: what only YAML allows (a comma at the end, a comment) is refused. */
function ensureJson({ path, text }: SourceText): void {
  try {
    JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : String(error);
    const [, line, column] = /\(line (\d+) column (\d+)\)/u.exec(reason) ?? [];
    const place = line === undefined ? {} : { line: Number(line), column: Number(column) };
    throw new UsageError(
      problemLine(path, {
        message: "This is not readable as JSON. A comma at the end or a comment needs a file that ends in .yaml.",
        reason: reason.replace(/ in JSON at position.*/u, ""),
        ...place,
      }),
    );
  }
}

/** The files that the arguments mean: names as they are, patterns (`designs/*.yaml`) as what they match, folders as the designs in them, each once. */
export function filesOf(args: readonly string[], io: Io): string[] {
  if (args.length === 0) throw new UsageError("Name at least one file, or - for standard input.");
  const files = args.flatMap((arg) => {
    if (arg !== "-" && statSync(resolve(io.cwd, arg), { throwIfNoEntry: false })?.isDirectory()) return designsIn(arg, io);
    if (arg === "-" || !/[*?{[]/u.test(arg) || existsSync(join(io.cwd, arg))) return [arg];
    const matches = globSync(arg, { cwd: io.cwd }).toSorted();
    if (matches.length === 0) throw new UsageError(`No file matches ${arg}.`);
    return matches;
  });
  return [...new Set(files)];
}

/** A file that a command makes; without a name it is the only one. */
interface OutputFile {
  readonly name?: string;
  readonly content: string | Uint8Array;
}

/** The designs in a folder and those below it, by the ending that Lintel gives them. */
function designsIn(folder: string, io: Io): string[] {
  const isPassedOver = (path: string) => /(?:^|[\\/])(?:node_modules|\.[^\\/.][^\\/]*)$/u.test(path);
  const found = globSync(DESIGNS, { cwd: resolve(io.cwd, folder), exclude: isPassedOver }).toSorted();
  if (found.length === 0) throw new UsageError(`${folder}: No file in this folder matches ${DESIGNS}. Name a file, or a pattern such as '${join(folder, "**/*.yaml")}'.`);
  return found.map((path) => join(folder, path));
}

/**
 * Writes what a command made to the path of `--output`, or to standard output without one; files with names go into that folder. Says what was written.
 * What is there already stays, unless `--force` says otherwise.
 */
export function writeOutput(files: readonly OutputFile[], args: CommandArgs, io: Io): void {
  const output = textOf(args, "output");
  if (output === undefined || output === "-") {
    for (const { content } of files) io.out(content);
    return;
  }
  const places = files.map(({ name, content }) => ({ path: name === undefined ? output : join(output, name), content }));
  const taken = places.filter(({ path }) => statSync(resolve(io.cwd, path), { throwIfNoEntry: false })?.isFile()).map(({ path }) => path);
  if (taken.length > 0 && args.values["force"] !== true) {
    throw new UsageError(
      `${taken.join(", ")}: ${taken.length === 1 ? "This file is" : "These files are"} there already. Name another path, or add --force to write over ${taken.length === 1 ? "it" : "them"}.`,
    );
  }
  for (const { path, content } of places) {
    if (path !== output) mkdirSync(dirname(resolve(io.cwd, path)), { recursive: true });
    writeFile(path, content, io);
    io.error(`${taken.includes(path) ? "Wrote over" : "Wrote"} ${path}.\n`);
  }
}

/** Writes a file; says in words why that is not possible. */
export function writeFile(path: string, content: string | Uint8Array, io: Io): void {
  try {
    writeFileSync(resolve(io.cwd, path), content);
  } catch (error) {
    throw new UsageError(`${path}: ${whyUnwritable(error)}`);
  }
}

function whyUnwritable(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "There is no such folder.";
  if (code === "EISDIR") return "This is a folder. Name a file in it.";
  if (code === "EACCES" || code === "EROFS") return "The file may not be written.";
  return `The file cannot be written: ${error instanceof Error ? error.message : String(error)}`;
}
