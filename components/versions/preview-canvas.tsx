"use client";

import { History, X } from "lucide-react";
import { useEffect, useMemo } from "react";
import { Canvas } from "#components/canvas/canvas.tsx";
import { COMPARED_SIGNS } from "#components/canvas/compared-layer.tsx";
import { EditorProvider } from "#components/studio/use-editor.tsx";
import { PresenceProvider } from "#components/studio/use-presence.tsx";
import { Button } from "#components/ui/button.tsx";
import { Presence } from "#lib/editor/presence.ts";
import type { Preview } from "./preview.tsx";

/** Height of the banner with its distance, in pixels. */
const BANNER = 84;

interface PreviewCanvasProps {
  readonly preview: Preview;
  /** How much of the canvas a panel covers from the left, in pixels. */
  readonly covered: number;
  readonly onClose: () => void;
}

/** A version on the canvas, over the design as it is: to look at, never to change. */
export function PreviewCanvas({ preview, covered, onClose }: PreviewCanvasProps) {
  const insets = useMemo(() => ({ top: BANNER, right: 0, bottom: 0, left: covered }), [covered]);
  // Nobody else looks at this.
  const nobody = useMemo(() => new Presence(undefined), []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      // Whatever is open above takes the key first.
      if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("[role='dialog'],[role='menu']")) return;
      event.preventDefault();
      onClose();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [onClose]);
  return (
    <section aria-label="Version" className="absolute inset-0 z-[8]">
      <EditorProvider editor={preview.editor}>
        <PresenceProvider presence={nobody}>
          <Canvas readOnly insets={insets} />
        </PresenceProvider>
      </EditorProvider>
      <div className="pointer-events-none absolute top-3 right-3 z-10 flex justify-center" style={{ left: covered + 12 }}>
        <div className="pointer-events-auto flex max-w-full flex-col gap-1.5 rounded-[8px] border border-line-strong bg-raised px-3 py-2 shadow-float">
          <div className="flex items-center gap-3">
            <p className="flex min-w-0 items-center gap-2">
              <History aria-hidden size={15} className="shrink-0 text-accent" />
              <span className="min-w-0 break-words">
                <span className="font-medium">{preview.title}</span> <span className="text-muted">· read only</span>
              </span>
            </p>
            <Button size="sm" icon={<X aria-hidden size={13} />} onClick={onClose}>
              Back to now
            </Button>
          </div>
          {preview.isComparison ? <Legend /> : null}
        </div>
      </div>
    </section>
  );
}

const TONES = { added: "bg-success", removed: "bg-error", changed: "bg-warning" } as const;

function Legend() {
  return (
    <ul aria-label="Legend" className="flex items-center gap-3 text-sm text-muted">
      {(["added", "removed", "changed"] as const).map((kind) => (
        <li key={kind} className="flex items-center gap-1.5">
          <span aria-hidden className={`grid size-4 place-items-center rounded-full text-xs font-bold text-raised ${TONES[kind]}`}>
            {COMPARED_SIGNS[kind]}
          </span>
          {kind}
        </li>
      ))}
    </ul>
  );
}
