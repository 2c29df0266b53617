import { existsSync } from "node:fs";
import { dirname, join, matchesGlob, relative, resolve } from "node:path";
import * as z from "zod";
import { pathText } from "#lib/import/lintel-file/fit.ts";
import { parseText } from "#lib/import/lintel-file/parse-text.ts";
import { schemaFault, valueAt } from "#lib/import/lintel-file/schema-fault.ts";
import { type Config, configSchema } from "#lib/model/design.ts";
import { nearest } from "#lib/model/nearest.ts";
import { dateSchema, LINE_LIMIT } from "#lib/model/schema.ts";
import { configProblems } from "#lib/rules/config-problems.ts";
import type { LintResult } from "#lib/rules/lint.ts";
import { PRESETS } from "#lib/rules/presets.ts";
import type { Rule } from "#lib/rules/rule.ts";
import type { Surroundings } from "#lib/rules/ruling.ts";
import { waiverProblem } from "#lib/rules/waiver-problem.ts";
import { type Io, UsageError } from "./command.ts";
import { problemLine, readText } from "./design-file.ts";
import { loadPlugin } from "./plugin.ts";

/** Names under which a repository's configuration is looked for, from the folder of a design upwards. */
const CONFIG_NAMES = ["lintel.config.yaml", "lintel.config.yml", "lintel.config.json"] as const;

const line = z.string().min(1).max(LINE_LIMIT);
const ignoreSchema = z.strictObject({
  rule: line,
  target: line.optional(),
  /** Designs that it is about, as a pattern from the folder of the configuration; all when left out. */
  files: line.optional(),
  reason: z.string().min(1).max(2_000),
  owner: line.optional(),
  expires: dateSchema.optional(),
});

/** The configuration of a repository: `lintel.config.yaml`. */
export const configFileSchema = z.strictObject({
  $schema: z.string().optional(),
  /** Presets by name and other files by path, the weakest first. */
  extends: z.union([line, z.array(line).max(20)]).optional(),
  ...configSchema.shape,
  ignores: z.array(ignoreSchema).optional(),
  /** Modules with rules in code, by path. */
  plugins: z.array(line).max(50).optional(),
  /** Path of the baseline file. */
  baseline: line.optional(),
});
type ConfigFile = z.infer<typeof configFileSchema>;

/** What a repository's configuration means for its designs. */
export interface RepositoryConfig {
  /** Path of the file, as messages call it. */
  readonly path: string;
  /** Path of its baseline, from the working folder. */
  readonly baseline: string | undefined;
  /** What is in force around a design, by its path from the working folder. */
  surroundingsOf(design: string): Surroundings;
  /** What did not do what it seems to say, given what was found in its designs. */
  warnings(checked: readonly { readonly path: string; readonly result: LintResult }[]): readonly string[];
}

/** The configuration file that is nearest to a design, looking upwards as far as the repository goes. */
function findConfig(design: string, io: Io): string | undefined {
  let folder = dirname(resolve(io.cwd, design));
  for (;;) {
    const found = CONFIG_NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));
    if (found) return relative(io.cwd, found) || found;
    const above = dirname(folder);
    if (above === folder || existsSync(join(folder, ".git"))) return undefined;
    folder = above;
  }
}

/** The configurations of a run: the nearest of each design, each read once. */
export class Configs {
  readonly #io: Io;
  readonly #chosen: string | undefined;
  readonly #isOff: boolean;
  readonly #read = new Map<string, Promise<RepositoryConfig>>();

  /** `chosen` is the one file to use for every design; `isOff` ignores all of them. */
  constructor(io: Io, { chosen, isOff = false }: { readonly chosen?: string | undefined; readonly isOff?: boolean } = {}) {
    this.#io = io;
    this.#chosen = chosen;
    this.#isOff = isOff;
  }

