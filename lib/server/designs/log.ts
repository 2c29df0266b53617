import type { Database, Transaction } from "#lib/server/database/database.ts";
import { notFound } from "#lib/server/errors.ts";

/** Where the history of a design stands. */
export interface Head {
  readonly generation: number;
  readonly seq: number;
}

/** Part of the history of a design: everything up to a number in one update, or a single update. */
export interface LogEntry {
  readonly kind: "snapshot" | "update";
  readonly seq: number;
  readonly bytes: Uint8Array;
}

/** Where a design stands; `not_found` when it is deleted or never was. */
export async function readHead(database: Database | Transaction, designId: string): Promise<Head> {
  const [row] = await database.$queryRaw<readonly Head[]>`
    SELECT "generation", "headSeq" AS "seq" FROM "DesignDocument" WHERE "id" = ${designId} AND "deletedAt" IS NULL`;
  if (row === undefined) throw notFound();
  return row;
}

/** Where designs stand, deleted ones too, and which version the rules of their workspaces have. */
export async function readHeads(
  database: Database,
  designIds: readonly string[],
): Promise<readonly (Head & { readonly id: string; readonly workspaceId: string; readonly rulesVersion: number })[]> {
  return database.$queryRaw`
    SELECT design."id", design."generation", design."headSeq" AS "seq", design."workspaceId", workspace."rulesVersion"
    FROM "DesignDocument" design JOIN "Workspace" workspace ON workspace."id" = design."workspaceId" WHERE design."id" = ANY(${[...designIds]})`;
}

/** Where a design stands, and nobody else appends to the design until the transaction ends. */
export async function lockHead(transaction: Transaction, designId: string): Promise<Head> {
  const [row] = await transaction.$queryRaw<readonly Head[]>`
    SELECT "generation", "headSeq" AS "seq" FROM "DesignDocument" WHERE "id" = ${designId} AND "deletedAt" IS NULL FOR UPDATE`;
  if (row === undefined) throw notFound();
  return row;
}

/**
 * The history after a number, oldest first. Where single updates were merged meanwhile it begins with the snapshot that holds them.
 * One statement, so that a merge at the same moment is seen either wholly or not at all.
 */
export function readLog(database: Database | Transaction, designId: string, generation: number, after: number): Promise<LogEntry[]> {
  return database.$queryRaw<LogEntry[]>`
    SELECT 'snapshot' AS "kind", "seq", "state" AS "bytes" FROM "DesignSnapshot"
      WHERE "designId" = ${designId} AND "generation" = ${generation} AND "seq" > ${after}
    UNION ALL
    SELECT 'update' AS "kind", "seq", "bytes" FROM "DesignUpdate"
      WHERE "designId" = ${designId} AND "generation" = ${generation} AND "seq" > ${after}
    ORDER BY "seq", "kind"`;
}
