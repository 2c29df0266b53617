import { findingsMarkdownReport } from "#lib/export/findings-markdown.ts";
import { junitReport } from "#lib/export/junit.ts";
import { sarifLog } from "#lib/export/sarif.ts";
import { SEVERITIES } from "#lib/model/design.ts";
import { type CheckedDesign, exportInputOf } from "./checked-design.ts";
import type { Io } from "./command.ts";
import { paintWith, SHAPES } from "./paint.ts";

const amount = (number: number, word: string, plural = `${word}s`): string => `${number} ${number === 1 ? word : plural}`;

/** Counts over all designs. */
function summaryOf(checked: readonly CheckedDesign[]) {
  const all = checked.flatMap((one) => one.result.findings.map((found) => ({ found, isKnown: one.compared?.isKnown(found) ?? false })));
  const findings = all.flatMap(({ found, isKnown }) => (isKnown ? [] : [found]));
  const of = (severity: string) => findings.filter((found) => found.severity === severity).length;
  const sum = (count: (one: CheckedDesign) => number) => checked.reduce((total, one) => total + count(one), 0);
  return {
    files: checked.length,
    error: of("error"),
    warning: of("warning"),
    info: of("info"),
    fixable: findings.filter((found) => found.fixable).length,
    undecided: sum((one) => one.result.undecided.length),
    waived: sum((one) => one.result.waived.length),
    problems: sum((one) => one.integrity.length),
    known: all.length - findings.length,
    absent: sum((one) => one.compared?.absent.length ?? 0),
  };
}

/** Writes the findings for a person at a terminal: by file, the worst first, then in the order of the file. */
export function printPretty(checked: readonly CheckedDesign[], io: Io): void {
  const paint = paintWith(io.colour);
  const lines: string[] = [];
  for (const { source, rendered, integrity, warnings, locate } of checked) {
    const rows = rendered.findings
      .filter((found) => found.baselineState !== "unchanged")
      .map((found) => ({ found, at: locate(found.element, found.property) }))
      .toSorted((one, other) => SEVERITIES.indexOf(one.found.severity) - SEVERITIES.indexOf(other.found.severity) || (one.at?.line ?? 0) - (other.at?.line ?? 0));
    if (rows.length + integrity.length + rendered.undecided.length + warnings.length + source.file.notes.length === 0) continue;
    lines.push("", paint.bold(source.path === "-" ? "standard input" : source.path));
    const width = Math.max(0, ...rows.map(({ at }) => placeText(at).length));
    for (const note of source.file.notes) lines.push(`  ${paint.dim(`${note.line === undefined ? "" : `${note.line}: `}${note.message}`)}`);
    for (const warning of warnings) lines.push(`  ${paint.severity("warning")}  ${placeText(warning).padEnd(width)}  ${warning.message}  ${paint.dim("settings")}`);
    for (const problem of integrity) {
      const { line, column } = source.file.position(problem.path);
      lines.push(`  ${paint.severity("error")}    ${`${line}:${column}`.padEnd(width)}  ${problem.message}  ${paint.dim("model integrity")}`);
    }
    for (const { found, at } of rows) {
      const severity = paint.severity(found.severity) + " ".repeat("warning".length - found.severity.length);
      lines.push(`  ${severity}  ${placeText(at).padEnd(width)}  ${found.message}  ${paint.dim(found.rule)}${found.fixable ? paint.dim(" (fix)") : ""}`);
    }
    if (rendered.undecided.length > 0) {
      lines.push(`  ${paint.severity("undecided")}: these rules need a number`);
      for (const open of rendered.undecided) lines.push(paint.dim(`      ${open.rule} at ${open.target}: ${open.missing.join(", ")}`));
    }
  }
  const summary = summaryOf(checked);
  const counts = [
    ...(summary.problems > 0 ? [amount(summary.problems, "problem of the model", "problems of the model")] : []),
    ...(["error", "warning", "info"] as const).filter((severity) => summary[severity] > 0).map((severity) => `${SHAPES[severity]} ${amount(summary[severity], severity)}`),
    ...(summary.undecided > 0 ? [`${SHAPES.undecided} ${summary.undecided} undecided`] : []),
    ...(summary.waived > 0 ? [`${summary.waived} waived`] : []),
    ...(summary.known > 0 ? [`${summary.known} known`] : []),
  ];
  const nothing = summary.error + summary.warning + summary.info + summary.problems === 0;
  lines.push(
    "",
    nothing
      ? paint.green(`No ${summary.known > 0 ? "new " : ""}finding in ${amount(summary.files, "design")}.`) + (counts.length > 0 ? ` ${counts.join(" · ")}` : "")
      : paint.bold(counts.join(" · ")),
  );
  if (summary.absent > 0)
    lines.push(
      paint.dim(
        `${amount(summary.absent, "finding")} of the baseline ${summary.absent === 1 ? "is" : "are"} gone: --write-baseline forgets ${summary.absent === 1 ? "it" : "them"}.`,
      ),
    );
  if (summary.fixable > 0) {
    const isFixed = checked.some(({ fixes }) => fixes);
    lines.push(
      paint.dim(
        `${summary.fixable} of them ${summary.fixable === 1 ? "has" : "have"} a quick fix${isFixed ? " that does more than change settings: --fix=RULE or --fix=all" : ": --fix applies those that only change settings, --fix=all every one"}; --dry-run shows the change.`,
      ),
    );
    lines.push(paint.dim("Why a rule exists: lintel explain RULE."));
  }
  io.out(`${lines.join("\n").replace(/^\n/u, "")}\n`);
}

