import { ask } from "#components/accounts/api.ts";
import type { Config } from "#lib/model/design.ts";

/** How the workspace sets the rules for its designs. */
export interface WorkspaceRules {
  /** Grows with every change. */
  readonly version: number;
  readonly rules: Config;
}

/** How the workspace sets the rules, and whether one may change that. */
export const readRules = (): Promise<WorkspaceRules & { readonly canChange: boolean }> => ask("GET", "/workspace/rules");
/** Sets the rules anew, starting from a version. */
export const changeRules = ({ version, rules }: WorkspaceRules): Promise<WorkspaceRules> => ask("PATCH", "/workspace/rules", { version, rules });
