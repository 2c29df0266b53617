"use client";

import { RotateCcw } from "lucide-react";
import { useEffect, useState } from "react";
import { FindingCounts } from "#components/studio/rule-settings/finding-counts.tsx";
import { RuleSettingsFrame } from "#components/studio/rule-settings/rule-settings-frame.tsx";
import { SettingsScopeContext } from "#components/studio/rule-settings/settings-scope.tsx";
import { isTyping } from "#components/studio/shortcuts.ts";
import { EditorProvider, useDerived, useEditor } from "#components/studio/use-editor.tsx";
import { Button } from "#components/ui/button.tsx";
import { resetRuleSettings } from "#lib/editor/commands/rule-settings.ts";
import { Editor } from "#lib/editor/editor.ts";
import type { Config } from "#lib/model/design.ts";
import { isSameValue } from "#lib/model/same-value.ts";
import { SharedDesign } from "#lib/sync/shared-design.ts";
import { changeRules, type WorkspaceRules } from "./api.ts";

interface WorkspaceRulesDialogProps {
  readonly settings: WorkspaceRules;
  readonly canChange: boolean;
  /** Fetches what somebody else has saved. */
  readonly onReload: () => Promise<void>;
  readonly onSaved: (saved: WorkspaceRules) => void;
  readonly onClose: () => void;
}

/** The sample as it would be judged by these settings: what one sets is tried on it before it counts for everybody. */
async function trialOf(rules: Config, readOnly: boolean): Promise<Editor> {
  const { sampleDesign } = await import("#examples/templates.ts");
  const shared = new SharedDesign();
  shared.write({ ...sampleDesign(), config: rules }, "workspace");
  return new Editor(shared, { today: new Date().toISOString().slice(0, 10), readOnly });
}

/** Sets the rules for all designs of a workspace; nothing counts before it is saved. */
export function WorkspaceRulesDialog(props: WorkspaceRulesDialogProps) {
  const { settings, canChange } = props;
  const [editor, setEditor] = useState<Editor>();
  useEffect(() => {
    let isGone = false;
    let made: Editor | undefined;
    void trialOf(settings.rules, !canChange).then((trial) => {
      made = trial;
      if (isGone) trial.destroy();
      else setEditor(trial);
    });
    return () => {
      isGone = true;
      made?.destroy();
    };
  }, [settings, canChange]);
  return editor ? (
    <EditorProvider editor={editor}>
      <SettingsScopeContext value="workspace">
        <Settings {...props} />
      </SettingsScopeContext>
    </EditorProvider>
  ) : null;
}

const NOT_SAVED = "These settings are not saved yet. Save them, or throw them away.";

function Settings({ settings, canChange, onReload, onSaved, onClose }: WorkspaceRulesDialogProps) {
  const editor = useEditor();
  const { design, result } = useDerived();
  const [problem, setProblem] = useState<string>();
  const [isPending, setPending] = useState(false);
  const rules = design.config ?? {};
  const isChanged = !isSameValue(rules, settings.rules);
  const set = Object.keys(rules.rules ?? {}).length + Object.keys(rules.thresholds ?? {}).length;
  useUndoKeys(editor);
  const save = async () => {
    setPending(true);
    try {
      onSaved(await changeRules({ version: settings.version, rules }));
    } catch (reason) {
      setProblem(reason instanceof Error ? reason.message : "Something went wrong.");
      setPending(false);
    }
  };
  return (
    <RuleSettingsFrame
      place={{ tab: "rules" }}
      title="Rules of the workspace"
      description="They hold for every design of the workspace that does not say something else itself. Open studios follow as soon as you save."
      note={
        problem && isChanged ? (
          <div role="alert" className="mt-3 flex flex-wrap items-center gap-3 rounded-md bg-error-soft p-3 text-error">
            <span className="min-w-52 flex-1">{problem}</span>
            {problem === NOT_SAVED ? (
              <Button size="sm" onClick={onClose}>
                Throw away
              </Button>
            ) : (
              <Button size="sm" onClick={() => void onReload()}>
                Show what is saved
              </Button>
            )}
          </div>
        ) : null
      }
      footer={
        <>
          <FindingCounts result={result} where="the sample" />
          {canChange && set > 0 ? (
            <Button icon={<RotateCcw aria-hidden size={14} />} onClick={() => resetRuleSettings(editor)}>
              Reset {set === 1 ? "the setting" : `all ${set} settings`}
            </Button>
          ) : null}
        </>
      }
      closeLabel={canChange ? "Cancel" : "Done"}
      primary={
        canChange ? (
          <Button variant="primary" disabled={!isChanged || isPending} onClick={() => void save()}>
            Save
          </Button>
        ) : null
      }
      onClose={() => (isChanged && canChange ? setProblem(NOT_SAVED) : onClose())}
    />
  );
}

/** Undo and redo by the keys of the studio. */
function useUndoKeys(editor: Editor): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.metaKey || event.ctrlKey) || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      if (key === "y" || (key === "z" && event.shiftKey)) editor.redo();
      else if (key === "z") editor.undo();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [editor]);
}
