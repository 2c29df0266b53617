import type { Severity } from "#lib/model/design.ts";
import type { Exporter, ExportInput } from "./exporter.ts";
import { fileNameOf } from "./file-name.ts";
import { inOrder, summaryLine, summaryOf } from "./findings/summary.ts";
import { code, inline, table } from "./markdown-text.ts";

const TITLES: Record<Severity, string> = { error: "Errors", warning: "Warnings", info: "Advice" };

/** Findings, open questions and accepted risks as Markdown below headings of the given level. */
export function findingsAsMarkdown(input: Pick<ExportInput, "findings" | "undecided" | "waived">, level = 2): string {
  const heading = "#".repeat(level);
  const parts = [`${summaryLine(summaryOf(input))}.`];
  const open = input.findings.filter(({ baselineState }) => baselineState !== "unchanged");
  const known = input.findings.length - open.length;
  if (known > 0) parts.push(`${known} of them ${known === 1 ? "was" : "were"} there before and ${known === 1 ? "is" : "are"} not listed.`);
  for (const severity of ["error", "warning", "info"] as const) {
    const found = inOrder(open.filter((candidate) => candidate.severity === severity));
    if (found.length === 0) continue;
    parts.push(`${heading} ${TITLES[severity]} (${found.length})`);
    for (const { title, message, why, remedy, rule, target, fixable, sources } of found) {
      const source = sources.length > 0 ? ` Source: ${sources.map(inline).join("; ")}.` : "";
      parts.push(
        `${heading}# ${inline(title)} – ${inline(target)}`,
        `${inline(message)} ${inline(why)}`,
        `**What to do:** ${inline(remedy)}${fixable ? " (A quick fix exists.)" : ""}`,
        `${code(rule)}.${source}`,
      );
    }
  }
  if (input.undecided.length > 0) {
    parts.push(`${heading} Undecided (${input.undecided.length})`, "These rules need a number that the design does not state yet.");
    parts.push(
      table(
        ["Rule", "Target", "Missing"],
        inOrder(input.undecided).map(({ rule, target, missing }) => [code(rule), inline(target), missing.map(code).join(", ")]),
      ),
    );
  }
  for (const [kind, title] of [
    ["acceptedRisk", "Accepted risks"],
    ["notApplicable", "Not applicable"],
  ] as const) {
    const waived = input.waived.filter(({ waiver }) => waiver.kind === kind);
    if (waived.length === 0) continue;
    parts.push(`${heading} ${title} (${waived.length})`);
    parts.push(
      table(
        ["Rule", "Target", "Reason", "Owner", "Expires", "Decision"],
        inOrder(waived).map(({ rule, target, waiver }) => [code(rule), inline(target), inline(waiver.reason), inline(waiver.owner), waiver.expires ?? "", inline(waiver.decision)]),
      ),
    );
  }
  return parts.join("\n\n");
}

/** The findings as a report to read. */
export const findingsMarkdown: Exporter = {
  id: "findings-markdown",
  title: "Findings (Markdown)",
  description: "What was found, why it matters and what to do, with open questions and accepted risks.",
  mediaType: "text/markdown",
  fileName: (design) => fileNameOf(design, ".findings.md"),
  render: (input) => ({ text: findingsMarkdownReport(input), notes: [] }),
};

/** The findings of one design as a report with its title. */
export function findingsMarkdownReport(input: ExportInput): string {
  const date = input.today ? `\n\n${input.today}` : "";
  return `# Findings: ${inline(input.design.title)}${date}\n\n${findingsAsMarkdown(input)}\n`;
}
