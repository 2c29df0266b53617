"use client";

import { TemplatePicker } from "#components/designs/template-picker.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import { replaceDesign } from "#lib/editor/commands/edit.ts";
import { useEditor } from "../use-editor.tsx";

/** Starts this design over from a template, as one step that can be undone. */
export function TemplateDialog({ onClose }: { readonly onClose: () => void }) {
  const editor = useEditor();
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title="Start from a template" description="It replaces what is drawn here; undo brings it back." width="lg">
      <TemplatePicker
        onPick={(design) => {
          replaceDesign(editor, design, "Start from a template");
          toast.show(`Started from “${design.title}”`, { action: { label: "Undo", run: () => void editor.undo() } });
          onClose();
        }}
      />
    </Dialog>
  );
}
