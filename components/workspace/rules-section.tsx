"use client";

import { Copy, SlidersHorizontal } from "lucide-react";
import dynamic from "next/dynamic";
import { useCallback, useEffect, useRef, useState } from "react";
import { Section } from "#components/accounts/section.tsx";
import { copyText } from "#components/exports/copy-text.ts";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.tsx";
import { writeConfigFile } from "#lib/export/config-file.ts";
import { settingsInWords } from "#lib/rules/settings-in-words.ts";
import { readRules, type WorkspaceRules } from "./api.ts";

const WorkspaceRulesDialog = dynamic(() => import("./workspace-rules-dialog.tsx").then((module) => module.WorkspaceRulesDialog), { ssr: false });

/** How the rules are set for all designs of the workspace. */
export function RulesSection() {
  const [settings, setSettings] = useState<WorkspaceRules & { readonly canChange: boolean }>();
  const [error, setError] = useState<string>();
  const [isOpen, setOpen] = useState(false);
  const here = useRef<HTMLDivElement>(null);
  const load = useCallback(async () => {
    try {
      setSettings(await readRules());
      setError(undefined);
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : "Something went wrong.");
    }
  }, []);
  useEffect(() => void load(), [load]);
  // The section is not there yet when the browser looks for what the address names.
  useEffect(() => {
    if (settings && window.location.hash === "#rules") here.current?.scrollIntoView();
  }, [settings]);
  const words = settings ? settingsInWords(settings.rules) : "";
  const copy = () =>
    copyText(writeConfigFile(settings?.rules ?? {})).then(
      () => toast.show("Copied: save it as lintel.config.yaml in a repository, and its designs are judged alike"),
      (reason: unknown) => toast.error("It could not be copied", { description: reason instanceof Error ? reason.message : "" }),
    );
  return (
    <div ref={here} id="rules" className="scroll-mt-14">
      <Section title="Rules" lead="How strictly all designs of this workspace are judged. A design that says something itself goes by that.">
        {error ? (
          <p role="alert" className="rounded-md bg-error-soft p-3 text-error">
            {error}
          </p>
        ) : settings ? (
          <div className="flex flex-wrap items-center gap-3 rounded-[8px] border border-line bg-raised px-4 py-3">
            <p className="min-w-52 flex-1">
              {words === "" ? (
                <span className="text-muted">Nothing is set: every design goes by the preset Recommended and by what it says itself.</span>
              ) : (
                `Set for every design: ${words}.`
              )}
            </p>
            {words === "" ? null : (
              <Button icon={<Copy aria-hidden size={14} />} onClick={() => void copy()}>
                Copy as lintel.config.yaml
              </Button>
            )}
            {settings.canChange || words !== "" ? (
              <Button icon={<SlidersHorizontal aria-hidden size={14} />} onClick={() => setOpen(true)}>
                {settings.canChange ? "Set the rules…" : "Look at the rules…"}
              </Button>
            ) : null}
          </div>
        ) : (
          <p className="text-muted">Loading…</p>
        )}
      </Section>
      {isOpen && settings ? (
        <WorkspaceRulesDialog
          key={settings.version}
          settings={settings}
          canChange={settings.canChange}
          onReload={load}
          onSaved={(saved) => {
            setSettings({ ...settings, ...saved });
            setOpen(false);
            toast.show("Saved: every design of the workspace is judged by it from now on");
          }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </div>
  );
}
