/** What a share link lets its bearer do. */
export type Scope = "view";

/** One design that is open to whoever bears a share link. */
export interface Grant {
  readonly linkId: string;
  readonly designId: string;
  readonly scope: Scope;
}

/**
 * On whose behalf the server acts; the first parameter of everything that reads or changes something.
 * `local` is whoever sits at the machine of a fresh installation, which has no accounts yet; a `guest` has what share links gave.
 */
export type Actor = { readonly kind: "local" } | { readonly kind: "guest"; readonly grants: readonly Grant[] };

/** The person at the machine itself. */
export const LOCAL_ACTOR: Actor = { kind: "local" };
/** Somebody nothing is known about. */
export const STRANGER: Actor = { kind: "guest", grants: [] };

/** How an actor is recorded beside what it did. */
export function actorName(actor: Actor): string {
  if (actor.kind === "local") return "local";
  const [first] = actor.grants;
  return first === undefined ? "stranger" : `share:${first.linkId}`;
}
