/** Where the rule settings open: a tab, and there a rule. */
export interface SettingsPlace {
  readonly tab: "rules" | "thresholds" | "own";
  readonly rule?: string;
}
