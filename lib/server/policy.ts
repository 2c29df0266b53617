import { type Actor, grantUsed, type Member, mayEdit, maySetRules, reaches, type Right, RIGHTS, rightOf, type Scope } from "./actor.ts";
import { AppError, notFound } from "./errors.ts";

/**
 * Who may use an operation: anybody; whoever is signed in; whoever looks at, edits, sets the rules of, runs or owns the workspace; or whoever may
 * view, comment on, write the requirements of, edit or manage the design it is about. `design:history` is for whoever belongs to the design's workspace: a share link shows
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
  "design:requirements",
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
  const right = grant?.scope ?? (isMembers ? rightOf(actor) : undefined);
  if (right === undefined) throw notFound();
  if (policy === "design:history" ? isMembers : reaches(right, RIGHT_OF[policy])) return;
  throw grant === undefined ? forbiddenToRole(right) : forbiddenToBearer(grant.scope);
}

const RIGHT_OF: Readonly<Record<`design:${Right}`, Right>> = {
  "design:view": "view",
  "design:comment": "comment",
  "design:requirements": "requirements",
  "design:edit": "edit",
  "design:manage": "manage",
};

function authorizeMember(member: Member, policy: Exclude<Policy, "public" | DesignPolicy>): void {
  if (policy === "workspace:edit" && !mayEdit(member)) throw forbiddenToRole(rightOf(member));
  if (policy === "workspace:rules" && !maySetRules(member)) throw new AppError("forbidden", "Only a principal engineer or an administrator sets the rules of the workspace.");
  if (policy === "workspace:admin" && !member.isAdmin) throw new AppError("forbidden", "Only an administrator of the workspace may do this.");
  if (policy === "workspace:owner" && !member.isOwner) throw new AppError("forbidden", "Only the owner of the workspace may do this.");
}

const unauthenticated = (): AppError =>
  new AppError("unauthenticated", "You are not signed in. Sign in, or ask for a share link. A Lintel without accounts only lets in whoever sits at its own machine.");

const forbiddenToGuest = (): AppError => new AppError("forbidden", "Your link opens one design, nothing more.");

const WORDS: Readonly<Record<Scope, string>> = { view: "look at this design", comment: "look at this design and comment on it", edit: "edit this design" };
const forbiddenToBearer = (scope: Scope): AppError => new AppError("forbidden", `Your link lets you ${WORDS[scope]}, nothing more. Whoever sent it can give you another.`);

const ROLE_WORDS: Readonly<Record<Right, string>> = {
  view: "You are a viewer here: you may look at everything and change nothing.",
  comment: "Your role here lets you look at designs and comment on them; back-end and principal engineers draw them.",
  requirements: "As a product manager you write the requirements of a design; back-end and principal engineers draw and manage it.",
  edit: "You may edit this design, not manage it.",
  manage: "You may not do this.",
};
const forbiddenToRole = (right: Right): AppError => new AppError("forbidden", `${ROLE_WORDS[right]} An administrator of the workspace can give you another role.`);

/** Whether an actor may do something; with a design when it is about one. */
export function may(actor: Actor, policy: Policy, designId?: string): boolean {
  try {
    authorize(actor, policy, designId);
    return true;
  } catch {
    return false;
  }
}

/** The most that an actor may do with a design that it may look at. */
export const rightWith = (actor: Actor, designId: string): Right => RIGHTS.findLast((right) => may(actor, `design:${right}`, designId)) ?? "view";
