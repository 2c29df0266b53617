import { SEVERITIES, type Severity } from "#lib/model/design.ts";
import { isSameValue } from "#lib/model/same-value.ts";
import { baselineOf } from "#lib/rules/baseline.ts";
import { PRESETS } from "#lib/rules/presets.ts";
import { rulingFor, type Surroundings } from "#lib/rules/ruling.ts";
import { readBaseline, writeBaseline } from "./baseline-file.ts";
import { printJson, printJunit, printMarkdown, printPretty, printSarif } from "./check-report.ts";
import { type CheckedDesign, checkDesign, editedText, pathInBaseline } from "./checked-design.ts";
import { choiceOf, type Command, type CommandArgs, EXIT, type Io, textOf, UsageError } from "./command.ts";
import { Configs, type RepositoryConfig } from "./config-file.ts";
import { type DesignFile, filesOf, parseDesign, readDesign, writeFile } from "./design-file.ts";
import { fixDesign, type WantedFixes } from "./fix-design.ts";
import { printFixes } from "./fix-report.ts";
import { ruleNamed } from "./named-rule.ts";
import { unifiedDiff } from "./unified-diff.ts";

const FORMATS = ["pretty", "json", "sarif", "junit", "markdown"] as const;
const PRINTERS = { pretty: printPretty, json: printJson, sarif: printSarif, junit: printJunit, markdown: printMarkdown };
const presets = PRESETS.map((preset) => preset.name);
/** Where a baseline is written when nothing names a place. */
const BASELINE = "lintel.baseline.json";

/** `lintel check`: the findings of one or more designs. */
export const checkCommand: Command = {
  name: "check",
  summary: "Check designs against the rules.",
  exits: { clean: "nothing found", findings: "findings at or above --fail-on" },
  usage: ["check FILE|FOLDER… [options]", "check - < design.lintel.yaml"],
  options: {
    format: { type: "string", value: FORMATS.join("|"), choices: FORMATS, help: "How the findings are written (default: pretty)." },
    preset: { type: "string", value: "NAME", choices: presets, help: `Rules and thresholds to apply: ${presets.join(", ")} (default: the design's own).` },
    fix: {
      type: "string",
      isValueOptional: true,
      value: "all|RULE,…",
      help: "Apply quick fixes, write the files (comments stay) and say what was done. Alone: those that only change settings; =all: also those that add elements or say what is there. With -, the fixed design goes to standard output.",
    },
    "dry-run": { type: "boolean", help: "With --fix: write nothing, show the change of the files as a diff on standard output; all else goes to standard error." },
    "fail-on": { type: "string", value: SEVERITIES.join("|"), choices: SEVERITIES, help: "Lowest severity that makes the exit code 1 (default: error)." },
    baseline: { type: "string", value: "PATH", help: "Findings that are in this file are known: they are counted, not listed, and do not fail." },
    "write-baseline": { type: "boolean", help: `Write today's findings to the baseline (default: ${BASELINE}).` },
    config: { type: "string", value: "PATH", help: "Configuration to use (default: the nearest lintel.config.yaml above each design)." },
    "no-config": { type: "boolean", help: "Use no configuration file." },
  },
  async run(args, io) {
    const format = choiceOf(args, "format", FORMATS, "pretty");
    const failOn = choiceOf(args, "fail-on", SEVERITIES, "error");
    const read = await readAll(args, io);
    for (const message of [...read.unusable, ...read.warnings]) io.error(`${message}\n`);
    if (read.unusable.length > 0 && read.checked.length === 0) return EXIT.unusable;
    if (args.values["write-baseline"] === true) {
      const path = textOf(args, "baseline") ?? read.baseline ?? BASELINE;
      const baseline = baselineOf(read.checked.map(({ source, result }) => ({ path: pathInBaseline(source), findings: result.findings })));
      writeBaseline(path, baseline, io);
      io.out(`${Object.values(baseline.designs).reduce((sum, keys) => sum + keys.length, 0)} findings written to ${path}.\n`);
      return read.unusable.length > 0 ? EXIT.unusable : EXIT.clean;
    }
    printFixes(read.checked, format === "pretty" ? read.report.out : io.error, io);
    PRINTERS[format](read.checked, read.report);
    if (read.unusable.length > 0) return EXIT.unusable;
    const fails = ({ result, compared }: CheckedDesign) => result.findings.some((found) => isAtLeast(found.severity, failOn) && !compared?.isKnown(found));
    return read.checked.some((one) => one.integrity.length > 0 || fails(one)) ? EXIT.findings : EXIT.clean;
  },
};

