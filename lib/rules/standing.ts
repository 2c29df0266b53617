import { formatQuantity, parseQuantity } from "#lib/model/quantity.ts";
import type { Config, Design, Maturity, Severity } from "#lib/model/design.ts";
import { presetByName } from "./presets.ts";
import type { Rule } from "./rule.ts";
import { readThreshold } from "./settings.ts";
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

/** Who says what holds for a design that says nothing itself: the workspace around it, the preset, or the rule or threshold. */
export type GivenBy = "workspace" | "preset" | "default";

/** The preset that holds: the design's own, else the last one of the configurations around it. */
const presetOf = (config: Config | undefined, defaults: readonly Config[]) => presetByName([...defaults, config].findLast((one) => one?.preset !== undefined)?.preset);

/** Where a rule stands in a design: how loud it is, and who said so. */
export interface RuleStanding {
  /** The severity that the design itself sets. */
  readonly own: Severity | "off" | undefined;
  /** What it would be without that: by the workspace, else by the preset, else by the rule itself. */
  readonly given: Severity | "off";
  readonly givenBy: GivenBy;
  /** Why the preset says so, when it is the preset that says it. */
  readonly because: string | undefined;
  /** How loud findings are in the end, maturity included; off also for a rule that is not meant for this design. */
  readonly heard: Severity | "off";
  readonly silencedBy: "profile" | "maturity" | undefined;
}

/** Where a rule stands in a design, with the configurations around it. */
export function standingOf(rule: Rule, design: Design, defaults: readonly Config[] = []): RuleStanding {
  const own = design.config?.rules?.[rule.id];
  const around = defaults.findLast(({ rules }) => rules?.[rule.id] !== undefined)?.rules?.[rule.id];
  const preset = around === undefined ? presetOf(design.config, defaults)?.rules[rule.id] : undefined;
  const given = around ?? preset?.severity ?? rule.severity;
  const givenBy = around === undefined ? (preset ? "preset" : "default") : "workspace";
  const silenced = silencedBy(rule, design);
  const set = own ?? given;
  return { own, given, givenBy, because: preset?.because, heard: silenced || set === "off" ? "off" : heard(set, design.maturity), silencedBy: silenced };
}

/** Where a threshold stands in a design: its value in canonical units, and who set it. */
export interface ThresholdStanding {
  readonly threshold: Threshold;
  /** What stands in the design, as it is written there. */
  readonly own: number | string | undefined;
  /** The value without that: by the workspace, else by the preset, else the default. */
  readonly given: number | string;
  readonly givenBy: GivenBy;
  /** Title of the preset, when it is the preset that says it. */
  readonly preset: string | undefined;
}

/** Where a threshold stands in a design, with the configurations around it. */
export function thresholdStandingOf(key: ThresholdKey, config: Config | undefined, defaults: readonly Config[] = []): ThresholdStanding {
  const of = { threshold: THRESHOLDS[key], own: config?.thresholds?.[key] };
  // What cannot be read is told as a problem and does not count.
  const around = defaults.flatMap(({ thresholds }) => readOf(key, thresholds?.[key])).at(-1);
  if (around !== undefined) return { ...of, given: around, givenBy: "workspace", preset: undefined };
  const preset = presetOf(config, defaults);
  const value = preset?.thresholds[key];
  return value === undefined ? { ...of, given: DEFAULT_SETTINGS[key], givenBy: "default", preset: undefined } : { ...of, given: value, givenBy: "preset", preset: preset?.title };
}

function readOf(key: ThresholdKey, raw: number | string | undefined): readonly (number | string)[] {
  if (raw === undefined) return [];
  const read = readThreshold(key, raw);
  return read.ok ? [read.value] : [];
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
