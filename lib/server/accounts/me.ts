import { type Actor, mayEdit, type Role } from "#lib/server/actor.ts";
import type { ServerContext } from "#lib/server/context.ts";
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
}

/** Tells an actor about itself. */
export async function me(actor: Actor, { accounts, database }: ServerContext): Promise<Me> {
  const about = {
    hasAccounts: accounts !== undefined,
    isSignUpOpen: accounts?.isSignUpOpen === true,
    sendsMail: accounts?.mail !== undefined,
    provider: accounts?.oidc?.title ?? null,
  };
  if (actor.kind !== "member") return { ...about, needsSetup: accounts !== undefined && (await isUnset(database)), person: null, hasPassword: false, workspace: null };
  const { userId, workspaceId, roles, isAdmin, isOwner } = actor;
  const [user, workspace] = await Promise.all([
    database.user.findUniqueOrThrow({ where: { id: userId }, select: { id: true, name: true, email: true, password: { select: { userId: true } } } }),
    database.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { id: true, title: true } }),
  ]);
  const { password, ...person } = user;
  return { ...about, needsSetup: false, person, hasPassword: password !== null, workspace: { ...workspace, roles: [...roles], isAdmin, isOwner, canEdit: mayEdit(actor) } };
}
