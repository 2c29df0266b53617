"use client";

import { Pencil, Plus, Trash2 } from "lucide-react";
import { Button, IconButton } from "#components/ui/button.tsx";
import { SeverityIcon } from "#components/ui/severity-icon.tsx";
import { Select } from "#components/ui/select.tsx";
import { toast } from "#components/ui/toast.tsx";
import { deleteOwnRule, saveOwnRule, setSeverity } from "#lib/editor/commands/rule-settings.ts";
import type { OwnRule } from "#lib/model/own-rule.ts";
import { counted } from "#lib/model/sentence.ts";
import { useChecked, useDerived, useEditor } from "../use-editor.tsx";
import { OwnRuleForm } from "./own-rule-form.tsx";
import { SEVERITY_NAMES } from "./rule-severities.tsx";
import { useSettingsScope } from "./settings-scope.tsx";

const BLANK: OwnRule = { id: "", title: "", severity: "warning", each: "component", kinds: ["service"], must: [{ property: "team", set: true }], message: "{name} …" };

/** An own rule being written: as it was, and as it is now. */
export interface OwnRuleDraft {
  readonly start: OwnRule;
  readonly rule: OwnRule;
}

const draftOf = (rule: OwnRule): OwnRuleDraft => ({ start: rule, rule });

interface OwnRulesProps {
  readonly draft: OwnRuleDraft | undefined;
  readonly onDraft: (draft: OwnRuleDraft | undefined) => void;
  /** Somebody wanted to leave although the draft is not kept. */
  readonly isHeld: boolean;
}

/** The rules that the design brings along: listed, added, changed, deleted. */
export function OwnRules({ draft, onDraft, isHeld }: OwnRulesProps) {
  const editor = useEditor();
  const { design } = useDerived();
  const { result } = useChecked();
  const { scope } = useSettingsScope();
  const rules = design.config?.own ?? [];

  if (draft && !editor.readOnly) {
    return (
      <OwnRuleForm
        rule={draft.rule}
        isNew={draft.start.id === ""}
        isHeld={isHeld}
        onChange={(rule) => onDraft({ ...draft, rule })}
        onCancel={() => onDraft(undefined)}
        onSave={(rule) => {
          saveOwnRule(editor, rule);
          onDraft(undefined);
        }}
      />
    );
  }
  return (
    <div className="py-3">
      <p className="max-w-prose text-muted">
        {scope === "design" ? "Rules that only this design needs" : "Rules that every design of this workspace needs"}: which elements are looked at, and what must hold for them.
        They are data, so that they run in the browser, on the command line and in pipelines alike.
      </p>
      {rules.length > 0 ? (
        <ul className="mt-3 divide-y divide-line rounded-md border border-line">
          {rules.map((rule) => {
            const id = idOf(rule);
            const found = result.findings.filter((finding) => finding.rule === id).length;
            return (
              <li key={rule.id} className="flex items-start gap-2 px-3 py-2">
                <SeverityIcon severity={rule.severity ?? "warning"} size={14} className="mt-0.5" />
                <div className="min-w-0 flex-1">
                  <p className="font-medium">{rule.title || rule.id}</p>
                  <p className="text-sm text-faint">
                    <code className="break-all">{id}</code> · {found === 0 ? "nothing found" : counted(found, "finding")}
                  </p>
                </div>
                {editor.readOnly ? null : (
                  <>
                    <IconButton size="sm" label={`Edit ${rule.title}`} onClick={() => onDraft(draftOf(rule))}>
                      <Pencil aria-hidden size={14} />
                    </IconButton>
                    <IconButton
                      size="sm"
                      label={`Delete ${rule.title}`}
                      onClick={() => {
                        deleteOwnRule(editor, rule.id);
                        toast.show("Own rule deleted", { action: { label: "Undo", run: () => void editor.undo() } });
                      }}
                    >
                      <Trash2 aria-hidden size={14} />
                    </IconButton>
                  </>
                )}
              </li>
            );
          })}
        </ul>
      ) : null}
      {editor.readOnly ? null : (
        <Button variant={rules.length === 0 ? "primary" : "secondary"} icon={<Plus aria-hidden size={14} />} onClick={() => onDraft(draftOf(BLANK))} className="mt-3">
          Add an own rule
        </Button>
      )}
      <RulesAround />
    </div>
  );
}

const idOf = (rule: OwnRule): string => `own/${rule.id.replace(/^own\//u, "")}`;

/** The own rules of the workspace, which this design can only make louder, quieter or silent. */
function RulesAround() {
  const editor = useEditor();
  const { design, defaults } = useDerived();
  const { result } = useChecked();
  const mine = new Set((design.config?.own ?? []).map(idOf));
  const rules = defaults.flatMap(({ own }) => own ?? []).filter((rule) => !mine.has(idOf(rule)));
  if (rules.length === 0) return null;
  return (
    <section className="mt-5">
      <h3 className="font-medium">Of the workspace</h3>
      <ul className="mt-2 divide-y divide-line rounded-md border border-line">
        {rules.map((rule) => {
          const id = idOf(rule);
          const given = rule.severity ?? "warning";
          const own = design.config?.rules?.[id];
          const found = result.findings.filter((finding) => finding.rule === id).length;
          return (
            <li key={id} className="flex items-start gap-2 px-3 py-2">
              {own === "off" ? <span className="w-[14px] shrink-0" /> : <SeverityIcon severity={own ?? given} size={14} className="mt-0.5" />}
              <div className="min-w-0 flex-1">
                <p className="font-medium">{rule.title || rule.id}</p>
                <p className="text-sm text-faint">
                  <code className="break-all">{id}</code> · {found === 0 ? "nothing found" : counted(found, "finding")}
                </p>
              </div>
              <Select
                aria-label={`Severity of ${rule.title || rule.id}`}
                disabled={editor.readOnly}
                value={own ?? ""}
                onValueChange={(value) => setSeverity(editor, id, value === "" ? undefined : (value as keyof typeof SEVERITY_NAMES))}
                options={[
                  { value: "", label: `As given: ${SEVERITY_NAMES[given].toLowerCase()}` },
                  ...(["error", "warning", "info", "off"] as const).map((value) => ({ value, label: SEVERITY_NAMES[value] })),
                ]}
                className="w-40 shrink-0"
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
