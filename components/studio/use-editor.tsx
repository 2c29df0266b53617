"use client";

import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import { useStore } from "zustand";
import type { Derived } from "#lib/editor/derived.ts";
import type { Editor, HistoryStep } from "#lib/editor/editor.ts";
import type { UiState } from "#lib/editor/ui-state.ts";

const EditorContext = createContext<Editor | undefined>(undefined);

/** Hands one editor to everything inside. */
export function EditorProvider({ editor, children }: { readonly editor: Editor; readonly children: ReactNode }) {
  return <EditorContext value={editor}>{children}</EditorContext>;
}

/** The editor of the studio around; commands take it first. */
export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error("useEditor needs an EditorProvider around it.");
  return editor;
}

/** What follows from the design as it stands; renders again after every change. Of its findings only whoever cannot wait may ask: see `useChecked`. */
export function useDerived(): Derived {
  const editor = useEditor();
  return useSyncExternalStore(
    editor.subscribe,
    () => editor.derived,
    () => editor.derived,
  );
}

/** What follows from the newest design whose findings are known; renders again when the next ones are. */
export function useChecked(): Derived {
  const editor = useEditor();
  return useSyncExternalStore(
    editor.subscribe,
    () => editor.checked,
    () => editor.checked,
  );
}

/** A part of what dies with the tab: selection, what is open, what is lit. */
export function useUi<Part>(select: (state: UiState) => Part): Part {
  return useStore(useEditor().ui, select);
}

/** The steps that undo and redo would take next, by name. */
export function useHistory(): { readonly undo: string | undefined; readonly redo: string | undefined } {
  const editor = useEditor();
  const label = (step: HistoryStep | undefined) => step?.label;
  const undo = useSyncExternalStore(
    editor.subscribe,
    () => label(editor.history.undo),
    () => undefined,
  );
  const redo = useSyncExternalStore(
    editor.subscribe,
    () => label(editor.history.redo),
    () => undefined,
  );
  return { undo, redo };
}
