"use client";

import { RotateCcw } from "lucide-react";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import type { SelectOption } from "#components/ui/select.tsx";
import { changeDesign } from "#lib/editor/commands/edit.ts";
import { resetRuleSettings } from "#lib/editor/commands/rule-settings.ts";
import { MATURITIES, type Maturity, type Profile, PROFILES } from "#lib/model/design.ts";
import { settingsInWords } from "#lib/rules/settings-in-words.ts";
import { useChecked, useDerived, useEditor } from "../use-editor.tsx";
import { FindingCounts } from "./finding-counts.tsx";
import { Choice, RuleSettingsFrame } from "./rule-settings-frame.tsx";
import type { SettingsPlace } from "./settings-place.ts";

const PROFILE_WORDS: Record<Profile | "", readonly [label: string, says: string]> = {
  "": ["Not said", "Rules that are meant for one style only stay silent."],
  "modular-monolith": ["Modular monolith", "One deployment with clear modules: nobody asks why there are no microservices."],
  microservices: ["Microservices", "Many deployments: asks whether the team, the operations and the reasons are there."],
  serverless: ["Serverless", "Functions on a platform: adds the rules about handlers, gateways and queues; a mesh has no place."],
};
const MATURITY_WORDS: Record<Maturity | "", readonly [label: string, says: string]> = {
  "": ["Not said", "Counts as production."],
  prototype: ["Prototype", "Everything is told one step more quietly, and papers for a review are not asked for."],
  production: ["Production", "Every rule as loud as it is set."],
  critical: ["Critical", "Advice is told as a warning."],
};

const optionsOf = <Key extends string>(words: Readonly<Record<Key, readonly [string, string]>>, keys: readonly Key[]): SelectOption[] =>
  keys.map((value) => ({ value, label: words[value][0] }));

/** How the rules are set for this design: preset, profile and maturity, every severity and threshold, own rules. */
export function DesignRulesDialog({ place, onClose }: { readonly place: SettingsPlace; readonly onClose: () => void }) {
  const editor = useEditor();
  const { design, defaults } = useDerived();
  const { result } = useChecked();
  const config = design.config;
  const changed = Object.keys(config?.rules ?? {}).length + Object.keys(config?.thresholds ?? {}).length;
  const around = defaults.map(settingsInWords).find((words) => words !== "");
  const setProfile = (value: string) => void changeDesign(editor, { profile: PROFILES.find((profile) => profile === value) }, "Choose profile");
  const setMaturity = (value: string) => void changeDesign(editor, { maturity: MATURITIES.find((maturity) => maturity === value) }, "Choose maturity");
  return (
    <RuleSettingsFrame
      place={place}
      title="Rules of this design"
      description="Settings are kept in the design itself. Each change is one step that can be undone."
      choices={
        <>
          <Choice
            label="Profile"
            value={design.profile ?? ""}
            options={optionsOf(PROFILE_WORDS, ["", ...PROFILES])}
            says={PROFILE_WORDS[design.profile ?? ""][1]}
            onChange={setProfile}
          />
          <Choice
            label="Maturity"
            value={design.maturity ?? ""}
            options={optionsOf(MATURITY_WORDS, ["", ...MATURITIES])}
            says={MATURITY_WORDS[design.maturity ?? ""][1]}
            onChange={setMaturity}
          />
        </>
      }
      note={
        around === undefined ? null : (
          <p className="mt-3 rounded-md border border-line bg-sunken p-2 text-muted">
            The workspace sets {around} for all its designs; what is set here wins.{" "}
            {editor.readOnly ? null : (
              <Link href="/workspace#rules" className="rounded text-accent outline-none hover:underline focus-visible:outline-2 focus-visible:outline-focus">
                Rules of the workspace
              </Link>
            )}
          </p>
        )
      }
      footer={
        <>
          <FindingCounts result={result} />
          {changed > 0 && !editor.readOnly ? (
            <Button icon={<RotateCcw aria-hidden size={14} />} onClick={() => resetRuleSettings(editor)}>
              Reset {changed === 1 ? "the setting" : `all ${changed} settings`}
            </Button>
          ) : null}
        </>
      }
      closeLabel="Done"
      onClose={onClose}
    />
  );
}
