import { type Actor, type Member, mayEdit } from "./actor.ts";
import { AppError, notFound } from "./errors.ts";

/**
 * Who may use an operation: anybody; whoever is signed in; whoever looks at, edits, runs or owns the workspace; or whoever may view or edit the
 * design it is about. `design:history` is for whoever belongs to the design's workspace: a share link shows what is there, not what was there.
 */
export type Policy = "public" | "account" | "workspace:view" | "workspace:edit" | "workspace:admin" | "workspace:owner" | "design:view" | "design:history" | "design:edit";

/**
 * Lets an actor pass or throws. What an actor may not know to exist is `not_found`; what it knows and may not do is `forbidden`.
 * @param designId the design that the operation is about
 */
export function authorize(actor: Actor, policy: Policy, designId: string | undefined): void {
  if (policy === "public" || actor.kind === "local") return;
  if (isAboutDesign(policy)) authorizeDesign(actor, policy, designId);
  else {
    if (actor.kind === "guest") throw actor.grants.length === 0 || policy === "account" ? unauthenticated() : forbiddenToGuest();
    authorizeMember(actor, policy);
    if (designId !== undefined) authorizeDesign(actor, "design:view", designId);
  }
}

/** Refuses whoever has no business with an operation at all, before anything is said about what was sent. */
export function authorizeCaller(actor: Actor, policy: Policy): void {
  if (!isAboutDesign(policy)) authorize(actor, policy, undefined);
}

/** Policies that ask about one design. */
type DesignPolicy = Extract<Policy, `design:${string}`>;
const isAboutDesign = (policy: Policy): policy is DesignPolicy => policy.startsWith("design:");

function authorizeDesign(actor: Exclude<Actor, { readonly kind: "local" }>, policy: DesignPolicy, designId: string | undefined): void {
  if (actor.kind === "member" && actor.designId !== undefined && actor.designId === designId) {
    if (policy === "design:edit" && !mayEdit(actor)) throw forbiddenToViewer();
    return;
  }
  const grant = actor.grants.find((candidate) => candidate.designId === designId);
  if (grant === undefined) throw notFound();
  if (policy !== "design:view") throw forbiddenToGuest();
}

function authorizeMember(member: Member, policy: Exclude<Policy, "public" | DesignPolicy>): void {
  if (policy === "workspace:edit" && !mayEdit(member)) throw forbiddenToViewer();
  if (policy === "workspace:admin" && !member.isAdmin) throw new AppError("forbidden", "Only an administrator of the workspace may do this.");
  if (policy === "workspace:owner" && !member.isOwner) throw new AppError("forbidden", "Only the owner of the workspace may do this.");
}

const unauthenticated = (): AppError =>
  new AppError("unauthenticated", "You are not signed in. Sign in, or ask for a share link. A Lintel without accounts only lets in whoever sits at its own machine.");

const forbiddenToGuest = (): AppError => new AppError("forbidden", "Your link lets you look at one design, nothing more. Make a copy of it to change it.");

const forbiddenToViewer = (): AppError =>
  new AppError("forbidden", "You are a viewer here: you may look at everything and change nothing. An administrator of the workspace can give you another role.");

/** Whether an actor may change a design, not only look at it. */
export function canEdit(actor: Actor, designId: string): boolean {
  try {
    authorize(actor, "design:edit", designId);
    return true;
  } catch {
    return false;
  }
}
