"use client";

import { createContext, type ReactNode, useContext } from "react";
import { useStore } from "zustand";
import type { Presence, PresenceState } from "#lib/editor/presence.ts";

const PresenceContext = createContext<Presence | undefined>(undefined);

/** Hands who is there to everything inside. */
export function PresenceProvider({ presence, children }: { readonly presence: Presence; readonly children: ReactNode }) {
  return <PresenceContext value={presence}>{children}</PresenceContext>;
}

/** Who has the design open, and what this person shows of oneself. */
export function usePresence(): Presence {
  const presence = useContext(PresenceContext);
  if (!presence) throw new Error("usePresence needs a PresenceProvider around it.");
  return presence;
}

/** A part of who is there. */
export function usePeople<Part>(select: (state: PresenceState) => Part): Part {
  return useStore(usePresence().state, select);
}
