import { formatLintelFile } from "#lib/export/lintel-file-edit.ts";
import { type Command, EXIT } from "./command.ts";
import { filesOf, readDesign, writeFile } from "./design-file.ts";

/** `lintel fmt`: puts design files into the standard form. */
export const fmtCommand: Command = {
  name: "fmt",
  summary: "Put design files into the standard form; comments stay.",
  exits: { clean: "done, or nothing to do", findings: "with --check: files that are not in the standard form" },
  usage: ["fmt FILE|FOLDER… [--check]", "fmt - < design.lintel.yaml"],
  options: { check: { type: "boolean", help: "Change nothing; name the files that are not in the standard form and exit with 1." } },
  async run(args, io) {
    let changed = 0;
    for (const path of filesOf(args.positionals, io)) {
      const source = await readDesign(path, io);
      const text = formatLintelFile(source.text, source.file.design);
      if (text === source.text) {
        if (path === "-" && args.values["check"] !== true) io.out(text);
        continue;
      }
      changed += 1;
      if (args.values["check"] === true) io.out(`${source.path}\n`);
      else if (path === "-") io.out(text);
      else {
        writeFile(path, text, io);
        io.error(`Formatted ${source.path}.\n`);
      }
    }
    return args.values["check"] === true && changed > 0 ? EXIT.findings : EXIT.clean;
  },
};
