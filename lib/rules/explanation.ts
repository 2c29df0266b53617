import type { Design } from "#lib/model/design.ts";
import { onlySettingsDiffer } from "#lib/model/only-settings.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { type Conflict, conflictById } from "./conflicts.ts";
import { type ElementFacts, factsOf } from "./example-facts.ts";
import { lint } from "./lint.ts";
import { type OwaspEntry, owaspOf } from "./owasp.ts";
import { CATEGORIES, categoryOf, type Example, type Finding, type Rule } from "./rule.ts";
import { THRESHOLDS, type Threshold, type ThresholdKey } from "./thresholds.ts";
import { applyFix, Wording } from "./words.ts";

/** A threshold of a rule in words: `resilience.timeoutMs`, `5s`. */
export interface ExplainedThreshold {
  readonly key: ThresholdKey;
  readonly value: string;
  readonly meaning: string;
  readonly origin: string;
}

/** An example with what the rule says about it: nothing when it is a good one. */
export interface ExplainedExample {
  readonly title: string;
  readonly design: Design;
  readonly findings: readonly { readonly finding: Finding; readonly message: string }[];
  /** What the rule reads of it and a drawing does not show. */
  readonly facts: readonly ElementFacts[];
}

/** Everything there is to say about a rule: its page and `lintel explain` are made from this. */
export interface Explanation {
  readonly rule: Rule;
  /** Title of the category. */
  readonly category: string;
  /** What it says about its own first bad example. */
  readonly says: string;
  /** What the quick fix does, or why a person is needed. */
  readonly fix: string;
  /** How much of what the quick fix does only changes settings (`onlySettingsDiffer`), by the examples. */
  readonly changesSettings: "only" | "partly" | "no";
  /** Designs that the rule is meant for, when it is not for all. */
  readonly appliesTo: string | undefined;
  readonly thresholds: readonly ExplainedThreshold[];
  readonly conflicts: readonly Conflict[];
  /** Where it stands in the OWASP Top 10, when it is about security. */
  readonly owasp: OwaspEntry | undefined;
  readonly bad: readonly ExplainedExample[];
  readonly good: readonly ExplainedExample[];
}

/** The day on which the examples are read, so that a page says the same on every day. */
const EXAMPLE_DAY = "2026-01-15";

const PROFILE_TITLES = { "modular-monolith": "a modular monolith", microservices: "microservices", serverless: "a serverless system" } as const;
const alternatives = new Intl.ListFormat("en", { type: "disjunction" });

function appliesTo({ profiles, exceptProfiles }: Rule): string | undefined {
  if (profiles) return `Runs only in designs of ${alternatives.format(profiles.map((profile) => PROFILE_TITLES[profile]))}.`;
  return exceptProfiles && `Does not run in designs of ${alternatives.format(exceptProfiles.map((profile) => PROFILE_TITLES[profile]))}.`;
}

function explainThreshold(key: ThresholdKey): ExplainedThreshold {
  const { value, unit, meaning, origin }: Threshold = THRESHOLDS[key];
  return { key, value: unit && typeof value === "number" ? formatQuantity(unit, value) : String(value), meaning, origin };
}

function explainExample(rule: Rule, { title, sketch: { design } }: Example): ExplainedExample {
  const wording = new Wording(design);
  const { findings } = lint(design, { rules: [rule], today: EXAMPLE_DAY });
  return { title, design, findings: findings.map((finding) => ({ finding, message: wording.message(finding) })), facts: factsOf(rule, design, findings) };
}

function changesSettings(bad: readonly ExplainedExample[]): Explanation["changesSettings"] {
  const edits = bad.flatMap(({ design, findings }) =>
    findings.filter(({ finding }) => finding.fixable).map(({ finding }) => onlySettingsDiffer(design, applyFix(design, finding))),
  );
  if (!edits.includes(true)) return "no";
  return edits.includes(false) ? "partly" : "only";
}

/** Explains a rule. Runs it on its examples, so that what is said about them is what it says today. */
export function explain(rule: Rule): Explanation {
  const bad = rule.examples.bad.map((example) => explainExample(rule, example));
  return {
    rule,
    category: CATEGORIES[categoryOf(rule.id)],
    says: bad[0]?.findings[0]?.message ?? rule.title,
    fix: rule.fix?.title ?? rule.needsPerson ?? "",
    changesSettings: changesSettings(bad),
    appliesTo: appliesTo(rule),
    thresholds: (rule.thresholds ?? []).map(explainThreshold),
    conflicts: (rule.conflicts ?? []).flatMap((id) => conflictById(id) ?? []),
    owasp: owaspOf(rule.id),
    bad,
    good: rule.examples.good.map((example) => explainExample(rule, example)),
  };
}
