"use client";

import { CloudOff } from "lucide-react";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";
import type { SaveState } from "#lib/editor/autosave.ts";

/** A connection that is back within this time is not worth a word. */
const PATIENCE_MS = 2_000;

/** Says across the window that the server is away for longer than a moment, and that nothing is lost. The save indicator says it to screen readers. */
export function OfflineBanner({ state }: { readonly state: StoreApi<SaveState> }) {
  const now = useStore(state);
  const isOffline = now.kind === "offline";
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (!isOffline) {
      setShown(false);
      return undefined;
    }
    const timer = setTimeout(() => setShown(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isOffline]);
  if (!isShown || now.kind !== "offline") return null;
  return (
    <p role="note" aria-label="Offline" className="flex shrink-0 items-center gap-2 border-b border-line bg-raised px-3 py-1 text-sm text-warning">
      <CloudOff aria-hidden size={14} />
      <span>{now.reason} Go on working: your changes are kept in this browser and are sent as soon as the server answers.</span>
    </p>
  );
}
