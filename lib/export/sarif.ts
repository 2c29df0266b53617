import type { Severity } from "#lib/model/design.ts";
import type { RenderedFinding, RenderedWaived } from "#lib/model/rendered-finding.ts";
import type { Exporter, ExportInput } from "./exporter.ts";
import { fileNameOf } from "./file-name.ts";
import { inOrder } from "./findings/summary.ts";

const LEVELS: Record<Severity, "error" | "warning" | "note"> = { error: "error", warning: "warning", info: "note" };

/** Where rule pages live when no server is known: SARIF wants absolute addresses, so the page's path is kept in the properties instead. */
const isAbsolute = (address: string): boolean => /^https?:\/\//u.test(address);

/** One design's findings, for a log that may hold several. */
export type SarifInput = Pick<ExportInput, "design" | "findings" | "waived" | "locate"> & {
  /** What a baseline has and nobody finds any more: `rule@target#property`. */
  readonly absent?: readonly string[];
};

/**
 * Findings as a SARIF 2.1.0 log: the rules with their help, one result per finding with the component as logical location and the line of the committed file when it is known,
 * accepted risks as suppressed results. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifLog(inputs: readonly SarifInput[]): object {
  const all = inputs.flatMap(({ findings, waived }) => [...findings, ...waived]);
  const rules = [...new Map(all.map((found) => [found.rule, found])).values()].toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
  const ruleIndex = new Map(rules.map(({ rule }, at) => [rule, at]));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Lintel", rules: rules.map(descriptor) } },
        columnKind: "utf16CodeUnits",
        results: inputs.flatMap((input) => [
          ...inOrder(input.findings).map((found) => result(input, found, ruleIndex.get(found.rule) ?? 0)),
          ...inOrder(input.waived).map((found) => ({
            ...result(input, found, ruleIndex.get(found.rule) ?? 0),
            suppressions: [suppression(found.waiver)],
          })),
          ...(input.absent ?? []).map((key) => absentResult(input, key)),
        ]),
      },
    ],
  };
}

/** An accepted risk or a finding that does not apply, as SARIF says it. */
const suppression = ({ kind, reason, owner, expires }: RenderedWaived["waiver"]): object => ({
  kind: "external",
  status: "accepted",
  justification: `${kind === "notApplicable" ? "Not applicable: " : ""}${reason} (${owner}${expires === undefined ? "" : `, until ${expires}`})`,
});

function descriptor({ rule, title, why, remedy, severity, sources, tags, helpUri }: RenderedFinding): object {
  const source = sources.length > 0 ? `\n\nSource: ${sources.join("; ")}` : "";
  return {
    id: rule,
    name: pascal(rule),
    shortDescription: { text: title },
    ...(why ? { fullDescription: { text: why } } : {}),
    help: { text: `${why} ${remedy}${source}`.trim() || title },
    ...(isAbsolute(helpUri) ? { helpUri } : {}),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { category: rule.slice(0, Math.max(0, rule.indexOf("/"))), page: helpUri, ...(tags && { tags }) },
  };
}

const pascal = (rule: string): string =>
  rule
    .split(/[^A-Za-z0-9]+/u)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");

function result({ design, locate }: SarifInput, found: RenderedFinding, ruleIndex: number): object {
  const at = locate?.(found.element, found.property);
  const name = nameOf(design, found);
  return {
    ruleId: found.rule,
    ruleIndex,
    level: LEVELS[found.severity],
    ...(found.baselineState && { baselineState: found.baselineState }),
    message: { text: found.message },
    locations: [
      {
        ...(at
          ? {
              physicalLocation: {
                artifactLocation: { uri: encodeURI(at.uri).replaceAll("#", "%23").replaceAll("?", "%3F") },
                region: { startLine: at.line, ...(at.column ? { startColumn: at.column } : {}) },
              },
            }
          : {}),
        logicalLocations: [
          {
            name,
            fullyQualifiedName: `${found.element.type}:${found.element.id}${found.property ? `.${found.property}` : ""}`,
            kind: found.element.type === "component" ? "module" : found.element.type,
          },
        ],
      },
    ],
    partialFingerprints: { "lintelFinding/v2": `${scopeOf({ design, locate })}/${found.rule}@${found.target}${found.property ? `#${found.property}` : ""}` },
    properties: { target: found.target, fixable: found.fixable },
  };
}

/** What tells the findings of one design from those of others: its file, for ids such as "untitled" repeat; without a file its id. */
const scopeOf = ({ design, locate }: Pick<SarifInput, "design" | "locate">): string => locate?.({ type: "design", id: design.id }, undefined)?.uri ?? design.id;

/** A finding of the baseline that has gone. */
const absentResult = (input: SarifInput, key: string): object => ({
  ruleId: key.slice(0, key.indexOf("@")),
  level: "none",
  kind: "pass",
  message: { text: "No longer found." },
  baselineState: "absent",
  partialFingerprints: { "lintelFinding/v2": `${scopeOf(input)}/${key}` },
});

function nameOf({ components, connections, boundaries, flows, sagas, title }: ExportInput["design"], { element }: RenderedFinding): string {
  const isIt = ({ id }: { id: string }) => id === element.id;
  switch (element.type) {
    case "component":
      return components.find(isIt)?.name || element.id;
    case "connection": {
      const connection = connections.find(isIt);
      return connection ? `${connection.from} → ${connection.to}` : element.id;
    }
    case "boundary":
      return boundaries.find(isIt)?.name || element.id;
    case "flow":
      return flows.find(isIt)?.name || element.id;
    case "saga":
      return sagas.find(isIt)?.name || element.id;
    case "design":
      return title || element.id;
  }
}

/** The findings as a SARIF 2.1.0 log. */
export const sarif: Exporter = {
  id: "sarif",
  title: "Findings (SARIF 2.1.0)",
  description: "For code scanning: findings at the line of the committed file, accepted risks as suppressions.",
  mediaType: "application/sarif+json",
  fileName: (design) => fileNameOf(design, ".sarif"),
  render(input) {
    const notes = input.undecided.length > 0 ? [`SARIF has no place for undecided rules; ${input.undecided.length} left out.`] : [];
    return { text: `${JSON.stringify(sarifLog([input]), null, 2)}\n`, notes };
  },
};
