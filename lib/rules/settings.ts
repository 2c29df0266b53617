import { largestOf, type ParsedQuantity, parseQuantity, tooLarge } from "#lib/model/quantity.ts";
import type { Config, Severity } from "#lib/model/design.ts";
import { type Preset, PRESETS, type PresetName } from "./presets.ts";
import { DEFAULT_SETTINGS, type Settings, THRESHOLDS, type Threshold, type ThresholdKey } from "./thresholds.ts";

/** The configuration in force, worked out from preset, design and caller. */
export interface ResolvedConfig {
  readonly preset: PresetName;
  readonly settings: Settings;
  /** Severity per rule id, or off; a rule that is not named keeps its own. */
  readonly severities: ReadonlyMap<string, Severity | "off">;
}

/** Whether a threshold of this name exists. */
export const isThreshold = (key: string): key is ThresholdKey => Object.hasOwn(THRESHOLDS, key);

/** Reads the value of a threshold as people or files write it; says in a sentence what cannot be used. */
export function readThreshold(key: string, raw: number | string): ParsedQuantity | { readonly ok: true; readonly value: string } {
  if (!isThreshold(key)) return { ok: false, reason: "There is no such threshold." };
  const threshold: Threshold = THRESHOLDS[key];
  if (threshold.options) return threshold.options.includes(String(raw)) ? { ok: true, value: String(raw) } : { ok: false, reason: `Use one of ${threshold.options.join(", ")}.` };
  const unit = threshold.unit ?? "count";
  if (typeof raw === "string") return parseQuantity(unit, raw);
  if (raw > largestOf(unit)) return { ok: false, reason: tooLarge(unit) };
  return raw >= 0 ? { ok: true, value: raw } : parseQuantity(unit, String(raw));
}

/** Works out the configuration: preset first, then each configuration in order (workspace or repository, design, command line); later ones win. */
export function resolveConfig(...configs: readonly (Config | undefined)[]): ResolvedConfig {
  const wanted = configs.findLast((config) => config?.preset !== undefined)?.preset;
  const preset = PRESETS.find((candidate) => candidate.name === wanted);
  const presetRules: Preset["rules"] = preset?.rules ?? {};
  const settings: Record<string, number | string> = { ...DEFAULT_SETTINGS, ...preset?.thresholds };
  const severities = new Map<string, Severity | "off">(Object.entries(presetRules).map(([rule, { severity }]) => [rule, severity]));
  for (const config of configs) {
    for (const [key, raw] of Object.entries(config?.thresholds ?? {})) {
      const read = readThreshold(key, raw);
      if (read.ok) settings[key] = read.value;
    }
    for (const [rule, severity] of Object.entries(config?.rules ?? {})) severities.set(rule, severity);
  }
  return { preset: preset?.name ?? "recommended", settings: settings as unknown as Settings, severities };
}
