/** What a share link lets its bearer do; each of these may do what the ones before it may. */
export const SCOPES = ["view", "comment", "edit"] as const;
/** One of these. */
export type Scope = (typeof SCOPES)[number];

/** One design that is open to a browser which a share link let in. */
export interface Grant {
  readonly linkId: string;
  /** The visit of this one browser. */
  readonly visitId: string;
  readonly designId: string;
  readonly scope: Scope;
}

/** What a person is in a workspace, beside being its administrator or not. */
export const ROLES = ["PM", "PE", "BE", "FE", "DevOps", "specialist", "viewer"] as const;
/** One of these. */
export type Role = (typeof ROLES)[number];

/** Somebody who is signed in, in the workspace that they work in. */
export interface Member {
  readonly kind: "member";
  readonly userId: string;
  readonly sessionId: string;
  readonly workspaceId: string;
  readonly roles: readonly Role[];
  readonly isAdmin: boolean;
  readonly isOwner: boolean;
  /** What share links gave beside the membership. */
  readonly grants: readonly Grant[];
  /** The design that the present operation is about, when it is one of the workspace. */
  readonly designId?: string | undefined;
}

/** Somebody who has what share links gave and nothing else. */
export interface Guest {
  readonly kind: "guest";
  readonly grants: readonly Grant[];
  /** Who it is, when somebody who is signed in looks through a link. */
  readonly userId?: string | undefined;
}

/**
 * On whose behalf the server acts; the first parameter of everything that reads or changes something.
 * `local` is whoever sits at the machine of an installation without accounts; a `guest` comes by share links; a `member` is signed in.
 */
export type Actor = { readonly kind: "local" } | Guest | Member;

/** The person at the machine itself. */
export const LOCAL_ACTOR: Actor = { kind: "local" };
/** Somebody nothing is known about. */
export const STRANGER: Actor = { kind: "guest", grants: [] };

/** How a person with an account is recorded. */
const userName = (userId: string): string => `user:${userId}`;

/** How an actor is recorded beside what it did to a design: a person, or the link that it came by, with the person where that is known. */
export function actorName(actor: Actor, designId?: string): string {
  if (actor.kind === "local") return "local";
  const grant = designId === undefined ? (actor.kind === "guest" ? actor.grants[0] : undefined) : grantUsed(actor, designId);
  const names = [grant === undefined ? undefined : `share:${grant.linkId}`, actor.userId === undefined ? undefined : userName(actor.userId)].filter((name) => name !== undefined);
  return names.length === 0 ? "stranger" : names.join("+");
}

/** The link by which an actor does something with a design: the one that lets it do most; nothing when a membership lets it do as much. */
export function grantUsed(actor: Actor, designId: string): Grant | undefined {
  if (actor.kind === "local") return undefined;
  const [strongest] = actor.grants.filter((grant) => grant.designId === designId).toSorted((a, b) => SCOPES.indexOf(b.scope) - SCOPES.indexOf(a.scope));
  const isMembers = actor.kind === "member" && actor.designId === designId && (mayEdit(actor) || strongest?.scope === "view");
  return isMembers ? undefined : strongest;
}

/** Whether a member may change the designs of the workspace: everybody but viewers. */
export const mayEdit = ({ isAdmin, roles }: Pick<Member, "isAdmin" | "roles">): boolean => isAdmin || roles.some((role) => role !== "viewer");

/** Whether a member may set the rules that all designs of the workspace are judged by. */
export const maySetRules = ({ isAdmin, roles }: Pick<Member, "isAdmin" | "roles">): boolean => isAdmin || roles.includes("PE");
