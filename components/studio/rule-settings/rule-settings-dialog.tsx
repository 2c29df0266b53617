"use client";

import { RotateCcw, TriangleAlert } from "lucide-react";
import { useId, useMemo, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Select, type SelectOption } from "#components/ui/select.tsx";
import { SeverityIcon } from "#components/ui/severity-icon.tsx";
import { Tab, TabList, TabPanel, Tabs } from "#components/ui/tabs.tsx";
import { changeDesign } from "#lib/editor/commands/edit.ts";
import { choosePreset, resetRuleSettings } from "#lib/editor/commands/rule-settings.ts";
import { MATURITIES, type Maturity, type Profile, PROFILES } from "#lib/model/design.ts";
import type { LintResult } from "#lib/rules/lint.ts";
import { type PresetName, presetByName, PRESETS } from "#lib/rules/presets.ts";
import { countsOf } from "../findings/use-findings.ts";
import { useDerived, useEditor } from "../use-editor.tsx";
import { type OwnRuleDraft, OwnRules } from "./own-rules.tsx";
import { RuleSeverities } from "./rule-severities.tsx";
import type { SettingsPlace } from "./settings-place.ts";
import { Thresholds } from "./thresholds.tsx";

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
export function RuleSettingsDialog({ place, onClose }: { readonly place: SettingsPlace; readonly onClose: () => void }) {
  const editor = useEditor();
  const { design, result } = useDerived();
  const id = useId();
  const config = design.config;
  const [tab, setTab] = useState<string>(place.tab);
  const [draft, setDraft] = useState<OwnRuleDraft | undefined>(() => {
    const named = config?.own?.find((rule) => place.rule === `own/${rule.id.replace(/^own\//u, "")}`);
    return named && { start: named, rule: named };
  });
  const [isHeld, setHeld] = useState(false);
  // Half a rule is work: it is not thrown away by closing.
  const leave = () => {
    if (draft === undefined || draft.rule === draft.start) return onClose();
    setTab("own");
    setHeld(true);
  };
  const preset = config?.preset ?? "recommended";
  const changed = Object.keys(config?.rules ?? {}).length + Object.keys(config?.thresholds ?? {}).length;
  const own = config?.own?.length ?? 0;
  const setProfile = (value: string) => void changeDesign(editor, { profile: PROFILES.find((profile) => profile === value) }, "Choose profile");
  const setMaturity = (value: string) => void changeDesign(editor, { maturity: MATURITIES.find((maturity) => maturity === value) }, "Choose maturity");

  return (
    <Dialog
      open
      onOpenChange={(open) => open || leave()}
      title="Rules of this design"
      description="Settings are kept in the design itself. Each change is one step that can be undone."
      width="lg"
      footer={
        <>
          <Counts result={result} />
          {changed > 0 && !editor.readOnly ? (
            <Button icon={<RotateCcw aria-hidden size={14} />} onClick={() => resetRuleSettings(editor)}>
              Reset {changed === 1 ? "the setting" : `all ${changed} settings`}
            </Button>
          ) : null}
          <Button onClick={leave}>Done</Button>
        </>
      }
    >
      <div className="grid grid-cols-3 gap-x-4 gap-y-2 max-sm:grid-cols-1">
        <Choice
          id={`${id}-preset`}
          label="Preset"
          value={preset}
          options={PRESETS.map(({ name, title }) => ({ value: name, label: title }))}
          says={presetByName(preset)?.description ?? ""}
          onChange={(name) => void choosePreset(editor, name as PresetName)}
        />
        <Choice
          id={`${id}-profile`}
          label="Profile"
          value={design.profile ?? ""}
          options={optionsOf(PROFILE_WORDS, ["", ...PROFILES])}
          says={PROFILE_WORDS[design.profile ?? ""][1]}
          onChange={setProfile}
        />
        <Choice
          id={`${id}-maturity`}
          label="Maturity"
          value={design.maturity ?? ""}
          options={optionsOf(MATURITY_WORDS, ["", ...MATURITIES])}
          says={MATURITY_WORDS[design.maturity ?? ""][1]}
          onChange={setMaturity}
        />
      </div>
      {result.problems.length > 0 ? (
        <ul className="mt-3 space-y-1 rounded-md border border-line bg-sunken p-2">
          {result.problems.map((problem) => (
            <li key={problem} className="flex items-start gap-2">
              <TriangleAlert aria-hidden size={14} className="mt-0.5 shrink-0 text-warning" /> {problem}
            </li>
          ))}
        </ul>
      ) : null}
      <Tabs value={tab} onValueChange={setTab} className="mt-3">
        <TabList aria-label="Settings" className="-mx-4 px-4">
          <Tab value="rules">Severities</Tab>
          <Tab value="thresholds">Thresholds</Tab>
          <Tab value="own">Own rules {own > 0 ? <span className="tabular text-sm text-faint">{own}</span> : null}</Tab>
        </TabList>
        <TabPanel value="rules" tabIndex={-1}>
          <RuleSeverities {...(place.rule && !place.rule.startsWith("own/") ? { at: place.rule } : {})} />
        </TabPanel>
        <TabPanel value="thresholds" tabIndex={-1}>
          <Thresholds />
        </TabPanel>
        <TabPanel value="own" tabIndex={-1}>
          <OwnRules
            draft={draft}
            isHeld={isHeld}
            onDraft={(next) => {
              setDraft(next);
              setHeld(false);
            }}
          />
        </TabPanel>
      </Tabs>
    </Dialog>
  );
}

interface ChoiceProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly SelectOption[];
  /** What the chosen one means, in a sentence. */
  readonly says: string;
  readonly onChange: (value: string) => void;
}

function Choice({ id, label, value, options, says, onChange }: ChoiceProps) {
  const { readOnly } = useEditor();
  // A preset of another version is shown as it is called.
  const shown = options.some((option) => option.value === value) ? options : [...options, { value, label: value }];
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-muted">
        {label}
      </label>
      <Select id={id} value={value} options={shown} disabled={readOnly} onValueChange={onChange} className="[&_select]:text-text!" aria-describedby={`${id}-says`} />
      <p id={`${id}-says`} className="mt-1 text-sm text-faint">
        {says}
      </p>
    </div>
  );
}

const VERDICTS = ["error", "warning", "info", "undecided"] as const;
const NAMES = { error: ["error", "errors"], warning: ["warning", "warnings"], info: ["advice", "advice"], undecided: ["undecided", "undecided"] } as const;

/** What is found now, and how that compares with when the settings were opened. */
function Counts({ result }: { readonly result: LintResult }) {
  const counts = useMemo(() => countsOf(result), [result]);
  const total = counts.error + counts.warning + counts.info;
  const [before] = useState(total);
  const difference = total - before;
  return (
    <p role="status" className="mr-auto flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
      <span className="sr-only">Findings now: </span>
      {VERDICTS.map((verdict) => (
        <span key={verdict} className="inline-flex items-center gap-1">
          <SeverityIcon severity={verdict} size={13} label="" />
          <span className="tabular text-text">{counts[verdict]}</span> {NAMES[verdict][counts[verdict] === 1 ? 0 : 1]}
        </span>
      ))}
      {difference === 0 ? null : (
        <span className="tabular">
          ({Math.abs(difference)} {difference < 0 ? "fewer" : "more"} than before)
        </span>
      )}
    </p>
  );
}
