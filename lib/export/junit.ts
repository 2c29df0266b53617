import type { RenderedFinding } from "#lib/model/rendered-finding.ts";
import type { Exporter } from "./exporter.ts";
import { fileNameOf } from "./file-name.ts";
import { inOrder } from "./findings/summary.ts";
import { xmlText } from "./xml-text.ts";

/** The findings as JUnit XML, which nearly every build server shows: a suite per rule, a failed case per finding, skipped cases for what is undecided or accepted. */
export const junit: Exporter = {
  id: "junit",
  title: "Findings (JUnit XML)",
  description: "For build servers: a suite per rule, a failure per finding; undecided and accepted ones are skipped.",
  mediaType: "application/xml",
  fileName: (design) => fileNameOf(design, ".junit.xml"),
  render({ design, findings, undecided, waived }) {
    const cases = new Map<string, { failed: string[]; skipped: string[] }>();
    const suite = (rule: string) => {
      const known = cases.get(rule) ?? { failed: [], skipped: [] };
      cases.set(rule, known);
      return known;
    };
    const opening = ({ rule, target, property }: RenderedFinding) => `    <testcase classname="${xmlText(rule)}" name="${xmlText(property ? `${target} ${property}` : target)}">`;
    for (const found of inOrder(findings)) {
      const failure = `<failure type="${found.severity}" message="${xmlText(found.message)}">${xmlText(`${found.why} ${found.remedy}`.trim())}</failure>`;
      suite(found.rule).failed.push(`${opening(found)}\n      ${failure}\n    </testcase>`);
    }
    for (const found of inOrder(undecided)) suite(found.rule).skipped.push(`${opening(found)}\n      <skipped message="${xmlText(found.message)}"/>\n    </testcase>`);
    for (const found of inOrder(waived)) {
      const reason = `Accepted by ${found.waiver.owner} until ${found.waiver.expires}: ${found.waiver.reason}`;
      suite(found.rule).skipped.push(`${opening(found)}\n      <skipped message="${xmlText(reason)}"/>\n    </testcase>`);
    }
    const counts = (failed: number, skipped: number) => `tests="${failed + skipped}" failures="${failed}" errors="0" skipped="${skipped}"`;
    const suites = [...cases.entries()].map(
      ([rule, { failed, skipped }]) => `  <testsuite name="${xmlText(rule)}" ${counts(failed.length, skipped.length)}>\n${[...failed, ...skipped].join("\n")}\n  </testsuite>\n`,
    );
    const head = `<testsuites name="${xmlText(design.title)}" ${counts(findings.length, undecided.length + waived.length)}>`;
    return { text: `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${suites.join("")}</testsuites>\n`, notes: [] };
  },
};
