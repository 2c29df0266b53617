import { comparisonMarkdown, type RenderedDelta } from "#lib/export/comparison-markdown.ts";
import { alignedIds, type Comparison, compareDesigns, type ElementChange } from "#lib/model/compare.ts";
import { comparisonSummary, elementInWords, movedInWords, propertyInWords } from "#lib/model/comparison-words.ts";
import type { RenderedFinding } from "#lib/model/rendered-finding.ts";
import { findingsDelta } from "#lib/rules/findings-delta.ts";
import { keyOf } from "#lib/rules/lint.ts";
import type { Finding } from "#lib/rules/rule.ts";
import { type CheckedDesign, checkDesign } from "./checked-design.ts";
import { choiceOf, type Command, EXIT, type Io, textOf, UsageError } from "./command.ts";
import { Configs } from "./config-file.ts";
import { readDesign } from "./design-file.ts";
import { paintWith } from "./paint.ts";

const FORMATS = ["pretty", "json", "markdown"] as const;

/** `lintel diff`: what changed between two states of a design. */
export const diffCommand: Command = {
  name: "diff",
  summary: "Compare two designs: what changed in meaning, beside what only moved.",
  exits: { clean: "the same in meaning", findings: "changed in meaning" },
  usage: ["diff BEFORE AFTER [--format FORMAT]", "git show main:shop.lintel.yaml | lintel diff - shop.lintel.yaml"],
  options: {
    format: { type: "string", value: FORMATS.join("|"), choices: FORMATS, help: "How the differences are written (default: pretty). Exit code: 0 the same in meaning, 1 changed." },
    config: { type: "string", value: "PATH", help: "Configuration for the findings (default: the nearest lintel.config.yaml above each design)." },
    "no-config": { type: "boolean", help: "Use no configuration file." },
  },
  async run(args, io) {
    const format = choiceOf(args, "format", FORMATS, "pretty");
    const [before, after, more] = args.positionals;
    if (before === undefined || after === undefined) throw new UsageError("Name two files: lintel diff BEFORE AFTER. One of them may be -, for standard input.");
    if (more !== undefined) throw new UsageError(`"${more}" is one argument too many.`);
    if (before === "-" && after === "-") throw new UsageError("Only one of the two designs can come from standard input.");
    const configs = new Configs(io, { chosen: textOf(args, "config"), isOff: args.values["no-config"] === true });
    const [old, now] = [await readDesign(before, io), await readDesign(after, io)];
    const comparison = compareDesigns(old.file.design, now.file.design);
    // Findings are told apart by the ids of their components.
    const aligned = { ...old, file: { ...old.file, design: alignedIds(old.file.design, now.file.design) } };
    const check = async (source: typeof now, path: string): Promise<CheckedDesign> => checkDesign(source, io, (await configs.for(path))?.surroundingsOf(path));
    const delta = renderedDelta(await check(aligned, before), await check(now, after));
    if (format === "json") io.out(`${JSON.stringify({ ...comparison, findings: deltaAsJson(delta) }, null, 2)}\n`);
    else if (format === "markdown") io.out(comparisonMarkdown(now.file.design.title, comparison, delta));
    else printPretty(comparison, delta, io);
    return comparison.changes.length > 0 ? EXIT.findings : EXIT.clean;
  },
};

function renderedDelta(before: CheckedDesign, after: CheckedDesign): RenderedDelta {
  const { introduced, fixed, waived } = findingsDelta(before.result, after.result);
  return { introduced: inWords(after, introduced), fixed: inWords(before, fixed), waived: inWords(before, waived) };
}

function inWords({ result, rendered }: CheckedDesign, found: readonly Finding[]): readonly RenderedFinding[] {
  const wanted = new Set(found.map(keyOf));
  return rendered.findings.filter((_, at) => {
    const one = result.findings[at];
    return one !== undefined && wanted.has(keyOf(one));
  });
}

const deltaAsJson = (delta: RenderedDelta) =>
  Object.fromEntries(
    Object.entries(delta).map(([state, findings]: [string, readonly RenderedFinding[]]) => [
      state,
      findings.map(({ rule, severity, message, target, element, property }) => ({ rule, severity, message, target, element, ...(property !== undefined && { property }) })),
    ]),
  );

const SIGNS = { added: "+", removed: "−", changed: "~" } as const;

function printPretty(comparison: Comparison, { introduced, fixed, waived }: RenderedDelta, io: Io): void {
  const paint = paintWith(io.colour);
  const elements = (changes: readonly ElementChange[]): string[] =>
    changes.flatMap((change) => [`  ${SIGNS[change.kind]} ${paint.bold(elementInWords(change))}`, ...change.properties.map((property) => `      ${propertyInWords(property)}`)]);
  const findings = (found: readonly RenderedFinding[]): string[] => found.map(({ severity, message, rule }) => `  ${paint.severity(severity)}  ${message}  ${paint.dim(rule)}`);
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ["Changed in meaning", elements(comparison.changes)],
    ["Changed around it", elements(comparison.around)],
    ["Only moved", comparison.moved.map((one) => `  ${movedInWords(one)}`)],
    ["New findings", findings(introduced)],
    ["Findings that are gone", findings(fixed)],
    ["Findings that were waived", findings(waived)],
  ];
  const summary = comparisonSummary(comparison);
  const lines = sections.flatMap(([title, body]) => (body.length === 0 ? [] : [paint.bold(title), ...body, ""]));
  io.out(`${[...lines, summary === "" ? paint.green("Nothing changed.") : `${summary}.`].join("\n")}\n`);
}