  /** The configuration for a design by its path; standard input counts as a file of the working folder. */
  async for(design: string): Promise<RepositoryConfig | undefined> {
    const path = this.#pathFor(design);
    if (path === undefined) return undefined;
    const known = this.#read.get(path);
    if (known) return known;
    const reading = readConfig(path, this.#io);
    this.#read.set(path, reading);
    return reading;
  }

  /** What of the configurations did not do what it seems to say, given what was found in the designs of a run: `lintel.config.yaml:3:5: warning: …`. */
  async warnings(checked: readonly { readonly path: string; readonly result: LintResult }[]): Promise<readonly string[]> {
    const warnings: string[] = [];
    for (const [path, reading] of this.#read) {
      const config = await reading.catch(() => undefined); // Why it cannot be read was told for each of its designs.
      if (config) warnings.push(...config.warnings(checked.filter((one) => this.#pathFor(one.path) === path)));
    }
    return warnings;
  }

  #pathFor(design: string): string | undefined {
    return this.#isOff ? undefined : (this.#chosen ?? findConfig(design === "-" ? "standard-input" : design, this.#io));
  }
}

/** One configuration file of those that hold together. */
interface Layer {
  readonly folder: string;
  readonly file: ConfigFile;
  /** A sentence about a value of the file, behind the place of that value. */
  at(path: readonly (string | number)[], message: string): string;
}

/** Reads a configuration with everything that it extends and its plug-ins; says in words what is wrong with it. */
async function readConfig(path: string, io: Io): Promise<RepositoryConfig> {
  const layers = await layersOf(path, io, []);
  const plugins: Rule[] = [];
  for (const { folder, file, at } of layers)
    for (const [index, plugin] of (file.plugins ?? []).entries()) {
      if (!existsSync(resolve(folder, plugin))) throw new UsageError(at(["plugins", index], `It loads the plug-in "${plugin}", but it cannot be loaded: there is no such file.`));
      plugins.push(...(await loadPlugin(resolve(folder, plugin), relative(io.cwd, resolve(folder, plugin)))));
    }
  const defaults = layers.map(({ file: { preset, rules, thresholds, own } }): Config => ({ preset, rules, thresholds, own }));
  const unreadable = layers.flatMap(({ file, at }) => configProblems(file, [], () => true).flatMap((problem) => (problem.isUnreadable ? [at(problem.path, problem.message)] : [])));
  if (unreadable.length > 0) throw new UsageError(unreadable.join("\n"));
  const isAbout = ({ folder }: Layer, files: string | undefined, design: string) => files === undefined || matchesGlob(relative(folder, resolve(io.cwd, design)), files);
  const baseline = layers.findLast(({ file }) => file.baseline !== undefined);
  return {
    path,
    baseline: baseline?.file.baseline === undefined ? undefined : relative(io.cwd, resolve(baseline.folder, baseline.file.baseline)),
    surroundingsOf(design) {
      const ignores = layers.flatMap((layer) => (layer.file.ignores ?? []).filter(({ files }) => isAbout(layer, files, design)));
      return { defaults, plugins, ignores };
    },
    warnings(checked) {
      const rules = checked.flatMap(({ result }) => result.ruling.rules);
      if (rules.length === 0) return [];
      return layers.flatMap((layer) => [
        ...configProblems(layer.file, rules, (id) => rules.some((rule) => rule.id === id)).map(({ path: place, message }) => layer.at(place, `warning: ${message}`)),
        ...(layer.file.ignores ?? []).flatMap((ignore, at) => {
          const about = checked.filter((one) => isAbout(layer, ignore.files, one.path));
          const problem =
            about.length === 0
              ? undefined
              : waiverProblem(
                  ignore,
                  about.map(({ result }) => result),
                  io.today,
                );
          return problem === undefined ? [] : [layer.at(["ignores", at], `warning: ${problem}`)];
        }),
      ]);
    },
  };
}

async function layersOf(path: string, io: Io, from: readonly string[]): Promise<readonly Layer[]> {
  const full = resolve(io.cwd, path);
  if (from.includes(full)) throw new UsageError(`${path}: The configuration extends itself: ${[...from, full].map((one) => relative(io.cwd, one)).join(" → ")}.`);
  const folder = dirname(full);
  const { file, at } = await readOne(path, io);
  const below: Layer[] = [];
  for (const [index, name] of [file.extends ?? []].flat().entries()) {
    const isPath = name.startsWith(".") || name.startsWith("/");
    if (isPath && !existsSync(resolve(folder, name))) throw new UsageError(at(["extends", index], `It extends "${name}", but there is no such file.`));
    if (isPath) below.push(...(await layersOf(relative(io.cwd, resolve(folder, name)), io, [...from, full])));
    else if (PRESETS.some((preset) => preset.name === name)) below.push({ folder, file: { preset: name }, at: (_, message) => message });
    else
      throw new UsageError(at(["extends", index], `It extends "${name}", which is neither a preset (${PRESETS.map((preset) => preset.name).join(", ")}) nor a path (./${name}).`));
  }
  return [...below, { folder, file, at }];
}

async function readOne(path: string, io: Io): Promise<Pick<Layer, "file" | "at">> {
  const { path: shown, text } = await readText(path, io);
  const read = parseText(text);
  if (!read.ok) throw new UsageError(read.problems.map((problem) => problemLine(shown, problem)).join("\n"));
  const { value, position } = read.parsed;
  const at: Layer["at"] = (place, message) => problemLine(shown, { message, ...position(place) });
  if (value === null || value === undefined) return { file: {}, at };
  const parsed = configFileSchema.safeParse(value);
  if (parsed.success) return { file: parsed.data, at };
  throw new UsageError(
    parsed.error.issues
      .flatMap((issue) => {
        const keys = issue.code === "unrecognized_keys" ? issue.keys : [undefined];
        return keys.map((key) => {
          const place = key === undefined ? issue.path : [...issue.path, key];
          return problemLine(shown, {
            message: key === undefined ? `"${pathText(place) || "the file"}" ${schemaFault(issue, valueAt(place, value))}` : unknownKey(key, issue.path.length === 0),
            ...position(place),
          });
        });
      })
      .join("\n"),
  );
}

function unknownKey(key: string, isTop: boolean): string {
  const meant = isTop ? nearest(key, Object.keys(configFileSchema.shape)) : undefined;
  return `There is no setting "${key}"${isTop ? "" : " here"}.${meant ? ` Did you mean "${meant}"?` : ""}`;
}
