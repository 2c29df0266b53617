"use client";

import { ArrowRight, Wrench, X } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { Button, IconButton } from "#components/ui/button.tsx";
import { SeverityIcon } from "#components/ui/severity-icon.tsx";
import { toast } from "#components/ui/toast.tsx";
import { fixFinding, showFinding } from "#lib/editor/commands/findings.ts";
import { useChecked, useEditor, useHistory } from "./use-editor.tsx";

/** Greets on the sample: the worst finding that one click cures, and the click. Goes for good when somebody looks or closes it. */
export function FirstFix({ onGone }: { readonly onGone: () => void }) {
  const editor = useEditor();
  const derived = useChecked();
  const started = useHistory().undo !== undefined;
  const { findings } = derived.result;
  const worst = useMemo(() => {
    const fixable = findings.filter((found) => found.fixable);
    const errors = fixable.filter((found) => found.severity === "error");
    // A boundary that is broken shows at a glance what a missing number does not.
    return errors.find((found) => found.rule.startsWith("boundaries/")) ?? errors[0] ?? fixable[0];
  }, [findings]);
  if (!worst) {
    return findings.length > 0 ? null : (
      <Card onClose={onGone}>
        <p className="font-semibold">No findings left.</p>
        <p className="text-muted">Draw your own: press “New design” in the menu, or change this one. It is saved.</p>
      </Card>
    );
  }
  const explained = derived.wording.explain(worst);
  return (
    <Card onClose={onGone}>
      <p className="flex items-center gap-1.5 text-sm text-muted">
        <SeverityIcon severity={worst.severity} size={14} label="" />
        {started ? `${findings.length} findings left. The next one:` : `A sample with ${findings.length} findings. This is one:`}
      </p>
      <p className="font-semibold">{explained.message}</p>
      <div className="mt-1.5 flex flex-wrap gap-2">
        <Button
          variant="primary"
          icon={<Wrench aria-hidden size={14} />}
          onClick={() => {
            showFinding(editor, worst);
            fixFinding(editor, worst);
            toast.show(`Fixed: ${explained.title}`, { action: { label: "Undo", run: () => void editor.undo() } });
          }}
        >
          Fix it
        </Button>
        <Button
          icon={<ArrowRight aria-hidden size={14} />}
          onClick={() => {
            onGone();
            showFinding(editor, worst);
          }}
        >
          Show me
        </Button>
      </div>
    </Card>
  );
}

function Card({ onClose, children }: { readonly onClose: () => void; readonly children: ReactNode }) {
  return (
    <aside
      aria-label="Start here"
      className="absolute bottom-3 left-3 z-10 flex w-[460px] max-w-[calc(100%-24px)] flex-col gap-1 rounded-[8px] border border-line bg-raised p-3 pr-9 shadow-float"
    >
      {children}
      <div className="absolute top-1.5 right-1.5">
        <IconButton label="Dismiss" size="sm" onClick={onClose}>
          <X aria-hidden size={14} />
        </IconButton>
      </div>
    </aside>
  );
}
