import { RULES } from "#lib/rules/catalogue.ts";
import { CATEGORIES, categoryOf } from "#lib/rules/rule.ts";
import { choiceOf, type Command, EXIT } from "./command.ts";
import { paintWith } from "./paint.ts";

/** Notations of the catalogue. */
const FORMATS = ["pretty", "json"] as const;

/** `lintel rules`: the catalogue. */
export const rulesCommand: Command = {
  name: "rules",
  summary: "List the rules.",
  usage: ["rules [--format json]"],
  options: { format: { type: "string", value: FORMATS.join("|"), choices: FORMATS, help: "How the list is written (default: pretty)." } },
  run(args, io) {
    if (choiceOf(args, "format", FORMATS, "pretty") === "json") {
      const list = RULES.map((rule) => ({
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
    const paint = paintWith(io.colour);
    const width = Math.max(...RULES.map((rule) => rule.id.length));
    const lines = [...Map.groupBy(RULES, (rule) => categoryOf(rule.id))].flatMap(([category, rules]) => [
      "",
      `${paint.bold(CATEGORIES[category])} ${paint.dim(`(${rules.length})`)}`,
      ...rules.map(
        (rule) =>
          `  ${paint.severity(rule.severity)}${" ".repeat("warning".length - rule.severity.length)}  ${rule.id.padEnd(width)}  ${rule.title}${rule.fix ? paint.dim(" (fix)") : ""}`,
      ),
    ]);
    io.out(`${lines.slice(1).join("\n")}\n`);
    return EXIT.clean;
  },
};
