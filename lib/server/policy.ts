import type { Actor } from "./actor.ts";
import { AppError, notFound } from "./errors.ts";

/** Who may use an operation: anybody, whoever works in the workspace, or whoever may view or edit the design it is about. */
export type Policy = "public" | "workspace" | "design:view" | "design:edit";

/**
 * Lets an actor pass or throws. What an actor may not know to exist is `not_found`; what it knows and may not do is `forbidden`.
 * @param designId the design that a `design:…` operation is about
 */
export function authorize(actor: Actor, policy: Policy, designId: string | undefined): void {
  if (policy === "public" || actor.kind === "local") return;
  if (policy === "workspace") throw actor.grants.length === 0 ? unauthenticated() : forbidden();
  const grant = actor.grants.find((candidate) => candidate.designId === designId);
  if (grant === undefined) throw notFound();
  if (policy === "design:edit") throw forbidden();
}

const unauthenticated = (): AppError => new AppError("unauthenticated", "This server only lets in whoever sits at it. Open Lintel on its own machine, or ask for a share link.");

const forbidden = (): AppError => new AppError("forbidden", "Your link lets you look at one design, nothing more. Make a copy of it to change it.");

/** Whether an actor may change a design, not only look at it. */
export function canEdit(actor: Actor, designId: string): boolean {
  try {
    authorize(actor, "design:edit", designId);
    return true;
  } catch {
    return false;
  }
}
