"use client";

import { SlidersHorizontal } from "lucide-react";
import { type ReactNode, useCallback, useMemo } from "react";
import type { PropertyRecord } from "#components/inspector/property-record.ts";
import { PropertyForm } from "#components/inspector/property-form.tsx";
import { Button } from "#components/ui/button.tsx";
import { Select } from "#components/ui/select.tsx";
import { changeDesign } from "#lib/editor/commands/edit.ts";
import { designDescriptors, orgDescriptors, processDescriptors, type PropertyDescriptor, requirementsDescriptors, securityDescriptors } from "#lib/model/describe.ts";
import { type Patch, patched } from "#lib/model/edit.ts";
import type { Design } from "#lib/model/design.ts";
import { counted } from "#lib/model/sentence.ts";
import { useOpenRuleSettings } from "./rule-settings/open-rule-settings.tsx";
import { usePreset } from "./rule-settings/use-preset.ts";
import { useDerived, useEditor, useUi } from "./use-editor.tsx";

type Part = "requirements" | "org" | "security" | "process";

const OWN = ["description", "profile", "maturity", "date", "mesh"] as const;
const PARTS: readonly { readonly part: Part; readonly title: string; readonly descriptors: ReadonlyMap<string, PropertyDescriptor>; readonly essentials: readonly string[] }[] = [
  { part: "requirements", title: "Requirements", descriptors: requirementsDescriptors, essentials: ["goal", "functional", "nfr", "growth"] },
  { part: "org", title: "Organisation", descriptors: orgDescriptors, essentials: ["engineers", "stage", "domainClarity", "capabilities"] },
  { part: "security", title: "Security", descriptors: securityDescriptors, essentials: ["authz", "roles", "certRotation"] },
  { part: "process", title: "Work", descriptors: processDescriptors, essentials: ["state", "author", "productOwner", "principalEngineer"] },
];

/** The design itself: what is shown while nothing is selected. */
export function DesignProperties() {
  const editor = useEditor();
  const { design } = useDerived();
  const focus = useUi((state) => (state.focus?.of === undefined ? state.focus : undefined));
  const own = useMemo(() => OWN.flatMap((key) => designDescriptors.get(key) ?? []), []);
  const change = useCallback((patch: PropertyRecord) => void changeDesign(editor, patch as Patch<Design>), [editor]);
  const openRuleSettings = useOpenRuleSettings();
  const preset = usePreset();
  const settings = [
    [design.config?.rules, "severity", "severities"],
    [design.config?.thresholds, "threshold", "thresholds"],
    [design.config?.own, "own rule", "own rules"],
  ]
    .flatMap(([set, one, many]) => (set && Object.keys(set).length > 0 ? counted(Object.keys(set).length, String(one), String(many)) : []))
    .join(", ");
  return (
    <aside aria-label="Inspector" className="flex h-full min-h-0 flex-col bg-bg">
      <header className="border-b border-line px-3 py-2.5">
        <h2 className="truncate font-semibold">{design.title}</h2>
        <p className="tabular text-sm text-muted">
          {counted(design.components.length, "component")} · {counted(design.connections.length, "connection")} · {counted(design.boundaries.length, "boundary", "boundaries")}
        </p>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-3 py-3">
        <Section title="Design">
          <PropertyForm
            elementId="design"
            descriptors={own}
            essentials={["description", "profile", "maturity"]}
            value={design}
            onChange={change}
            focus={focus}
            readOnly={editor.readOnly}
          />
        </Section>
        <Section title="Rules">
          <div className="grid grid-cols-[minmax(0,124px)_minmax(0,1fr)] items-center gap-x-2">
            <label htmlFor="lintel-preset" className="text-muted">
              Preset
            </label>
            <Select id="lintel-preset" disabled={editor.readOnly} value={preset.value} onValueChange={preset.choose} options={preset.options} />
          </div>
          <p className="mt-1 text-sm text-faint">{preset.says}</p>
          <div className="mt-2 flex flex-wrap items-center gap-2">
            <Button size="sm" icon={<SlidersHorizontal aria-hidden size={13} />} onClick={() => openRuleSettings()}>
              Rules…
            </Button>
            <span className="text-sm text-faint">{settings}</span>
          </div>
        </Section>
        {PARTS.map((part) => (
          <PartForm key={part.part} {...part} />
        ))}
      </div>
    </aside>
  );
}

function PartForm({
  part,
  title,
  descriptors,
  essentials,
}: {
  readonly part: Part;
  readonly title: string;
  readonly descriptors: ReadonlyMap<string, PropertyDescriptor>;
  readonly essentials: readonly string[];
}) {
  const editor = useEditor();
  const { design } = useDerived();
  const focus = useUi((state) => (state.focus?.of === undefined ? state.focus : undefined));
  const value = useMemo(() => (design[part] ?? {}) as PropertyRecord, [design, part]);
  const prefix = `${part}.`;
  const change = useCallback(
    (patch: PropertyRecord) => {
      const next = patched<PropertyRecord>(value, patch);
      changeDesign(editor, { [part]: Object.keys(next).length > 0 ? next : undefined });
    },
    [editor, part, value],
  );
  const within = focus?.property.startsWith(prefix) ? { property: focus.property.slice(prefix.length), request: focus.request } : undefined;
  return (
    <Section title={title}>
      <PropertyForm elementId={part} descriptors={[...descriptors.values()]} essentials={essentials} value={value} onChange={change} focus={within} readOnly={part === "requirements" ? !editor.writesRequirements : editor.readOnly} />
    </Section>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="mb-5">
      <h3 className="mb-1.5 text-sm font-medium text-faint">{title}</h3>
      {children}
    </section>
  );
}
