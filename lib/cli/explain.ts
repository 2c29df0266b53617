import { nearest } from "#lib/model/nearest.ts";
import { RULES, ruleById } from "#lib/rules/catalogue.ts";
import { explain } from "#lib/rules/explanation.ts";
import { checklistOf } from "#lib/rules/sources.ts";
import { type Command, EXIT, onlyPositional, UsageError } from "./command.ts";
import { paintWith } from "./paint.ts";

function findRule(id: string) {
  const rule = ruleById(id) ?? RULES.find((candidate) => candidate.id.endsWith(`/${id}`));
  if (rule) return rule;
  const meant =
    nearest(
      id,
      RULES.map((candidate) => candidate.id),
      4,
    ) ?? RULES.find((candidate) => candidate.id.includes(id))?.id;
  throw new UsageError(`There is no rule "${id}".${meant ? ` Did you mean ${meant}?` : ""} "lintel rules" lists all of them.`);
}

/** `lintel explain`: one rule in full. */
export const explainCommand: Command = {
  name: "explain",
  summary: "Explain a rule: what, why, what to do, where it comes from.",
  usage: ["explain RULE"],
  options: {},
  run(args, io) {
    const rule = findRule(onlyPositional(args, "The rule (as resilience/missing-timeout)"));
    const paint = paintWith(io.colour);
    const section = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : ["", paint.bold(title), ...lines.map((line) => `  ${line}`)]);
    const { category, says, fix, appliesTo, thresholds, conflicts, bad, good } = explain(rule);
    const lines = [
      paint.bold(rule.title),
      `${paint.severity(rule.severity)}  ${rule.id}  ${paint.dim(category)}`,
      ...section("What it says", [says]),
      ...section("Why it matters", [rule.why]),
      ...section("What to do", [rule.remedy]),
      ...section(rule.fix ? "Quick fix" : "No quick fix", [fix]),
      ...section("Reads", [rule.needs.join(", "), ...(appliesTo ? [appliesTo] : [])]),
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
      ...conflicts.flatMap(({ id, topic, positions, chosen }) =>
        section(`Where the sources disagree: ${topic} (${id})`, [...positions.map(({ source, says: position }) => `${source}: ${position}`), `Chosen: ${chosen}`]),
      ),
    ];
    io.out(`${lines.join("\n")}\n`);
    return EXIT.clean;
  },
};
