"use client";

import dynamic from "next/dynamic";
import { createContext, type ReactNode, useCallback, useContext, useState } from "react";
import type { SettingsPlace } from "./settings-place.ts";

const DesignRulesDialog = dynamic(() => import("./design-rules-dialog.tsx").then((module) => module.DesignRulesDialog), { ssr: false });

const OpenContext = createContext<((place?: SettingsPlace) => void) | undefined>(undefined);

/** Lets everything inside open the rule settings, and shows them over it. */
export function RuleSettingsProvider({ children }: { readonly children: ReactNode }) {
  const [place, setPlace] = useState<SettingsPlace>();
  const open = useCallback((next: SettingsPlace = { tab: "rules" }) => setPlace(next), []);
  return (
    <OpenContext value={open}>
      {children}
      {place ? <DesignRulesDialog place={place} onClose={() => setPlace(undefined)} /> : null}
    </OpenContext>
  );
}

/** Opens the rule settings, at one rule when it is named. */
export function useOpenRuleSettings(): (place?: SettingsPlace) => void {
  const open = useContext(OpenContext);
  if (!open) throw new Error("useOpenRuleSettings needs a RuleSettingsProvider around it.");
  return open;
}
