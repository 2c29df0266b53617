import { editLintelFile } from "#lib/export/lintel-file-edit.ts";
import { writeLintelFile } from "#lib/export/lintel-file.ts";
import type { SourceLocation } from "#lib/export/exporter.ts";
import { readLintelFile } from "#lib/import/lintel-file/lintel-file.ts";
import type { Path } from "#lib/import/lintel-file/parse-text.ts";
import { COLLECTIONS, type Design } from "#lib/model/design.ts";
import { checkIntegrity, type IntegrityProblem } from "#lib/model/integrity.ts";
import type { RenderedFinding } from "#lib/model/rendered-finding.ts";
import { isSameValue } from "#lib/model/same-value.ts";
import { lint, type LintResult } from "#lib/rules/lint.ts";
import { type RenderedResult, renderResult } from "#lib/rules/render.ts";
import { applyFixes } from "#lib/rules/words.ts";
import type { Io } from "./command.ts";
import type { DesignFile } from "./design-file.ts";

/** A design with everything that a check says about it. */
export interface CheckedDesign {
  readonly source: DesignFile;
  readonly design: Design;
  readonly result: LintResult;
  readonly rendered: RenderedResult;
  readonly integrity: readonly IntegrityProblem[];
  /** Where an element, or its property, stands in the file. */
  readonly locate: (element: RenderedFinding["element"], property?: string) => SourceLocation | undefined;
}

/** What exporters read of a checked design; standard input has no file that others could find. */
export const exportInputOf = ({ source, design, rendered, locate }: CheckedDesign) => ({ design, ...rendered, ...(source.path !== "-" && { locate }) });

/** The design as it is checked: with the preset of the command line in place of its own. */
const withPreset = (design: Design, preset: string | undefined): Design => (preset === undefined ? design : { ...design, config: { ...design.config, preset } });

/** Checks a design that was read from a file. */
export function checkDesign(source: DesignFile, io: Io, preset?: string): CheckedDesign {
  const design = withPreset(source.file.design, preset);
  const result = lint(design, { today: io.today });
  return { source, design, result, rendered: renderResult(design, result), integrity: checkIntegrity(design), locate: locator(source) };
}

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

/** How often one rule may fix: a fix can bring a finding of another rule to light, whose fix brings one of the first. */
const TRIES = 3;

/** Applies every quick fix there is, rule by rule, looking anew after each: a new gateway makes limits on every service needless. The preset decides which findings there are; it is not written. */
export function fixDesign(original: Design, io: Io, preset?: string): Design {
  let design = withPreset(original, preset);
  const tries = new Map<string, number>();
  for (;;) {
    const fixable = lint(design, { today: io.today }).findings.filter((found) => found.fixable && (tries.get(found.rule) ?? 0) < TRIES);
    const [first] = fixable;
    if (!first) break;
    tries.set(first.rule, (tries.get(first.rule) ?? 0) + 1);
    design = applyFixes(
      design,
      fixable.filter((found) => found.rule === first.rule),
    );
  }
  if (preset === undefined) return design;
  const { config: _, ...rest } = design;
  return original.config === undefined ? rest : { ...rest, config: original.config };
}

/** The text of a file after a change of its design. Comments stay; should the text not read back as the design, it is written anew. */
export function editedText(source: DesignFile, after: Design): string {
  const text = editLintelFile(source.text, source.file.design, after);
  const read = readLintelFile(text, after.title);
  return read.ok && isSameValue(read.design, after) ? text : writeLintelFile(after, source.text.trimStart().startsWith("{") ? "json" : "yaml");
}
