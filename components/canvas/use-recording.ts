"use client";

import { useCallback, useMemo } from "react";
import { useEditor, useUi } from "#components/studio/use-editor.tsx";
import { toast } from "#components/ui/toast.tsx";
import { cancelRecording, resumeRecording } from "#lib/editor/commands/flows.ts";
import { marksOfWalk, walkOf } from "#lib/editor/recording.ts";
import type { Id } from "#lib/model/schema.ts";

const NOTHING: readonly Id[] = [];

/** The walk that is being recorded, with what of it is shown on the canvas. */
export function useRecording() {
  const editor = useEditor();
  const recording = useUi((state) => state.recording);
  const shown = useMemo(() => {
    const walk = recording ? walkOf(recording) : NOTHING;
    const start = recording?.entry;
    return { walk: walk.length === 0 && start !== undefined ? [start] : walk, steps: walk.length, marks: marksOfWalk(walk, start) };
  }, [recording]);
  const cancel = useCallback(() => {
    const given = cancelRecording(editor);
    if (given) toast.show("Recording cancelled", { action: { label: "Take it up again", run: () => resumeRecording(editor, given) } });
  }, [editor]);
  return { recording, cancel, ...shown };
}
