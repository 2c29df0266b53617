"use client";

import { useEffect } from "react";
import { useEditor, useUi } from "#components/studio/use-editor.tsx";
import type { ElementMark } from "#lib/editor/element-mark.ts";
import type { Id } from "#lib/model/schema.ts";

/** Lights elements of the canvas and writes words beside them while this is shown; a recording has the canvas for itself. Both lists must stay the same as long as what they say does. */
export function useLight(lit: readonly Id[], marks: readonly ElementMark[]): void {
  const editor = useEditor();
  const recording = useUi((state) => state.recording !== undefined);
  useEffect(() => {
    if (!recording) editor.ui.setState({ lit, marks });
  }, [editor, lit, marks, recording]);
  useEffect(() => () => editor.ui.setState({ lit: [], marks: [] }), [editor]);
}
