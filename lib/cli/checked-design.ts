import { editLintelFile } from "#lib/export/lintel-file-edit.ts";
import { writeLintelFile } from "#lib/export/lintel-file.ts";
import type { SourceLocation } from "#lib/export/exporter.ts";
import { readLintelFile } from "#lib/import/lintel-file/lintel-file.ts";
import type { Path } from "#lib/import/lintel-file/parse-text.ts";
import { COLLECTIONS, type Design } from "#lib/model/design.ts";
import { checkIntegrity, type IntegrityProblem } from "#lib/model/integrity.ts";
import type { Problem } from "#lib/model/problem.ts";
import type { RenderedFinding } from "#lib/model/rendered-finding.ts";
import { isSameValue } from "#lib/model/same-value.ts";
import { type Baseline, type Compared, compareWithBaseline } from "#lib/rules/baseline.ts";
import { configProblems } from "#lib/rules/config-problems.ts";
import { lint, type LintResult } from "#lib/rules/lint.ts";
import { type RenderedResult, renderResult } from "#lib/rules/render.ts";
import type { Surroundings } from "#lib/rules/ruling.ts";
import { waiverProblem } from "#lib/rules/waiver-problem.ts";
import { type Io, UsageError } from "./command.ts";
import { type DesignFile, problemLine } from "./design-file.ts";
import type { FixReport } from "./fix-design.ts";

/** A design with everything that a check says about it. */
export interface CheckedDesign {
  readonly source: DesignFile;
  readonly design: Design;
  readonly result: LintResult;
  readonly rendered: RenderedResult;
  readonly integrity: readonly IntegrityProblem[];
  /** What of its own settings and waivers does not do what it seems to say. */
  readonly warnings: readonly Problem[];
  /** The findings beside the baseline, when there is one. */
  readonly compared: Compared | undefined;
  /** What quick fixes did to it, when they were asked for. */
  readonly fixes?: FixReport;
  /** Where an element, or its property, stands in the file. */
  readonly locate: (element: RenderedFinding["element"], property?: string) => SourceLocation | undefined;
}

/** What exporters read of a checked design; standard input has no file that others could find. */
export const exportInputOf = ({ source, design, rendered, locate }: CheckedDesign) => ({ design, ...rendered, ...(source.path !== "-" && { locate }) });

/** Checks a design that was read from a file. */
export function checkDesign(source: DesignFile, io: Io, surroundings: Surroundings = {}, baseline?: Baseline): CheckedDesign {
  const { design } = source.file;
  const result = lint(design, { today: io.today, ...surroundings });
  const compared = baseline && compareWithBaseline(baseline, pathInBaseline(source), result.findings);
  const rendered = renderResult(design, result);
  const findings = compared
    ? rendered.findings.map((one, at) => ({ ...one, baselineState: isKnown(compared, result, at) ? ("unchanged" as const) : ("new" as const) }))
    : rendered.findings;
  return {
    source,
    design,
    result,
    rendered: { ...rendered, findings },
    integrity: checkIntegrity(design),
    warnings: warningsOf(source, result),
    compared,
    locate: locator(source),
  };
}

/** A value of the design's own settings that can never be read is an error, as any other in its file. */
function warningsOf({ path, file: { design, position } }: DesignFile, result: LintResult): readonly Problem[] {
  const { rules, ruleById } = result.ruling;
  const problems = design.config ? configProblems(design.config, rules, (id) => ruleById(id) !== undefined) : [];
  const place = (within: readonly (string | number)[], message: string): Problem => ({ message, ...position(within) });
  const unreadable = problems.filter(({ isUnreadable }) => isUnreadable).map((problem) => problemLine(path, place(["config", ...problem.path], problem.message)));
  if (unreadable.length > 0) throw new UsageError(unreadable.join("\n"));
  return [
    ...problems.map((problem) => place(["config", ...problem.path], problem.message)),
    ...design.waivers.flatMap((waiver, at) => {
      const problem = waiverProblem(waiver, [result], undefined); // That its day is over is a finding: process/waiver-expired.
      return problem === undefined ? [] : [place(["waivers", at], problem)];
    }),
  ];
}

const isKnown = (compared: Compared, { findings }: LintResult, at: number): boolean => {
  const found = findings[at];
  return found !== undefined && compared.isKnown(found);
};

/** How a design is called in a baseline: its path, the same on every system. */
export const pathInBaseline = (source: DesignFile): string => source.path.replaceAll("\\", "/");

function locator(source: DesignFile): CheckedDesign["locate"] {
  const paths = new Map<string, Path>();
  for (const collection of COLLECTIONS) {
    for (const [at, member] of source.file.design[collection].entries()) paths.set(`${collection}:${member.id}`, [collection, at]);
  }
  const collectionOf = { component: "components", connection: "connections", boundary: "boundaries", flow: "flows", saga: "sagas", design: "" } as const;
  return (element, property) => {
    const path = element.type === "design" ? [] : paths.get(`${collectionOf[element.type]}:${element.id}`);
    if (!path) return undefined;
    return { uri: source.path.replaceAll("\\", "/"), ...source.file.position([...path, ...(property ? property.split(".") : [])]) };
  };
}

/** The text of a file after a change of its design. Comments stay; should the text not read back as the design, it is written anew. */
export function editedText(source: DesignFile, after: Design): string {
  const text = editLintelFile(source.text, source.file.design, after);
  const read = readLintelFile(text, after.title);
  return read.ok && isSameValue(read.design, after) ? text : writeLintelFile(after, source.text.trimStart().startsWith("{") ? "json" : "yaml");
}
