import { FILE_NOTATIONS, writeLintelFile } from "#lib/export/lintel-file.ts";
import { IMPORTERS, importerFor } from "#lib/import/list.ts";
import { choiceOf, type Command, EXIT, FORCE, onlyPositional, textOf, UsageError } from "./command.ts";
import { problemLine, readText, titleOf, writeOutput } from "./design-file.ts";
import { printFormats } from "./format-list.ts";

const sources = IMPORTERS.map((importer) => importer.id);

/** `lintel import`: a design from another format. */
export const importCommand: Command = {
  name: "import",
  summary: "Make a design from a diagram or another file.",
  usage: ["import FILE [-o PATH] [--format yaml|json]", "import --list"],
  options: {
    output: { type: "string", short: "o", value: "PATH", help: "Where to write the design (default: standard output)." },
    force: FORCE,
    format: { type: "string", value: FILE_NOTATIONS.join("|"), choices: FILE_NOTATIONS, help: "Notation of the design file (default: yaml, or what PATH ends with)." },
    from: { type: "string", value: "FORMAT", choices: sources, help: "Format of FILE, when neither its name nor its text tells." },
    list: { type: "boolean", help: "List the formats." },
  },
  async run(args, io) {
    if (args.values["list"] === true) return printFormats(IMPORTERS, io);
    const path = onlyPositional(args, "The file");
    const source = await readText(path, io);
    const wanted = textOf(args, "from") === undefined ? undefined : choiceOf(args, "from", sources, "");
    const importer = wanted === undefined ? importerFor(source.text, source.path) : IMPORTERS.find((candidate) => candidate.id === wanted);
    if (!importer) throw new UsageError(`${source.path}: The format is not recognised. Name it: --from ${sources.join("|")}.`);
    const result = importer.read(source.text, titleOf(source.path));
    if (!result.ok) throw new UsageError(result.problems.map((problem) => problemLine(source.path, problem)).join("\n"));
    const output = textOf(args, "output");
    const notation = choiceOf(args, "format", FILE_NOTATIONS, output?.endsWith(".json") ? "json" : "yaml");
    writeOutput([{ content: writeLintelFile(result.design, notation) }], args, io);
    for (const note of result.notes) io.error(`${source.path}${note.line === undefined ? "" : `:${note.line}`}: note: ${note.message}\n`);
    return EXIT.clean;
  },
};
