import type { Config, Design } from "#lib/model/design.ts";
import { nearest } from "#lib/model/nearest.ts";
import { RULES, ruleById } from "./catalogue.ts";
import { compileOwnRule } from "./own-rule.ts";
import type { Rule } from "./rule.ts";
import { resolveConfig, type ResolvedConfig } from "./settings.ts";

/** A finding that a configuration leaves out, and why. */
export interface Ignore {
  readonly rule: string;
  /** Target of the finding; without it every finding of the rule. */
  readonly target?: string | undefined;
  readonly reason: string;
  readonly owner?: string | undefined;
  /** Last day on which it counts. */
  readonly expires?: string | undefined;
}

/** What is given from outside a design about how it is judged: by a workspace, a repository or a command line. */
export interface Surroundings {
  /** Configurations below the design's own (a workspace, a repository), in order; later ones win. */
  readonly defaults?: readonly Config[];
  /** Configurations on top of the design's own (a command line), in order; later ones win. */
  readonly configs?: readonly (Config | undefined)[];
  /** Rules that were written in code, beside the catalogue and those that configurations declare. */
  readonly plugins?: readonly Rule[];
  readonly ignores?: readonly Ignore[];
}

/** Everything in force when a design is judged: rules, severities, thresholds, what is left out. */
export interface Ruling extends ResolvedConfig {
  readonly rules: readonly Rule[];
  readonly ignores: readonly Ignore[];
  ruleById(id: string): Rule | undefined;
}

function meant(id: string): string {
  const near = nearest(
    id,
    RULES.map((rule) => rule.id),
    4,
  );
  return near ? ` Did you mean ${near}?` : "";
}

const NOTHING: Surroundings = {};

/** Works out what is in force for a design. */
export function rulingFor(design: Design, { defaults = [], configs = [], plugins = [], ignores = [] }: Surroundings = NOTHING): Ruling {
  const all = [...defaults, design.config, ...configs];
  const config = resolveConfig(...all);
  const unknownRules = (known: (id: string) => Rule | undefined) =>
    all.flatMap((one) => Object.keys(one?.rules ?? {}).filter((id) => !known(id))).map((id) => `There is no rule "${id}".${meant(id)}`);
  const compiled = all.flatMap((one) => (one?.own ?? []).map(compileOwnRule));
  if (compiled.length === 0 && plugins.length === 0) return { ...config, problems: [...config.problems, ...unknownRules(ruleById)], rules: RULES, ignores, ruleById };
  const own = new Map([...plugins, ...compiled.map(({ rule }) => rule)].map((rule) => [rule.id as string, rule]));
  const find = (id: string) => own.get(id) ?? ruleById(id);
  return {
    ...config,
    problems: [...config.problems, ...compiled.flatMap(({ problems }) => problems), ...unknownRules(find)],
    rules: [...RULES, ...own.values()],
    ignores,
    ruleById: find,
  };
}
