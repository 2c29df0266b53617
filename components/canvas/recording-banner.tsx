"use client";

import { Check, Undo2, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { useDerived, useEditor } from "#components/studio/use-editor.tsx";
import { Button } from "#components/ui/button.tsx";
import { SeverityIcon } from "#components/ui/severity-icon.tsx";
import { connectionEntry } from "#lib/catalog/connections.ts";
import { finishRecording, pick, undoPick } from "#lib/editor/commands/flows.ts";
import { hasPicks } from "#lib/editor/recording.ts";
import { connectionLabel } from "#lib/model/contract-label.ts";
import { counted } from "#lib/model/sentence.ts";
import { BannerKeys } from "./banner-keys.tsx";
import type { useRecording } from "./use-recording.ts";

interface RecordingBannerProps {
  readonly recorder: ReturnType<typeof useRecording>;
  /** Gives the keys back to the canvas. */
  readonly onDone: () => void;
}

/** What to do while a walk is recorded, how far it is, and what looks strange about the last pick. */
export function RecordingBanner({ recorder, onDone }: RecordingBannerProps) {
  const editor = useEditor();
  const { index, design } = useDerived();
  const { recording, steps, cancel } = recorder;
  const choices = useRef<HTMLDivElement>(null);
  const asks = (recording?.choice.length ?? 0) > 0;
  useEffect(() => onDone(), [onDone]);
  // The answer is expected from the keys that asked.
  useEffect(() => {
    if (asks) choices.current?.querySelector("button")?.focus();
  }, [asks]);
  if (!recording) return null;
  const flow = design.flows.find(({ id }) => id === recording.flow);
  const { remark } = recording;
  return (
    <div className="@container pointer-events-none absolute inset-x-3 top-3 z-10 flex justify-center">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Keys of the buttons inside, which are interactive. */}
      <section
        data-canvas-ui
        aria-label="Recording a flow"
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          event.stopPropagation();
          if (asks) undoPick(editor);
          else cancel();
          onDone();
        }}
        className="pointer-events-auto flex max-w-[760px] flex-col gap-1.5 rounded-[8px] border border-line-strong bg-raised px-3 py-2 shadow-float"
      >
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <p className="flex min-w-0 flex-1 basis-64 items-baseline gap-2">
            <span aria-hidden className="size-2.5 shrink-0 animate-pulse rounded-full bg-error motion-reduce:animate-none" />
            <span>
              {flow ? <span className="font-medium">{flow.name ?? flow.id}: </span> : null}
              {flow ? "click" : "Click"} the connections (or components) in the order of the walk ·{" "}
              <span className="tabular font-medium whitespace-nowrap">{counted(steps, "step")}</span>
            </span>
          </p>
          <span className="-ml-2 flex shrink-0 items-center gap-1">
            <Button size="sm" variant="ghost" icon={<Undo2 aria-hidden size={13} />} disabled={!hasPicks(recording)} onClick={() => (undoPick(editor), onDone())}>
              Undo last
              <BannerKeys keys="backspace" />
            </Button>
            <Button size="sm" variant="primary" icon={<Check aria-hidden size={13} />} onClick={() => void finishRecording(editor)}>
              Done
              <BannerKeys keys="enter" />
            </Button>
            <Button size="sm" variant="ghost" icon={<X aria-hidden size={13} />} onClick={() => (cancel(), onDone())}>
              Cancel
              <BannerKeys keys="escape" />
            </Button>
          </span>
        </div>
        {remark ? (
          <p className="flex items-start gap-1.5 text-sm text-muted">
            <SeverityIcon severity={remark.tone === "warning" ? "warning" : "info"} size={13} className="mt-0.5" label={remark.tone === "warning" ? "Looks strange" : ""} />
            <span>{remark.text}</span>
          </p>
        ) : null}
        {asks ? (
          <div ref={choices} role="group" aria-label="Which connection?" className="flex flex-wrap gap-1.5">
            {recording.choice.map((id) => {
              const connection = index.connections.get(id);
              if (!connection) return null;
              const label = connectionLabel(connection);
              return (
                <Button
                  key={id}
                  size="sm"
                  onClick={() => {
                    pick(editor, id);
                    onDone();
                  }}
                >
                  {connectionEntry(connection.kind).title}
                  {label === "" ? null : <span className="font-normal text-muted">{label}</span>}
                </Button>
              );
            })}
          </div>
        ) : null}
      </section>
    </div>
  );
}
