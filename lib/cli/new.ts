import { freshAmong, updateDesign } from "#lib/model/edit.ts";
import { FILE_NOTATIONS, writeLintelFile } from "#lib/export/lintel-file.ts";
import { nearest } from "#lib/model/nearest.ts";
import { templates } from "#examples/templates.ts";
import { choiceOf, type Command, EXIT, FORCE, textOf, UsageError } from "./command.ts";
import { titleOf, writeOutput } from "./design-file.ts";
import { printFormats } from "./format-list.ts";

/** `lintel new`: a design to start from. */
export const newCommand: Command = {
  name: "new",
  summary: "Start a design from a template.",
  usage: ["new [TEMPLATE] [--title TITLE] [-o PATH]", "new --list"],
  options: {
    title: { type: "string", value: "TITLE", help: "Title of the new design; its id is made from it (default: the template's, of a blank one the name of the file)." },
    output: { type: "string", short: "o", value: "PATH", help: "Where to write the design (default: standard output)." },
    force: FORCE,
    format: { type: "string", value: FILE_NOTATIONS.join("|"), choices: FILE_NOTATIONS, help: "Notation of the design file (default: yaml, or what PATH ends with)." },
    list: { type: "boolean", help: "List the templates." },
  },
  run(args, io) {
    const all = templates();
    if (args.values["list"] === true) return printFormats(all, io);
    const [wanted = "blank", more] = args.positionals;
    if (more !== undefined) throw new UsageError(`"${more}" is one argument too many.`);
    const template = all.find((candidate) => candidate.id === wanted);
    const ids = all.map((candidate) => candidate.id);
    if (!template) throw new UsageError(`There is no template "${wanted}".${nearest(wanted, ids) ? ` Did you mean ${nearest(wanted, ids)}?` : ""} Use one of ${ids.join(", ")}.`);
    const output = textOf(args, "output");
    const title = textOf(args, "title") ?? (template.id === "blank" && output !== undefined && output !== "-" ? titleOf(output) : undefined);
    const design = title === undefined ? template.design : updateDesign(template.design, { title, id: freshAmong(new Set(), title) });
    writeOutput([{ content: writeLintelFile(design, choiceOf(args, "format", FILE_NOTATIONS, output?.endsWith(".json") ? "json" : "yaml")) }], args, io);
    return EXIT.clean;
  },
};
