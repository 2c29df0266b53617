import type { Config } from "#lib/model/design.ts";
import { presetByName } from "./presets.ts";
import { counted, listed } from "#lib/model/sentence.ts";

/** What rule settings set, as people say it: `the preset Tight, 3 severities and 1 own rule`; empty when they set nothing. */
export function settingsInWords({ preset, rules, thresholds, own }: Config): string {
  const counts = [
    [Object.keys(rules ?? {}).length, "severity", "severities"],
    [Object.keys(thresholds ?? {}).length, "threshold", "thresholds"],
    [own?.length ?? 0, "own rule", "own rules"],
  ] as const;
  const parts = counts.flatMap(([count, one, many]) => (count === 0 ? [] : [counted(count, one, many)]));
  return listed([...(preset === undefined ? [] : [`the preset ${presetByName(preset)?.title ?? preset}`]), ...parts]);
}
