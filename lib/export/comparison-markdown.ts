import type { Comparison, ElementChange } from "#lib/model/compare.ts";
import { comparisonSummary, elementInWords, movedInWords, propertyInWords } from "#lib/model/comparison-words.ts";
import type { RenderedFinding } from "#lib/model/rendered-finding.ts";
import { bullets, code, inline } from "./markdown-text.ts";

/** How findings changed, in words. */
export interface RenderedDelta {
  readonly introduced: readonly RenderedFinding[];
  readonly fixed: readonly RenderedFinding[];
  readonly waived: readonly RenderedFinding[];
}

const KINDS = { added: "Added", removed: "Removed", changed: "Changed" } as const;

/** Two states of a design beside each other as Markdown, for a pull request or a review. */
export function comparisonMarkdown(title: string, comparison: Comparison, { introduced, fixed, waived }: RenderedDelta): string {
  const { changes, around, moved } = comparison;
  const sections = [
    ...(["added", "removed", "changed"] as const).map((kind) => section(KINDS[kind], elements(changes.filter((change) => change.kind === kind)))),
    section("Changed around the design", elements(around, true)),
    section("Only moved", bullets(moved.map((one) => inline(movedInWords(one))))),
    section("New findings", findings(introduced)),
    section("Findings that are gone", findings(fixed)),
    section("Findings that were waived", findings(waived)),
  ].filter((text) => text !== "");
  const summary = comparisonSummary(comparison);
  return `${[`# What changed: ${inline(title)}`, summary === "" ? "Nothing changed." : `${summary}.`, ...sections].join("\n\n")}\n`;
}

const section = (title: string, body: string): string => (body === "" ? "" : `## ${title}\n\n${body}`);

const elements = (changes: readonly ElementChange[], withKind = false): string =>
  changes
    .map((change) =>
      [`- ${withKind ? `${change.kind}: ` : ""}**${inline(elementInWords(change))}**`, ...change.properties.map((property) => `  - ${inline(propertyInWords(property))}`)].join(
        "\n",
      ),
    )
    .join("\n");

const findings = (found: readonly RenderedFinding[]): string => bullets(found.map(({ severity, message, rule }) => `${severity}: ${inline(message)} ${code(rule)}`));
