"use client";

import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import type { Editor } from "#lib/editor/editor.ts";

/** A state of the design: a version by its number, or the design as it is now. */
export type State = number | "now";

/** Which version is looked at, and beside which other state. */
export interface Looking {
  readonly version: number;
  readonly beside: State | undefined;
}

/** What is drawn instead of the design as it is. */
export interface Preview {
  /** One state, or two over each other. */
  readonly editor: Editor;
  /** Says what is drawn: `From “Before the cache” to now`. */
  readonly title: string;
  /** Whether two states are drawn over each other. */
  readonly isComparison: boolean;
}

interface PreviewState {
  readonly looking: Looking | undefined;
  readonly preview: Preview | undefined;
  /** Looks at another version; at none to go back to the design as it is. */
  readonly look: (looking: Looking | undefined) => void;
  /** Draws what is looked at. */
  readonly show: (preview: Preview) => void;
}

const PreviewContext = createContext<PreviewState | undefined>(undefined);

/** Lets a panel inside show a version on the canvas. */
export function PreviewProvider({ children }: { readonly children: ReactNode }) {
  const [looking, setLooking] = useState<Looking>();
  const [preview, show] = useState<Preview>();
  const look = useCallback((next: Looking | undefined) => {
    setLooking(next);
    if (next === undefined) show(undefined);
  }, []);
  const state = useMemo(() => ({ looking, preview, look, show }), [looking, preview, look]);
  return <PreviewContext value={state}>{children}</PreviewContext>;
}

/** The version that is looked at, and the way to look at another. */
export function usePreview(): PreviewState {
  const state = useContext(PreviewContext);
  if (!state) throw new Error("usePreview needs a PreviewProvider around it.");
  return state;
}
