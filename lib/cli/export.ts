import { EXPORTERS } from "#lib/export/list.ts";
import { nearest } from "#lib/model/nearest.ts";
import { checkDesign, exportInputOf } from "./checked-design.ts";
import { Configs } from "./config-file.ts";
import { type Command, EXIT, FORCE, textOf, UsageError } from "./command.ts";
import { readDesign, writeOutput } from "./design-file.ts";
import { printFormats } from "./format-list.ts";

function exporterNamed(id: string) {
  const exporter = EXPORTERS.find((candidate) => candidate.id === id);
  if (exporter) return exporter;
  const ids = EXPORTERS.map((candidate) => candidate.id);
  const near = nearest(id, ids);
  const meant = near === undefined ? ids.filter((candidate) => candidate.split("-").includes(id)) : [near];
  throw new UsageError(`There is no format "${id}".${meant.length > 0 ? ` Did you mean ${meant.join(" or ")}?` : ""} "lintel export --list" lists all of them.`);
}

/** `lintel export`: a design in another format. */
export const exportCommand: Command = {
  name: "export",
  summary: "Write a design as a diagram, document or report.",
  usage: ["export FORMAT FILE [-o PATH]", "export --list"],
  options: {
    output: { type: "string", short: "o", value: "PATH", help: "Where to write (default: standard output); a folder when the format yields several files." },
    force: FORCE,
    list: { type: "boolean", help: "List the formats." },
  },
  async run(args, io) {
    if (args.values["list"] === true) return printFormats(EXPORTERS, io);
    const [format, file, more] = args.positionals;
    if (format === undefined) throw new UsageError('The format is missing. "lintel export --list" lists all of them.');
    if (file === undefined) throw new UsageError(`The file is missing: lintel export ${format} FILE.`);
    if (more !== undefined) throw new UsageError(`"${more}" is one argument too many.`);
    const exporter = exporterNamed(format);
    const config = await new Configs(io).for(file);
    const checked = checkDesign(await readDesign(file, io), io, config?.surroundingsOf(file));
    const { text, files, notes } = exporter.render({ ...exportInputOf(checked), today: io.today });
    const output = textOf(args, "output");
    if (text === undefined && files.length > 1 && output === undefined) throw new UsageError(`This format yields ${files.length} files. Name a folder: -o FOLDER.`);
    const isOne = text !== undefined || (files.length === 1 && !output?.endsWith("/"));
    writeOutput(isOne ? [{ content: text ?? files[0]?.content ?? "" }] : files, args, io);
    for (const note of notes) io.error(`Note: ${note}\n`);
    return EXIT.clean;
  },
};
