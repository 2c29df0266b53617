"use client";

import { TriangleAlert } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Select, type SelectOption } from "#components/ui/select.tsx";
import { Tab, TabList, TabPanel, Tabs } from "#components/ui/tabs.tsx";
import { useDerived, useEditor } from "../use-editor.tsx";
import { type OwnRuleDraft, OwnRules } from "./own-rules.tsx";
import { RuleSeverities } from "./rule-severities.tsx";
import type { SettingsPlace } from "./settings-place.ts";
import { Thresholds } from "./thresholds.tsx";
import { usePreset } from "./use-preset.ts";

interface RuleSettingsFrameProps {
  readonly place: SettingsPlace;
  readonly title: string;
  readonly description: string;
  /** What is chosen beside the preset. */
  readonly choices?: ReactNode;
  readonly note?: ReactNode;
  /** What stands at the bottom before the button that closes. */
  readonly footer: ReactNode;
  readonly closeLabel: string;
  /** The primary button, after it. */
  readonly primary?: ReactNode;
  readonly onClose: () => void;
}

/** The dialog in which rules are set: preset, every severity and threshold, own rules. */
export function RuleSettingsFrame({ place, title, description, choices, note, footer, closeLabel, primary, onClose }: RuleSettingsFrameProps) {
  const { design, ruling } = useDerived();
  const preset = usePreset();
  const [tab, setTab] = useState<string>(place.tab);
  const own = design.config?.own ?? [];
  const [draft, setDraft] = useState<OwnRuleDraft | undefined>(() => {
    const named = own.find((rule) => place.rule === `own/${rule.id.replace(/^own\//u, "")}`);
    return named && { start: named, rule: named };
  });
  const [isHeld, setHeld] = useState(false);
  // Half a rule is work: it is not thrown away by closing.
  const leave = () => {
    if (draft === undefined || draft.rule === draft.start) return onClose();
    setTab("own");
    setHeld(true);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || leave()}
      title={title}
      description={description}
      width="lg"
      footer={
        <>
          {footer}
          <Button onClick={leave}>{closeLabel}</Button>
          {primary}
        </>
      }
    >
      <div className="grid grid-cols-3 gap-x-4 gap-y-2 max-sm:grid-cols-1">
        <Choice label="Preset" value={preset.value} options={preset.options} says={preset.says} onChange={preset.choose} />
        {choices}
      </div>
      {note}
      {ruling.problems.length > 0 ? (
        <ul className="mt-3 space-y-1 rounded-md border border-line bg-sunken p-2">
          {ruling.problems.map((problem) => (
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
          <Tab value="own">Own rules {own.length > 0 ? <span className="tabular text-sm text-faint">{own.length}</span> : null}</Tab>
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
  readonly label: string;
  readonly value: string;
  readonly options: readonly SelectOption[];
  /** What the chosen one means, in a sentence. */
  readonly says: string;
  readonly onChange: (value: string) => void;
}

/** One choice above the settings, with what it means. */
export function Choice({ label, value, options, says, onChange }: ChoiceProps) {
  const { readOnly } = useEditor();
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-muted">
        {label}
      </label>
      <Select id={id} value={value} options={options} disabled={readOnly} onValueChange={onChange} className="[&_select]:text-text!" aria-describedby={`${id}-says`} />
      <p id={`${id}-says`} className="mt-1 text-sm text-faint">
        {says}
      </p>
    </div>
  );
}
