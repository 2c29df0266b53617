import { type Actor, mayEdit, type Role } from "#lib/server/actor.ts";
import type { ServerContext } from "#lib/server/context.ts";
import { workspaceOf } from "#lib/server/database/instance.ts";
import { type WorkspaceMeta, workspacesOf } from "#lib/server/workspaces/workspaces.ts";
import type { Person } from "./people.ts";
import { isUnset } from "./setup.ts";

/** Who asks, what they may do here, and how one signs in. */
export interface Me {
  readonly hasAccounts: boolean;
  readonly needsSetup: boolean;
  readonly isSignUpOpen: boolean;
  readonly sendsMail: boolean;
  readonly provider: string | null;
  readonly person: Person | null;
  readonly hasPassword: boolean;
  readonly workspace: {
    readonly id: string;
    readonly title: string;
    readonly roles: Role[];
    readonly isAdmin: boolean;
    readonly isOwner: boolean;
    readonly canEdit: boolean;
  } | null;
  /** Every workspace that the person may come into. */
  readonly workspaces: WorkspaceMeta[];
}

/** Tells an actor about itself. */
export async function me(actor: Actor, { accounts, database }: ServerContext): Promise<Me> {
  const about = {
    hasAccounts: accounts !== undefined,
    isSignUpOpen: accounts?.isSignUpOpen === true,
    sendsMail: accounts?.mail !== undefined,
    provider: accounts?.oidc?.title ?? null,
  };
  const nobody = { ...about, person: null, hasPassword: false, workspaces: [] };
  if (actor.kind === "guest") return { ...nobody, needsSetup: accounts !== undefined && (await isUnset(database)), workspace: null };
  const workspace = await database.workspace.findUniqueOrThrow({ where: { id: workspaceOf(actor) }, select: { id: true, title: true } });
  if (actor.kind === "local") return { ...nobody, needsSetup: false, workspace: { ...workspace, roles: [], isAdmin: true, isOwner: true, canEdit: true } };
  const { userId, roles, isAdmin, isOwner } = actor;
  const [workspaces, user] = await Promise.all([
    workspacesOf(database, userId),
    database.user.findUniqueOrThrow({ where: { id: userId }, select: { id: true, name: true, email: true, password: { select: { userId: true } } } }),
  ]);
  const { password, ...person } = user;
  return {
    ...about,
    needsSetup: false,
    person,
    hasPassword: password !== null,
    workspace: { ...workspace, roles: [...roles], isAdmin, isOwner, canEdit: mayEdit(actor) },
    workspaces,
  };
}
