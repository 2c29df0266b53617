import type { SelectOption } from "#components/ui/select.tsx";
import { choosePreset } from "#lib/editor/commands/rule-settings.ts";
import { type PresetName, presetByName, PRESETS } from "#lib/rules/presets.ts";
import { useDerived, useEditor } from "../use-editor.tsx";

/** The preset as a choice. */
export interface PresetChoice {
  /** What the design says itself; empty when the workspace says it. */
  readonly value: string;
  readonly options: readonly SelectOption[];
  /** What the preset in force means, in a sentence. */
  readonly says: string;
  readonly choose: (value: string) => void;
}

const titleOf = (name: string): string => presetByName(name)?.title ?? name;

/** The preset that the design is judged by, as a choice. */
export function usePreset(): PresetChoice {
  const editor = useEditor();
  const { design, defaults } = useDerived();
  const own = design.config?.preset;
  const around = defaults.findLast(({ preset }) => preset !== undefined)?.preset;
  const value = own ?? (around === undefined ? "recommended" : "");
  const options = [
    ...(around === undefined ? [] : [{ value: "", label: `As the workspace: ${titleOf(around)}` }]),
    ...PRESETS.map(({ name, title }) => ({ value: name, label: title })),
    // A preset of another version is shown as it is called.
    ...(own === undefined || presetByName(own) ? [] : [{ value: own, label: own }]),
  ];
  return {
    value,
    options,
    says: presetByName(own ?? around ?? "recommended")?.description ?? "",
    // The options are the presets, and what is there already.
    choose: (name) => void choosePreset(editor, name === "" ? undefined : (name as PresetName)),
  };
}
