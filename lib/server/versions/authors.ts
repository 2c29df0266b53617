import type { Database, Transaction } from "#lib/server/database/database.ts";

/** Who changed something, as others may know them. */
export interface Author {
  /** `member`: a person with an account. `link`: somebody with a share link. `local`: whoever sits at the machine. `unknown`: somebody nothing is known about. */
  readonly kind: "member" | "link" | "local" | "unknown";
  /** Name of whoever is signed in. */
  readonly name: string | null;
}

const PREFIX = { user: "user:", share: "share:" } as const;

/** Recorded actors as authors. Names are those of the accounts; what a document or a browser says about names does not count. */
export async function authorsOf(database: Database | Transaction, actors: readonly string[]): Promise<ReadonlyMap<string, Author>> {
  const different = [...new Set(actors)];
  const userIds = different.flatMap((actor) => userOf(actor) ?? []);
  const users = userIds.length === 0 ? [] : await database.user.findMany({ where: { id: { in: userIds } }, select: { id: true, name: true } });
  const names = new Map(users.map(({ id, name }) => [id, name]));
  return new Map(different.map((actor) => [actor, authorOf(actor, names)]));
}

/** The person in `user:…` and in `share:…+user:…`. */
const userOf = (actor: string): string | undefined =>
  actor
    .split("+")
    .find((part) => part.startsWith(PREFIX.user))
    ?.slice(PREFIX.user.length);

function authorOf(actor: string, names: ReadonlyMap<string, string>): Author {
  if (actor === "local") return { kind: "local", name: null };
  const name = names.get(userOf(actor) ?? "");
  if (actor.startsWith(PREFIX.share)) return { kind: "link", name: name ?? null };
  return name === undefined ? { kind: "unknown", name: null } : { kind: "member", name };
}

/** Whose changes came after a number, by the connections that brought them; with no version before, whoever made the design too. */
export async function actorsSince(database: Database | Transaction, designId: string, after: number): Promise<string[]> {
  const rows = await database.$queryRaw<readonly { readonly actor: string }[]>`
    SELECT "actor" FROM "DesignUpdate" WHERE "designId" = ${designId} AND "seq" > ${after}
    UNION SELECT "actor" FROM "DesignAuthor" WHERE "designId" = ${designId} AND "lastSeq" > ${after}
    UNION SELECT "createdBy" FROM "DesignDocument" WHERE "id" = ${designId} AND ${after} = 0
    ORDER BY 1`;
  return rows.map(({ actor }) => actor);
}

/** Keeps who made the changes up to a number, before these are merged and forgotten. */
export async function keepAuthors(transaction: Transaction, designId: string, upTo: number): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO "DesignAuthor" ("designId", "actor", "lastSeq")
    SELECT "designId", "actor", max("seq") FROM "DesignUpdate" WHERE "designId" = ${designId} AND "seq" <= ${upTo} GROUP BY "designId", "actor"
    ON CONFLICT ("designId", "actor") DO UPDATE SET "lastSeq" = greatest("DesignAuthor"."lastSeq", excluded."lastSeq")`;
}
