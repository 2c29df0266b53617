import type { Config } from "#lib/model/design.ts";
import { nearest } from "#lib/model/nearest.ts";
import { compileOwnRule } from "./own-rule.ts";
import { PRESETS } from "./presets.ts";
import { nearestRule } from "./nearest-rule.ts";
import type { Rule } from "./rule.ts";
import { isThreshold, readThreshold } from "./settings.ts";
import { THRESHOLDS } from "./thresholds.ts";

/** Something in a configuration that does not do what it seems to say. */
export interface ConfigProblem {
  /** What is wrong and what was probably meant, in sentences. */
  readonly message: string;
  /** Where in the configuration: `["thresholds", "resilience.timeoutMs"]`. */
  readonly path: readonly (string | number)[];
  /** Whether the value can never be read; else it may be the name of another version, and is passed over. */
  readonly isUnreadable: boolean;
}

const meant = (name: string | undefined): string => (name === undefined ? "" : ` Did you mean ${name}?`);

/** What in a configuration cannot be used, given the rules that are in force with it. */
export function configProblems(config: Config, rules: readonly Rule[], knows: (id: string) => boolean): readonly ConfigProblem[] {
  const unknown = (message: string, ...path: (string | number)[]): ConfigProblem => ({ message, path, isUnreadable: false });
  const { preset, thresholds = {}, own = [] } = config;
  const presets = PRESETS.map(({ name }) => name as string);
  return [
    ...(preset === undefined || presets.includes(preset)
      ? []
      : [unknown(`There is no preset "${preset}".${meant(nearest(preset, presets))} Use one of ${presets.join(", ")}.`, "preset")]),
    ...Object.entries(thresholds).flatMap(([key, raw]): ConfigProblem[] => {
      if (!isThreshold(key)) return [unknown(`There is no threshold "${key}".${meant(nearest(key, Object.keys(THRESHOLDS), 4))}`, "thresholds", key)];
      const read = readThreshold(key, raw);
      return read.ok ? [] : [{ message: `Threshold "${key}" cannot be "${raw}". ${read.reason}`, path: ["thresholds", key], isUnreadable: true }];
    }),
    ...own.flatMap((rule, at) => compileOwnRule(rule).problems.map((message) => unknown(message, "own", at))),
    ...Object.keys(config.rules ?? {})
      .filter((id) => !knows(id))
      .map((id) => unknown(`There is no rule "${id}".${meant(nearestRule(id, rules)?.id)}`, "rules", id)),
  ];
}
