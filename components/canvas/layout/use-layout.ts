"use client";

import { useStore } from "zustand";
import { useEditor } from "#components/studio/use-editor.tsx";
import { layoutRunnerOf } from "./layout-runner.ts";

/** Automatic layout of the design: start it, stop it, whether it is under way. */
export function useLayout(): { readonly run: () => Promise<boolean>; readonly cancel: () => void; readonly running: boolean } {
  const runner = layoutRunnerOf(useEditor());
  const running = useStore(runner.state, (state) => state.running);
  return { run: () => runner.run(), cancel: () => runner.cancel(), running };
}