interface ReadAll {
  readonly checked: readonly CheckedDesign[];
  readonly unusable: readonly string[];
  /** What of the configurations did not do what it seems to say. */
  readonly warnings: readonly string[];
  /** Baseline that a configuration names. */
  readonly baseline: string | undefined;
  /** Where the report goes. */
  readonly report: Io;
}

/** Reads, fixes if asked, and checks every file; what cannot be used is told at the end, so that one bad file does not hide the others. */
async function readAll(args: CommandArgs, io: Io): Promise<ReadAll> {
  const preset = textOf(args, "preset") === undefined ? undefined : choiceOf(args, "preset", presets, "recommended");
  const configs = new Configs(io, { chosen: textOf(args, "config"), isOff: args.values["no-config"] === true });
  const checked: CheckedDesign[] = [];
  const unusable: string[] = [];
  const report = { ...io };
  const isDry = args.values["dry-run"] === true;
  if (isDry && textOf(args, "fix") === undefined) throw new UsageError("--dry-run shows what --fix would change: name both.");
  let named: string | undefined;
  for (const path of filesOf(args.positionals, io)) {
    try {
      let source = await readDesign(path, io);
      const config = await configs.for(path);
      named ??= config?.baseline;
      const surroundings = surroundingsOf(config, path, preset);
      const wanted = wantedFixes(args, source, surroundings);
      let fixes: CheckedDesign["fixes"];
      if (wanted !== undefined) {
        const before = checkDesign(source, io, surroundings).result;
        const { design, applied } = fixDesign(source.file.design, wanted, io, surroundings);
        const text = isSameValue(design, source.file.design) ? source.text : editedText(source, design);
        if (isDry || path === "-") {
          io.out(isDry ? unifiedDiff(source.path, source.text, text) : text);
          report.out = (line) => io.error(String(line));
        } else if (text !== source.text) writeFile(path, text, io);
        source = parseDesign({ ...source, text });
        fixes = { applied, before, isDry };
      }
      const baseline = textOf(args, "baseline") ?? config?.baseline;
      const known =
        baseline === undefined || args.values["write-baseline"] === true
          ? undefined
          : await readBaseline(baseline, io, textOf(args, "baseline") === undefined ? config?.path : undefined);
      checked.push({ ...checkDesign(source, io, surroundings, known), ...(fixes && { fixes }) });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      unusable.push(error.message);
    }
  }
  const warnings = await configs.warnings(checked.map(({ source, result }) => ({ path: source.path, result })));
  return { checked, unusable: [...new Set(unusable)], warnings, baseline: named, report };
}

/** Which quick fixes were asked for; `--fix` alone takes those that only change settings. */
function wantedFixes(args: CommandArgs, { file }: DesignFile, surroundings: Surroundings): WantedFixes | undefined {
  const fix = textOf(args, "fix");
  if (fix === undefined) return undefined;
  if (fix === "") return "settings";
  if (fix === "all") return "all";
  const { rules } = rulingFor(file.design, surroundings);
  return new Set(fix.split(",").map((name) => ruleNamed(name.trim(), rules).id));
}

/** What is in force around a design: its repository's configuration below its own, the command line on top. */
function surroundingsOf(config: RepositoryConfig | undefined, path: string, preset: string | undefined): Surroundings {
  return { ...config?.surroundingsOf(path), ...(preset !== undefined && { configs: [{ preset }] }) };
}

const isAtLeast = (severity: Severity, level: Severity): boolean => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(level);
