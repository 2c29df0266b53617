import { formatQuantity } from "#lib/model/quantity.ts";
import { nearest } from "#lib/model/nearest.ts";
import { RULES, ruleById } from "#lib/rules/catalogue.ts";
import { CATEGORIES, categoryOf } from "#lib/rules/rule.ts";
import { THRESHOLDS, type Threshold, type ThresholdKey } from "#lib/rules/thresholds.ts";
import { type Command, EXIT, onlyPositional, UsageError } from "./command.ts";
import { paintWith } from "./paint.ts";

function thresholdLine(key: ThresholdKey): string {
  const threshold: Threshold = THRESHOLDS[key];
  const value = threshold.unit && typeof threshold.value === "number" ? formatQuantity(threshold.unit, threshold.value) : String(threshold.value);
  return `${key} = ${value}: ${threshold.meaning} (${threshold.origin})`;
}

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
    const only = rule.profiles
      ? [`Runs only in designs of profile ${rule.profiles.join(", ")}.`]
      : rule.exceptProfiles
        ? [`Does not run in designs of profile ${rule.exceptProfiles.join(", ")}.`]
        : [];
    const lines = [
      paint.bold(rule.title),
      `${paint.severity(rule.severity)}  ${rule.id}  ${paint.dim(CATEGORIES[categoryOf(rule.id)])}`,
      ...section("Why it matters", [rule.why]),
      ...section("What to do", [rule.remedy]),
      ...section("Quick fix", [rule.fix?.title ?? rule.needsPerson ?? "None."]),
      ...section("Reads", [rule.needs.join(", "), ...only]),
      ...section("Thresholds", (rule.thresholds ?? []).map(thresholdLine)),
      ...section(
        "Fires for",
        rule.examples.bad.map((example) => example.title),
      ),
      ...section(
        "Stays silent for",
        rule.examples.good.map((example) => example.title),
      ),
      ...section("Source", [[...rule.sources, ...(rule.conflicts ?? [])].join(", ")]),
    ];
    io.out(`${lines.join("\n")}\n`);
    return EXIT.clean;
  },
};
