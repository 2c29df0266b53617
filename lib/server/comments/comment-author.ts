import { type Actor, grantUsed } from "#lib/server/actor.ts";
import type { Author } from "#lib/server/versions/authors.ts";

/** Who says something, as it is stored beside it. */
export interface StoredAuthor {
  /** `user:…`, `visit:…` of a guest, or `local`. Whoever has the same one may change what was said. */
  readonly author: string;
  readonly authorName: string | null;
  readonly linkId: string | null;
}

/** How an actor is stored beside what it says about a design. Whoever has an account has the name of the account; `name` counts for everybody else. */
export function storedAuthor(actor: Actor, designId: string, name: string | undefined): StoredAuthor {
  const grant = grantUsed(actor, designId);
  const linkId = grant?.linkId ?? null;
  if (actor.kind !== "local" && actor.userId !== undefined) return { author: `user:${actor.userId}`, authorName: null, linkId };
  return { author: grant === undefined ? "local" : `visit:${grant.visitId}`, authorName: name ?? null, linkId };
}

/** What is stored of an author as others may know it; `names` are those of accounts. */
export function authorOf({ author, authorName, linkId }: StoredAuthor, names: ReadonlyMap<string, string>): Author {
  if (author === "local") return { kind: "local", name: authorName };
  if (author.startsWith("visit:")) return { kind: "link", name: authorName };
  const name = names.get(author.slice("user:".length));
  return name === undefined ? { kind: "unknown", name: null } : { kind: linkId === null ? "member" : "link", name };
}
