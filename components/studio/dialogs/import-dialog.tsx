"use client";

import { ImportPicker } from "#components/designs/import-picker.tsx";
import { createDesign } from "#components/studio/api.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import { replaceDesign } from "#lib/editor/commands/edit.ts";
import type { Design } from "#lib/model/design.ts";
import { designUpdate } from "#lib/sync/shared-design.ts";
import { useEditor } from "../use-editor.tsx";

/** Imports into this design (one step, can be undone) or into a new one. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const editor = useEditor();
  const replace = (design: Design) => {
    replaceDesign(editor, design);
    toast.show(`Imported “${design.title}”`, { action: { label: "Undo", run: () => void editor.undo() } });
    onClose();
  };
  const openNew = (design: Design) =>
    createDesign(designUpdate(design)).then(
      (id) => window.location.assign(`/d/${encodeURIComponent(id)}`),
      (error: unknown) => toast.error("The design could not be created", { description: error instanceof Error ? error.message : "" }),
    );
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title="Import" description="A Lintel file (YAML or JSON) or a Mermaid diagram." width="lg">
      <ImportPicker
        actions={[
          { label: editor.design.components.length === 0 ? "Import" : "Replace this design", primary: true, run: replace },
          { label: "Open as a new design", run: (design) => void openNew(design) },
        ]}
      />
    </Dialog>
  );
}
