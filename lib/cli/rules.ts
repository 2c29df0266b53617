import { SEVERITIES } from "#lib/model/design.ts";
import { CATEGORIES, type Category, categoryOf } from "#lib/rules/rule.ts";
import { choiceOf, type Command, EXIT, textOf } from "./command.ts";
import { paintWith } from "./paint.ts";
import { CONFIG_OPTIONS, rulesInForce } from "./rules-in-force.ts";

/** Notations of the catalogue. */
const FORMATS = ["pretty", "json"] as const;
const CATEGORY_NAMES = Object.keys(CATEGORIES) as readonly Category[]; // The keys of the titles.

/** `lintel rules`: the catalogue. */
export const rulesCommand: Command = {
  name: "rules",
  summary: "List the rules.",
  usage: ["rules [--category NAME] [--severity error] [--format json]"],
  options: {
    category: { type: "string", value: "NAME", choices: CATEGORY_NAMES, help: `Only rules of this category: ${CATEGORY_NAMES.join(", ")}.` },
    severity: { type: "string", value: SEVERITIES.join("|"), choices: SEVERITIES, help: "Only rules of this severity, as they are by themselves." },
    format: { type: "string", value: FORMATS.join("|"), choices: FORMATS, help: "How the list is written (default: pretty)." },
    ...CONFIG_OPTIONS,
  },
  async run(args, io) {
    const category = textOf(args, "category") === undefined ? undefined : choiceOf(args, "category", CATEGORY_NAMES, "own");
    const severity = textOf(args, "severity") === undefined ? undefined : choiceOf(args, "severity", SEVERITIES, "error");
    const rules = (await rulesInForce(args, io)).filter(
      (rule) => (category === undefined || categoryOf(rule.id) === category) && (severity === undefined || rule.severity === severity),
    );
    if (choiceOf(args, "format", FORMATS, "pretty") === "json") {
      const list = rules.map((rule) => ({
        id: rule.id,
        title: rule.title,
        severity: rule.severity,
        category: categoryOf(rule.id),
        sources: rule.sources,
        needs: rule.needs,
        thresholds: rule.thresholds ?? [],
        fixable: rule.fix !== undefined,
      }));
      io.out(`${JSON.stringify(list, null, 2)}\n`);
      return EXIT.clean;
    }
    if (rules.length === 0) {
      io.out("No rule is of this category and severity.\n");
      return EXIT.clean;
    }
    const paint = paintWith(io.colour);
    const width = Math.max(...rules.map((rule) => rule.id.length));
    const lines = [...Map.groupBy(rules, (rule) => categoryOf(rule.id))].flatMap(([group, members]) => [
      "",
      `${paint.bold(CATEGORIES[group])} ${paint.dim(`(${members.length})`)}`,
      ...members.map(
        (rule) =>
          `  ${paint.severity(rule.severity)}${" ".repeat("warning".length - rule.severity.length)}  ${rule.id.padEnd(width)}  ${rule.title}${rule.fix ? paint.dim(" (fix)") : ""}`,
      ),
    ]);
    io.out(`${lines.slice(1).join("\n")}\n`);
    return EXIT.clean;
  },
};
