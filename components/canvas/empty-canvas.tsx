"use client";

import { FileInput, LayoutTemplate } from "lucide-react";
import { Button } from "#components/ui/button.tsx";

interface EmptyCanvasProps {
  readonly onImport: (() => void) | undefined;
  readonly onTemplate: (() => void) | undefined;
}

/** What to do with an empty design. */
export function EmptyCanvas({ onImport, onTemplate }: EmptyCanvasProps) {
  return (
    <div className="pointer-events-none absolute inset-0 z-10 flex flex-col items-center justify-center gap-3 text-center">
      <p className="text-lg text-text">Draw the first component</p>
      <p className="text-muted">Drag one here from the palette, or double-click anywhere.</p>
      {onTemplate || onImport ? (
        <div data-canvas-ui className="pointer-events-auto mt-1 flex gap-2">
          {onTemplate ? (
            <Button icon={<LayoutTemplate aria-hidden size={15} />} onClick={onTemplate}>
              Start from a template
            </Button>
          ) : null}
          {onImport ? (
            <Button icon={<FileInput aria-hidden size={15} />} onClick={onImport}>
              Import a design
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
