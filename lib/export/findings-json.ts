import type { Exporter } from "./exporter.ts";
import { fileNameOf } from "./file-name.ts";
import { summaryOf } from "./findings/summary.ts";

/** The findings for programs; the same fields as `lintel check --format json`. */
export const findingsJson: Exporter = {
  id: "findings-json",
  title: "Findings (JSON)",
  description: "Findings, open questions and accepted risks for programs.",
  mediaType: "application/json",
  fileName: (design) => fileNameOf(design, ".findings.json"),
  render(input) {
    const document = {
      findings: input.findings.map(({ rule, severity, message, target, element, property, fixable }) => {
        const at = input.locate?.(element, property);
        return {
          rule,
          severity,
          message,
          target,
          fixable,
          element,
          ...(property === undefined ? {} : { property }),
          ...(at ? { file: at.uri, line: at.line, ...(at.column ? { column: at.column } : {}) } : {}),
        };
      }),
      undecided: input.undecided.map(({ rule, target, missing }) => ({ rule, target, missing })),
      waived: input.waived.map(({ rule, target, waiver }) => ({ rule, target, waiver })),
      summary: summaryOf(input),
    };
    return { text: `${JSON.stringify(document, null, 2)}\n`, notes: [] };
  },
};
