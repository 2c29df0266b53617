/** What a share link lets its bearer do. */
export type Scope = "view";

/** One design that is open to whoever bears a share link. */
export interface Grant {
  readonly linkId: string;
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

/**
 * On whose behalf the server acts; the first parameter of everything that reads or changes something.
 * `local` is whoever sits at the machine of an installation without accounts; a `guest` has what share links gave; a `member` is signed in.
 */
export type Actor = { readonly kind: "local" } | { readonly kind: "guest"; readonly grants: readonly Grant[] } | Member;

/** The person at the machine itself. */
export const LOCAL_ACTOR: Actor = { kind: "local" };
/** Somebody nothing is known about. */
export const STRANGER: Actor = { kind: "guest", grants: [] };

/** How a person with an account is recorded. */
export const userName = (userId: string): string => `user:${userId}`;

/** How an actor is recorded beside what it did. */
export function actorName(actor: Actor): string {
  if (actor.kind === "local") return "local";
  if (actor.kind === "member") return userName(actor.userId);
  const [first] = actor.grants;
  return first === undefined ? "stranger" : `share:${first.linkId}`;
}

/** Whether a member may change the designs of the workspace: everybody but viewers. */
export const mayEdit = ({ isAdmin, roles }: Pick<Member, "isAdmin" | "roles">): boolean => isAdmin || roles.some((role) => role !== "viewer");
