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

/**
 * What somebody may do with a design, each with what the ones before it may: look, comment, write its requirements, draw, and manage it (delete it,
 * share it). Only members of its workspace manage it: what a link gives ends with the link, and nobody hands on more than they have.
 */
export const RIGHTS = ["view", "comment", "requirements", "edit", "manage"] as const;
/** One of these. */
export type Right = (typeof RIGHTS)[number];

/** Roles of those who draw designs, and of those who write into them at all. */
export const DRAWING_ROLES: readonly Role[] = ["BE", "PE"];
export const WRITING_ROLES: readonly Role[] = [...DRAWING_ROLES, "PM"];

type Standing = Pick<Member, "isAdmin" | "roles">;
const hasOneOf = (roles: readonly Role[], wanted: readonly Role[]): boolean => roles.some((role) => wanted.includes(role));

/** What the roles of a member let them do with the designs of the workspace. */
export function rightOf({ isAdmin, roles }: Standing): Right {
  if (isAdmin || hasOneOf(roles, DRAWING_ROLES)) return "manage";
  if (hasOneOf(roles, WRITING_ROLES)) return "requirements";
  return roles.some((role) => role !== "viewer") ? "comment" : "view";
}

/** Whether a right is at least as much as another. */
export const reaches = (right: Right, wanted: Right): boolean => RIGHTS.indexOf(right) >= RIGHTS.indexOf(wanted);

/** The link by which an actor does something with a design: the one that lets it do most; nothing when a membership lets it do as much. */
export function grantUsed(actor: Actor, designId: string): Grant | undefined {
  if (actor.kind === "local") return undefined;
  const [strongest] = actor.grants.filter((grant) => grant.designId === designId).toSorted((a, b) => SCOPES.indexOf(b.scope) - SCOPES.indexOf(a.scope));
  const isMembers = actor.kind === "member" && actor.designId === designId && (strongest === undefined || reaches(rightOf(actor), strongest.scope));
  return isMembers ? undefined : strongest;
}

/** Whether a member may make designs and write into those of the workspace. */
export const mayEdit = (member: Standing): boolean => reaches(rightOf(member), "requirements");

/** Whether a member may set the rules that all designs of the workspace are judged by. */
export const maySetRules = ({ isAdmin, roles }: Standing): boolean => isAdmin || roles.includes("PE");
