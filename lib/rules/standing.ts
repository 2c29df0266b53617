import { formatQuantity, parseQuantity } from "#lib/model/quantity.ts";
import type { Config, Design, Maturity, Severity } from "#lib/model/design.ts";
import { presetByName } from "./presets.ts";
import type { Rule } from "./rule.ts";
import { DEFAULT_SETTINGS, THRESHOLDS, type Threshold, type ThresholdKey } from "./thresholds.ts";

const ORDER: readonly Severity[] = ["info", "warning", "error"];

/** Severity after the declared maturity: a prototype is told one step more quietly, a critical system hears advice as warnings. */
export function heard(severity: Severity, maturity: Maturity | undefined): Severity {
  if (maturity === "prototype") return ORDER[Math.max(0, ORDER.indexOf(severity) - 1)] ?? severity;
  if (maturity === "critical" && severity === "info") return "warning";
  return severity;
}

/** What keeps a rule from looking at a design at all, whatever its severity. */
export function silencedBy(rule: Rule, { profile, maturity }: Pick<Design, "profile" | "maturity">): "profile" | "maturity" | undefined {
  if (rule.profiles && !(profile && rule.profiles.includes(profile))) return "profile";
  if (rule.readiness && maturity === "prototype") return "maturity";
  return rule.exceptProfiles && profile && rule.exceptProfiles.includes(profile) ? "profile" : undefined;
}

/** Where a rule stands in a design: how loud it is, and who said so. */
export interface RuleStanding {
  /** The severity that the design itself sets. */
  readonly own: Severity | "off" | undefined;
  /** What it would be without that: by the preset, else by the rule itself. */
  readonly given: Severity | "off";
  /** Why the preset says so, when it is the preset that says it. */
  readonly because: string | undefined;
  /** How loud findings are in the end, maturity included; off also for a rule that is not meant for this design. */
  readonly heard: Severity | "off";
  readonly silencedBy: "profile" | "maturity" | undefined;
}

/** Where a rule stands in a design. */
export function standingOf(rule: Rule, design: Design): RuleStanding {
  const own = design.config?.rules?.[rule.id];
  const preset = presetByName(design.config?.preset)?.rules[rule.id];
  const given = preset?.severity ?? rule.severity;
  const silenced = silencedBy(rule, design);
  const set = own ?? given;
  return { own, given, because: preset?.because, heard: silenced || set === "off" ? "off" : heard(set, design.maturity), silencedBy: silenced };
}

/** Where a threshold stands in a design: its value in canonical units, and who set it. */
export interface ThresholdStanding {
  readonly threshold: Threshold;
  /** What stands in the design, as it is written there. */
  readonly own: number | string | undefined;
  /** The value without that: by the preset, else the default. */
  readonly given: number | string;
  readonly givenBy: "preset" | "default";
}

/** Where a threshold stands in a design. */
export function thresholdStandingOf(key: ThresholdKey, config: Config | undefined): ThresholdStanding {
  const preset = presetByName(config?.preset)?.thresholds[key];
  return { threshold: THRESHOLDS[key], own: config?.thresholds?.[key], given: preset ?? DEFAULT_SETTINGS[key], givenBy: preset === undefined ? "default" : "preset" };
}

/** A value of a threshold as people read it: `5s`, `50%`, `context`. */
export function thresholdText({ unit }: Threshold, value: number | string): string {
  return typeof value === "number" ? formatQuantity(unit ?? "count", value) : value;
}

/** A value of a threshold as a file holds it: with its unit where that says the same, else as the number. */
export function thresholdInFile({ unit }: Threshold, value: number | string): number | string {
  if (typeof value !== "number" || unit === undefined || unit === "count" || unit === "factor") return value;
  const text = formatQuantity(unit, value);
  const again = parseQuantity(unit, text);
  return again.ok && again.value === value ? text : value;
}
