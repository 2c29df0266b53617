import pg from "pg";
import { DRAWING_ROLES } from "#lib/server/actor.ts";
import type { Head } from "./log.ts";

/** A change on its way into the log. */
export interface NewRow {
  readonly updateId: string;
  readonly bytes: Uint8Array;
  readonly actor: string;
}

/** Changes that follow upon a place in the history of a design. */
export interface NewRows {
  readonly designId: string;
  /** Where the design is believed to stand. */
  readonly head: Head;
  readonly rows: readonly NewRow[];
  /** Share links by which some of them come: nothing is stored once one of these has ended. */
  readonly linkIds: readonly string[];
  /** Sessions of the members who bring the others: likewise, once a session has ended or its person may not draw. */
  readonly sessionIds: readonly string[];
  /** The title that the design has with them. */
  readonly title: string;
}

/**
 * Head, rows and commit in one turn to the database. Nothing is written when the design stands elsewhere or was deleted, or when a link, a session or a
 * right has ended: whoever ends one waits until the group is stored, so that nothing comes after the end.
 */
const APPEND = {
  name: "append",
  text: `
    WITH open AS (
      SELECT "id" FROM "ShareLink" WHERE "id" = ANY($8::text[]) AND "revokedAt" IS NULL AND ("expiresAt" IS NULL OR "expiresAt" > clock_timestamp()) ORDER BY "id" FOR SHARE
    ), member AS (
      SELECT session."id" FROM "Session" session
        JOIN "Membership" membership ON membership."userId" = session."userId"
        JOIN "DesignDocument" design ON design."id" = $1 AND design."workspaceId" = membership."workspaceId"
      WHERE session."id" = ANY($9::text[]) AND session."expiresAt" > clock_timestamp() AND membership."deactivatedAt" IS NULL
        AND (membership."isAdmin" OR membership."roles" && $10::text[]::"Role"[])
      ORDER BY session."id" FOR SHARE OF membership FOR KEY SHARE OF session
    ), moved AS (
      UPDATE "DesignDocument"
      SET "headSeq" = $3::int + cardinality($4::text[]), "title" = $7, "updatedAt" = now(), "unkeptSince" = coalesce("unkeptSince", now())
      WHERE "id" = $1 AND "generation" = $2 AND "headSeq" = $3 AND "deletedAt" IS NULL AND (SELECT count(*) FROM open) = cardinality($8::text[])
        AND (SELECT count(*) FROM member) = cardinality($9::text[])
      RETURNING "id"
    )
    INSERT INTO "DesignUpdate" ("designId", "generation", "seq", "updateId", "bytes", "actor")
    SELECT moved."id", $2, $3 + given.place, given.id, given.bytes, given.actor
    FROM moved, unnest($4::text[], $5::bytea[], $6::text[]) WITH ORDINALITY AS given(id, bytes, actor, place)`,
} as const;

const UNIQUE_VIOLATION = "23505";

/**
 * Adds changes to a log in one statement. Answers false, and changes nothing, when the design stands elsewhere than believed or one of the
 * changes is there already: whoever asks has to look first then.
 * @param beforeCommit lets a test hold or break the transaction right before its end
 */
export async function appendRows(pool: pg.Pool, { designId, head, rows, linkIds, sessionIds, title }: NewRows, beforeCommit?: () => Promise<void>): Promise<boolean> {
  const values = [
    designId,
    head.generation,
    head.seq,
    rows.map(({ updateId }) => updateId),
    rows.map(({ bytes }) => bytes),
    rows.map(({ actor }) => actor),
    title,
    linkIds,
    sessionIds,
    DRAWING_ROLES,
  ];
  try {
    const { rowCount } = await (beforeCommit === undefined ? pool.query({ ...APPEND, values }) : within(pool, values, beforeCommit));
    return rowCount === rows.length;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION) return false;
    throw error;
  }
}

async function within(pool: pg.Pool, values: readonly unknown[], beforeCommit: () => Promise<void>): Promise<pg.QueryResult> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const result = await client.query({ ...APPEND, values: [...values] });
    await beforeCommit();
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}
