import { editLintelFile } from "#lib/export/lintel-file-edit.ts";
import { writeLintelFile } from "#lib/export/lintel-file.ts";
import type { SourceLocation } from "#lib/export/exporter.ts";
import { readLintelFile } from "#lib/import/lintel-file/lintel-file.ts";
import type { Path } from "#lib/import/lintel-file/parse-text.ts";
import { COLLECTIONS, type Design } from "#lib/model/design.ts";
import { checkIntegrity, type IntegrityProblem } from "#lib/model/integrity.ts";
import type { RenderedFinding } from "#lib/model/rendered-finding.ts";
import { isSameValue } from "#lib/model/same-value.ts";
import { type Baseline, type Compared, compareWithBaseline } from "#lib/rules/baseline.ts";
import { lint, type LintResult } from "#lib/rules/lint.ts";
import { type RenderedResult, renderResult } from "#lib/rules/render.ts";
import type { Surroundings } from "#lib/rules/ruling.ts";
import type { Io } from "./command.ts";
import type { DesignFile } from "./design-file.ts";
import type { FixReport } from "./fix-report.ts";

/** A design with everything that a check says about it. */
export interface CheckedDesign {
  readonly source: DesignFile;
  readonly design: Design;
  readonly result: LintResult;
  readonly rendered: RenderedResult;
  readonly integrity: readonly IntegrityProblem[];
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
  return { source, design, result, rendered: { ...rendered, findings }, integrity: checkIntegrity(design), compared, locate: locator(source) };
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
