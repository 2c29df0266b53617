import { freshAmong, type Patch, patched, updateDesign } from "#lib/model/edit.ts";
import type { Config, Design, Severity } from "#lib/model/design.ts";
import type { OwnRule } from "#lib/model/own-rule.ts";
import type { PresetName } from "#lib/rules/presets.ts";
import { readThreshold } from "#lib/rules/settings.ts";
import { thresholdInFile, thresholdStandingOf } from "#lib/rules/standing.ts";
import type { ThresholdKey } from "#lib/rules/thresholds.ts";
import type { Editor } from "../editor.ts";

/** Whether nothing is set: an empty group of settings is not kept. */
const isEmpty = (value: unknown): boolean => value === undefined || (typeof value === "object" && value !== null && Object.keys(value).length === 0);

function configured(design: Design, patch: Patch<Config>): Design {
  const config = patched<Config>(design.config ?? {}, Object.fromEntries(Object.entries(patch).map(([key, value]) => [key, isEmpty(value) ? undefined : value])));
  return updateDesign(design, { config: isEmpty(config) ? undefined : config });
}

/** Chooses the preset that a design is judged by; `undefined` leaves it to the workspace. */
export const choosePreset = (editor: Editor, preset: PresetName | undefined): boolean => editor.run("Choose preset", (design) => configured(design, { preset }));

/** Sets how severe the findings of a rule are in this design; `undefined` leaves it to the workspace, the preset and the rule. */
export function setSeverity(editor: Editor, rule: string, severity: Severity | "off" | undefined): boolean {
  const title = editor.derived.ruling.ruleById(rule)?.title ?? rule;
  return editor.run(severity === undefined ? `Reset: ${title}` : `${severity === "off" ? "Turn off" : `Make ${severity}`}: ${title}`, (design) =>
    configured(design, { rules: patched<Record<string, Severity | "off">>(design.config?.rules ?? {}, { [rule]: severity }) }),
  );
}

/** Sets a threshold for this design from what a person typed; an empty text, or the value that holds anyway, leaves it to the workspace and the preset. Returns a sentence when it cannot be read. */
export function setThreshold(editor: Editor, key: ThresholdKey, text: string): string | undefined {
  const { threshold, given } = thresholdStandingOf(key, editor.design.config, editor.derived.defaults);
  let own: number | string | undefined;
  if (text.trim() !== "") {
    const read = readThreshold(key, text.trim());
    if (!read.ok) return read.reason;
    own = read.value === given ? undefined : thresholdInFile(threshold, read.value);
  }
  editor.run(own === undefined ? `Reset ${key}` : `Set ${key}`, (design) =>
    configured(design, { thresholds: patched<Record<string, number | string>>(design.config?.thresholds ?? {}, { [key]: own }) }),
  );
  return undefined;
}

/** Takes back every severity and threshold that the design sets itself, as one step; preset and own rules stay. */
export const resetRuleSettings = (editor: Editor): boolean => editor.run("Reset rule settings", (design) => configured(design, { rules: undefined, thresholds: undefined }));

/** Adds an own rule, or replaces the one with the same id; a new one gets an id from its title. Returns the id. */
export function saveOwnRule(editor: Editor, rule: OwnRule): string {
  const all = editor.design.config?.own ?? [];
  const id = rule.id === "" ? freshAmong(new Set(all.map((other) => other.id)), rule.title) : rule.id;
  const saved = { ...rule, id };
  const isNew = !all.some((other) => other.id === id);
  editor.run(`${isNew ? "Add" : "Change"} own rule: ${rule.title}`, (design) => {
    const own = design.config?.own ?? [];
    return configured(design, { own: isNew ? [...own, saved] : own.map((other) => (other.id === id ? saved : other)) });
  });
  return id;
}

/** Deletes an own rule, with the severity that was set for it and the findings that were accepted of it. */
export function deleteOwnRule(editor: Editor, id: string): boolean {
  const rule = editor.design.config?.own?.find((other) => other.id === id);
  const name = `own/${id.replace(/^own\//u, "")}`;
  return editor.run(`Delete own rule: ${rule?.title ?? id}`, (design) => {
    const own = (design.config?.own ?? []).filter((other) => other.id !== id);
    const next = configured(design, { own, rules: patched<Record<string, Severity | "off">>(design.config?.rules ?? {}, { [name]: undefined }) });
    return design.waivers.some((waiver) => waiver.rule === name) ? { ...next, waivers: design.waivers.filter((waiver) => waiver.rule !== name) } : next;
  });
}
