import { type Actor, grantUsed, type Member, mayEdit, maySetRules, type Scope } from "./actor.ts";
import { AppError, notFound } from "./errors.ts";

/**
 * What somebody may do with a design, each with what the ones before it may. Only members of its workspace manage it (delete it, share it): what
 * a link gives ends with the link, and nobody hands on more than they have.
 */
const RIGHTS = ["view", "comment", "edit", "manage"] as const;
type Right = (typeof RIGHTS)[number];

/**
 * Who may use an operation: anybody; whoever is signed in; whoever looks at, edits, sets the rules of, runs or owns the workspace; or whoever may
 * view, comment on, edit or manage the design it is about. `design:history` is for whoever belongs to the design's workspace: a share link shows
 * what is there, not what was there.
 */
export const POLICIES = [
  "public",
  "account",
  "workspace:view",
  "workspace:edit",
  "workspace:rules",
  "workspace:admin",
  "workspace:owner",
  "design:view",
  "design:history",
  "design:comment",
  "design:edit",
  "design:manage",
] as const;
/** One of these. */
export type Policy = (typeof POLICIES)[number];
type DesignPolicy = Extract<Policy, `design:${string}`>;

/**
 * Lets an actor pass or throws. What an actor may not know to exist is `not_found`; what it knows and may not do is `forbidden`.
 * @param designId the design that the operation is about
 */
export function authorize(actor: Actor, policy: Policy, designId: string | undefined): void {
  if (policy === "public" || actor.kind === "local") return;
  if (isOfDesign(policy)) authorizeDesign(actor, policy, designId);
  else {
    if (actor.kind === "guest") throw actor.grants.length === 0 || policy === "account" ? unauthenticated() : forbiddenToGuest();
    if (designId !== undefined) authorizeDesign(actor, "design:view", designId);
    authorizeMember(actor, policy);
  }
}

/** Refuses whoever has no business with an operation at all, before anything is said about what was sent; a member's rights with a design are those of its workspace. */
export function authorizeCaller(actor: Actor, policy: Policy, isAboutDesign: boolean): void {
  if (!isOfDesign(policy) && !(isAboutDesign && actor.kind === "member")) authorize(actor, policy, undefined);
}

/** Whether a policy asks about one design. */
export const isOfDesign = (policy: Policy): policy is DesignPolicy => policy.startsWith("design:");

function authorizeDesign(actor: Exclude<Actor, { readonly kind: "local" }>, policy: DesignPolicy, designId: string | undefined): void {
  if (designId === undefined) throw notFound();
  const grant = grantUsed(actor, designId);
  const isMembers = actor.kind === "member" && actor.designId === designId;
  const right: Right | undefined = isMembers && mayEdit(actor) ? "manage" : (grant?.scope ?? (isMembers ? "view" : undefined));
  if (right === undefined) throw notFound();
  if (policy === "design:history" ? isMembers : RIGHTS.indexOf(right) >= RIGHTS.indexOf(RIGHT_OF[policy])) return;
  throw grant === undefined ? forbiddenToViewer() : forbiddenToBearer(grant.scope);
}

const RIGHT_OF: Readonly<Record<`design:${Right}`, Right>> = { "design:view": "view", "design:comment": "comment", "design:edit": "edit", "design:manage": "manage" };

function authorizeMember(member: Member, policy: Exclude<Policy, "public" | DesignPolicy>): void {
  if (policy === "workspace:edit" && !mayEdit(member)) throw forbiddenToViewer();
  if (policy === "workspace:rules" && !maySetRules(member)) throw new AppError("forbidden", "Only a principal engineer or an administrator sets the rules of the workspace.");
  if (policy === "workspace:admin" && !member.isAdmin) throw new AppError("forbidden", "Only an administrator of the workspace may do this.");
  if (policy === "workspace:owner" && !member.isOwner) throw new AppError("forbidden", "Only the owner of the workspace may do this.");
}

const unauthenticated = (): AppError =>
  new AppError("unauthenticated", "You are not signed in. Sign in, or ask for a share link. A Lintel without accounts only lets in whoever sits at its own machine.");

const forbiddenToGuest = (): AppError => new AppError("forbidden", "Your link opens one design, nothing more.");

const WORDS: Readonly<Record<Scope, string>> = { view: "look at this design", comment: "look at this design and comment on it", edit: "edit this design" };
const forbiddenToBearer = (scope: Scope): AppError => new AppError("forbidden", `Your link lets you ${WORDS[scope]}, nothing more. Whoever sent it can give you another.`);

const forbiddenToViewer = (): AppError =>
  new AppError("forbidden", "You are a viewer here: you may look at everything and change nothing. An administrator of the workspace can give you another role.");

/** Whether an actor may do something; with a design when it is about one. */
export function may(actor: Actor, policy: Policy, designId?: string): boolean {
  try {
    authorize(actor, policy, designId);
    return true;
  } catch {
    return false;
  }
}
