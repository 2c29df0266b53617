"use client";

import { createContext, useContext } from "react";

/** What the rules are set for: one design, or all designs of a workspace. */
export type SettingsScope = "design" | "workspace";

/** What the settings inside are for; a design unless said otherwise. */
export const SettingsScopeContext = createContext<SettingsScope>("design");

/** What the settings around are for, with the words for it. */
export function useSettingsScope(): { readonly scope: SettingsScope; readonly subject: string } {
  const scope = useContext(SettingsScopeContext);
  return { scope, subject: scope === "design" ? "This design" : "The workspace" };
}
