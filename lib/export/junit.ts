import type { RenderedFinding } from "#lib/model/rendered-finding.ts";
import type { Exporter, ExportInput } from "./exporter.ts";
import { fileNameOf } from "./file-name.ts";
import { inOrder } from "./findings/summary.ts";
import { xmlText } from "./xml-text.ts";

type JUnitInput = Pick<ExportInput, "design" | "findings" | "undecided" | "waived">;

/** Findings of several designs as one JUnit report: a suite per rule (and design), a failed case per finding, skipped cases for what is undecided or accepted. */
export function junitReport(inputs: readonly JUnitInput[]): string {
  const [only] = inputs.length === 1 ? inputs : [];
  const sum = (count: (input: JUnitInput) => number) => inputs.reduce((total, input) => total + count(input), 0);
  const isOpen = ({ baselineState }: RenderedFinding) => baselineState !== "unchanged";
  const failed = sum((input) => input.findings.filter(isOpen).length);
  const total = counts(failed, sum((input) => input.findings.length + input.undecided.length + input.waived.length) - failed);
  const suites = inputs.flatMap((input) => suitesOf(input, only ? "" : `${input.design.title}: `));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${xmlText(only?.design.title ?? "Lintel")}" ${total}>\n${suites.join("")}</testsuites>\n`;
}

const counts = (failed: number, skipped: number) => `tests="${failed + skipped}" failures="${failed}" errors="0" skipped="${skipped}"`;

function suitesOf({ findings, undecided, waived }: JUnitInput, prefix: string): string[] {
  const cases = new Map<string, { failed: string[]; skipped: string[] }>();
  const suite = (rule: string) => {
    const known = cases.get(rule) ?? { failed: [], skipped: [] };
    cases.set(rule, known);
    return known;
  };
  const opening = ({ rule, target, property }: RenderedFinding) =>
    `    <testcase classname="${xmlText(prefix + rule)}" name="${xmlText(property ? `${target} ${property}` : target)}">`;
  for (const found of inOrder(findings)) {
    if (found.baselineState === "unchanged") {
      suite(found.rule).skipped.push(`${opening(found)}\n      <skipped message="${xmlText(`Known: ${found.message}`)}"/>\n    </testcase>`);
      continue;
    }
    const failure = `<failure type="${found.severity}" message="${xmlText(found.message)}">${xmlText(`${found.why} ${found.remedy}`.trim())}</failure>`;
    suite(found.rule).failed.push(`${opening(found)}\n      ${failure}\n    </testcase>`);
  }
  for (const found of inOrder(undecided)) suite(found.rule).skipped.push(`${opening(found)}\n      <skipped message="${xmlText(found.message)}"/>\n    </testcase>`);
  for (const found of inOrder(waived)) {
    const { kind, owner, expires, reason: why } = found.waiver;
    const reason = `${kind === "notApplicable" ? "Not applicable, says" : "Accepted by"} ${owner}${expires === undefined ? "" : ` until ${expires}`}: ${why}`;
    suite(found.rule).skipped.push(`${opening(found)}\n      <skipped message="${xmlText(reason)}"/>\n    </testcase>`);
  }
  return [...cases.entries()].map(
    ([rule, { failed, skipped }]) =>
      `  <testsuite name="${xmlText(prefix + rule)}" ${counts(failed.length, skipped.length)}>\n${[...failed, ...skipped].join("\n")}\n  </testsuite>\n`,
  );
}

/** The findings as JUnit XML, which nearly every build server shows. */
export const junit: Exporter = {
  id: "junit",
  title: "Findings (JUnit XML)",
  description: "For build servers: a suite per rule, a failure per finding; undecided and accepted ones are skipped.",
  mediaType: "application/xml",
  fileName: (design) => fileNameOf(design, ".junit.xml"),
  render: (input) => ({ text: junitReport([input]), notes: [] }),
};
