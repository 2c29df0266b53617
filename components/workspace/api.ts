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

/** A workspace in a list. */
export interface WorkspaceSummary {
  readonly id: string;
  readonly title: string;
}
/** People of the workspace who work together. */
export interface TeamSummary {
  readonly id: string;
  readonly title: string;
  readonly memberIds: readonly string[];
}
/** What a team is called and who belongs to it. */
export type TeamContent = Omit<TeamSummary, "id">;

/** Makes a workspace; one goes on working where one is. */
export const createWorkspace = (title: string): Promise<WorkspaceSummary> => ask("POST", "/workspaces", { title });
/** Works in another workspace from now on. */
export const enterWorkspace = (id: string): Promise<WorkspaceSummary> => ask("POST", `/workspaces/${id}/enter`, {});
/** Deletes the workspace for good. */
export const deleteWorkspace = (): Promise<unknown> => ask("DELETE", "/workspace");
/** The teams of the workspace. */
export const listTeams = (): Promise<{ readonly items: readonly TeamSummary[] }> => ask("GET", "/workspace/teams");
/** Makes a team. */
export const createTeam = (content: TeamContent): Promise<TeamSummary> => ask("POST", "/workspace/teams", content);
/** Gives a team another name and other members. */
export const changeTeam = (id: string, content: TeamContent): Promise<TeamSummary> => ask("PATCH", `/workspace/teams/${id}`, content);
/** Dissolves a team. */
export const deleteTeam = (id: string): Promise<unknown> => ask("DELETE", `/workspace/teams/${id}`);
