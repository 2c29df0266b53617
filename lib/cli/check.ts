import { SEVERITIES, type Severity } from "#lib/model/design.ts";
import { PRESETS } from "#lib/rules/presets.ts";
import { type CheckedDesign, checkDesign, editedText, fixDesign } from "./checked-design.ts";
import { choiceOf, type Command, EXIT, textOf, UsageError } from "./command.ts";
import { filesOf, readDesign, writeFile } from "./design-file.ts";
import { printJson, printJunit, printPretty, printSarif } from "./check-report.ts";
import { isSameValue } from "#lib/model/same-value.ts";

const FORMATS = ["pretty", "json", "sarif", "junit"] as const;
const PRINTERS = { pretty: printPretty, json: printJson, sarif: printSarif, junit: printJunit };
const presets = PRESETS.map((preset) => preset.name);

/** `lintel check`: the findings of one or more designs. */
export const checkCommand: Command = {
  name: "check",
  summary: "Check designs against the rules.",
  usage: ["check FILE… [options]", "check - < design.lintel.yaml"],
  options: {
    format: { type: "string", value: FORMATS.join("|"), choices: FORMATS, help: "How the findings are written (default: pretty)." },
    preset: { type: "string", value: "NAME", choices: presets, help: `Rules and thresholds to apply: ${presets.join(", ")} (default: the design's own).` },
    fix: { type: "boolean", help: "Apply every quick fix and write the files; comments stay. With -, the fixed design goes to standard output." },
    "fail-on": { type: "string", value: SEVERITIES.join("|"), choices: SEVERITIES, help: "Lowest severity that makes the exit code 1 (default: error)." },
  },
  async run(args, io) {
    const format = choiceOf(args, "format", FORMATS, "pretty");
    const failOn = choiceOf(args, "fail-on", SEVERITIES, "error");
    const preset = textOf(args, "preset") === undefined ? undefined : choiceOf(args, "preset", presets, "recommended");
    const checked: CheckedDesign[] = [];
    const unusable: string[] = [];
    const report = { ...io };
    for (const path of filesOf(args.positionals, io)) {
      try {
        let source = await readDesign(path, io);
        if (args.values["fix"] === true) {
          const fixed = fixDesign(source.file.design, io, preset);
          const text = isSameValue(fixed, source.file.design) ? source.text : editedText(source, fixed);
          if (path === "-") {
            io.out(text);
            report.out = (line) => io.error(String(line));
          } else if (text !== source.text) writeFile(path, text, io);
          source = await readDesign(path, { ...io, input: () => Promise.resolve(text) });
        }
        checked.push(checkDesign(source, io, preset));
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        unusable.push(error.message);
      }
    }
    for (const message of unusable) io.error(`${message}\n`);
    if (unusable.length > 0 && checked.length === 0) return EXIT.unusable;
    PRINTERS[format](checked, report);
    if (unusable.length > 0) return EXIT.unusable;
    return checked.some((one) => one.integrity.length > 0 || one.result.findings.some((found) => isAtLeast(found.severity, failOn))) ? EXIT.findings : EXIT.clean;
  },
};

const isAtLeast = (severity: Severity, level: Severity): boolean => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(level);
