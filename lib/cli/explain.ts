import { nearest } from "#lib/model/nearest.ts";
import { type Conflict, conflictById } from "#lib/rules/conflicts.ts";
import { explain, type Explanation } from "#lib/rules/explanation.ts";
import { REFERENCE, REFERENCE_TABLES } from "#lib/rules/reference/list.ts";
import type { ReferenceTable } from "#lib/rules/reference/reference-table.ts";
import { checklistOf } from "#lib/rules/sources.ts";
import { type Command, EXIT, onlyPositional, textOf, UsageError } from "./command.ts";
import { ruleNamed } from "./named-rule.ts";
import { type Paint, paintWith } from "./paint.ts";
import { CONFIG_OPTIONS, rulesInForce } from "./rules-in-force.ts";

const TABLE_WIDTH = Math.max(...REFERENCE_TABLES.map(({ id }) => id.length));

const chapters = (paint: Paint) =>
  REFERENCE.flatMap(({ title, tables }) => ["", paint.bold(title), ...tables.map(({ id, question }) => `  ${id.padEnd(TABLE_WIDTH)}  ${question}`)]);

function findTable(id: string): ReferenceTable {
  const table = REFERENCE_TABLES.find((candidate) => candidate.id === id);
  if (table) return table;
  const names = REFERENCE_TABLES.map((candidate) => candidate.id);
  const meant = nearest(id, names, 4) ?? names.find((name) => name.includes(id));
  throw new UsageError(`There is no table "${id}".${meant ? ` Did you mean ${meant}?` : ""} "lintel explain --tables" lists all of them.`);
}

/** A decision table as lines: each row with its answers below its name. */
function tableLines({ title, question, columns, rows, conflicts = [], note }: ReferenceTable, paint: Paint): readonly string[] {
  return [
    paint.bold(title),
    question,
    ...rows.flatMap(({ cells: [name = "", ...cells], source, rules }) => [
      "",
      paint.bold(name),
      ...cells.map((cell, at) => `  ${columns[at + 1]}: ${cell}`),
      paint.dim(`  ${[source, ...rules].join("  ")}`),
    ]),
    ...(note ? ["", note] : []),
    ...conflicts.flatMap((id) => {
      const conflict = conflictById(id);
      return conflict ? ["", ...disagreement(conflict, paint)] : [];
    }),
  ];
}

const disagreement = ({ id, topic, positions, chosen }: Conflict, paint: Paint): readonly string[] => [
  paint.bold(`Where the sources disagree: ${topic} (${id})`),
  ...positions.map(({ source, says }) => `  ${source}: ${says}`),
  `  Chosen: ${chosen}`,
];

/** What has to be written for the quick fix of a rule. */
const FIX_COMMAND: Readonly<Record<Explanation["changesSettings"], (rule: string) => string>> = {
  only: () => "It only changes settings: lintel check --fix.",
  partly: (rule) => `Where it only changes settings: lintel check --fix. Else: lintel check --fix=${rule}.`,
  no: (rule) => `It does more than change settings: lintel check --fix=${rule}.`,
};

/** `lintel explain`: one rule in full, or a decision table of the sources. */
export const explainCommand: Command = {
  name: "explain",
  summary: "Explain a rule, or show a decision table of the sources.",
  usage: ["explain RULE", "explain --table NAME", "explain --tables"],
  options: {
    table: { type: "string", value: "NAME", help: "A decision table, such as protocol or service-mesh." },
    tables: { type: "boolean", help: "List the decision tables." },
    ...CONFIG_OPTIONS,
  },
  async run(args, io) {
    const paint = paintWith(io.colour);
    const table = textOf(args, "table");
    if (table !== undefined || args.values["tables"] === true) {
      if (args.positionals.length > 0) throw new UsageError("Ask for a rule or for a table, not for both. Help: lintel explain --help.");
      const shown = table === undefined ? chapters(paint).slice(1) : tableLines(findTable(table), paint);
      io.out(`${shown.join("\n")}\n`);
      return EXIT.clean;
    }
    const rule = ruleNamed(onlyPositional(args, "The rule (as resilience/missing-timeout)"), await rulesInForce(args, io));
    const section = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : ["", paint.bold(title), ...lines.map((line) => `  ${line}`)]);
    const { category, says, fix, changesSettings, appliesTo, thresholds, conflicts, owasp, bad, good } = explain(rule);
    const lines = [
      paint.bold(rule.title),
      `${paint.severity(rule.severity)}  ${rule.id}  ${paint.dim(category)}`,
      ...section("What it says", [says]),
      ...section("Why it matters", rule.why === "" ? [] : [rule.why]),
      ...section("What to do", rule.remedy === "" ? [] : [rule.remedy]),
      ...section(rule.fix ? "Quick fix" : "No quick fix", [fix, ...(rule.fix ? [paint.dim(FIX_COMMAND[changesSettings](rule.id))] : [])]),
      ...section("Reads", [...(rule.needs.length === 0 ? [] : [rule.needs.join(", ")]), ...(appliesTo ? [appliesTo] : [])]),
      ...section(
        "Thresholds",
        thresholds.map(({ key, value, meaning, origin }) => `${key} = ${value}: ${meaning} (${origin})`),
      ),
      ...section(
        "Fires for",
        bad.flatMap(({ title, findings }) => [title, ...findings.map(({ message }) => paint.dim(`  ${message}`))]),
      ),
      ...section(
        "Stays silent for",
        good.map(({ title }) => title),
      ),
      ...section(
        "Source",
        rule.sources.map((source) => `${source}${checklistOf(source) ? paint.dim(`  ${checklistOf(source)}`) : ""}`),
      ),
      ...section("OWASP Top 10", owasp ? [`${owasp.category} ${owasp.title}, CWE-${owasp.cwe}  ${paint.dim(owasp.url)}`] : []),
      ...conflicts.flatMap((conflict) => ["", ...disagreement(conflict, paint)]),
    ];
    io.out(`${lines.join("\n")}\n`);
    return EXIT.clean;
  },
};