const placeText = (at: { readonly line?: number; readonly column?: number } | undefined): string => (at?.line ? `${at.line}:${at.column ?? 1}` : "");

/** Writes the findings for a program. */
export function printJson(checked: readonly CheckedDesign[], io: Io): void {
  const document = {
    findings: checked.flatMap(({ source, result, rendered, locate }) =>
      rendered.findings.map((found, at) => ({
        rule: found.rule,
        severity: found.severity,
        message: found.message,
        target: found.target,
        ...(result.findings[at]?.related && { path: result.findings[at].related }),
        fixable: found.fixable,
        ...(found.baselineState && { baselineState: found.baselineState }),
        element: found.element,
        ...(found.property && { property: found.property }),
        file: source.path,
        ...placeOf(locate(found.element, found.property)),
      })),
    ),
    undecided: checked.flatMap(({ source, rendered }) => rendered.undecided.map(({ rule, target, missing }) => ({ rule, target, missing, file: source.path }))),
    waived: checked.flatMap(({ source, rendered }) => rendered.waived.map(({ rule, target, waiver }) => ({ rule, target, waiver, file: source.path }))),
    problems: checked.flatMap(({ source, integrity }) => integrity.map(({ message, path }) => ({ message, file: source.path, ...source.file.position(path) }))),
    ...(checked.some(({ compared }) => compared) && { absent: checked.flatMap(({ source, compared }) => (compared?.absent ?? []).map((key) => ({ key, file: source.path }))) }),
    ...(checked.some(({ fixes }) => fixes) && { fixed: checked.flatMap(({ source, fixes }) => (fixes?.applied ?? []).map((fix) => ({ ...fix, file: source.path }))) }),
    notes: checked.flatMap(({ source, warnings }) => [...source.file.notes, ...warnings].map((note) => ({ ...note, file: source.path }))),
    summary: summaryOf(checked),
  };
  io.out(`${JSON.stringify(document, null, 2)}\n`);
}

const placeOf = (at: { readonly line: number; readonly column?: number } | undefined) => (at ? { line: at.line, column: at.column } : {});

/** Writes the findings of all designs as one SARIF log. */
export function printSarif(checked: readonly CheckedDesign[], io: Io): void {
  io.out(`${JSON.stringify(sarifLog(checked.map((one) => ({ ...exportInputOf(one), ...(one.compared && { absent: one.compared.absent }) }))), null, 2)}\n`);
}

/** Writes the findings of all designs as Markdown, for the summary of a build or a comment. */
export function printMarkdown(checked: readonly CheckedDesign[], io: Io): void {
  io.out(checked.map((one) => findingsMarkdownReport(exportInputOf(one))).join("\n"));
}

/** Writes the findings of all designs as one JUnit report. */
export function printJunit(checked: readonly CheckedDesign[], io: Io): void {
  io.out(junitReport(checked.map(exportInputOf)));
}
