import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import * as Y from "yjs";
import type { PostgresAddress } from "#lib/server/postgres/embedded.ts";

/** What the database holds of all designs, read without Lintel's own code. */
export interface StoredDesigns {
  /** Keys of a map in a design; none when there is no such design. */
  keys(designId: string, map: string): ReadonlySet<string>;
  /** What is wrong with the logs: gaps, numbers twice, rows that cannot be read. */
  readonly problems: readonly string[];
}

interface Row {
  readonly designId: string;
  readonly generation: number;
  readonly headSeq: number;
  readonly seq: number;
  readonly bytes: Buffer;
  readonly kind: string;
}

/** How to reach the embedded database of a data folder. */
export function embeddedAddress(dataFolder: string): PostgresAddress {
  const base = join(dataFolder, "postgres");
  const host = /unix_socket_directories = '"([^"]+)"'/u.exec(readFileSync(join(base, "data/postgresql.conf"), "utf8"))?.[1] ?? "";
  return { host, port: 5432, user: "lintel", database: "lintel", password: readFileSync(join(base, "password"), "utf8") };
}

/** Reads every design of a database and looks whether its log is whole. */
export async function readStored(address: PostgresAddress): Promise<StoredDesigns> {
  const client = new pg.Client(address);
  await client.connect();
  let rows: readonly Row[];
  try {
    ({ rows } = await client.query<Row>(`
      SELECT d."id" AS "designId", d."generation", d."headSeq", l."seq", l."bytes", l."kind" FROM "DesignDocument" d JOIN (
        SELECT "designId", "generation", "seq", "state" AS "bytes", 'snapshot' AS "kind" FROM "DesignSnapshot"
        UNION ALL SELECT "designId", "generation", "seq", "bytes", 'update' FROM "DesignUpdate"
      ) l ON l."designId" = d."id" AND l."generation" = d."generation" ORDER BY d."id", l."seq"`));
  } finally {
    await client.end();
  }
  const problems: string[] = [];
  const documents = new Map<string, Y.Doc>();
  const reached = new Map<string, number>();
  for (const { designId, headSeq, seq, bytes, kind } of rows) {
    const document = documents.get(designId) ?? new Y.Doc();
    documents.set(designId, document);
    const before = reached.get(designId);
    if (before !== undefined && seq !== before + 1) problems.push(`${designId}: ${kind} ${seq} follows ${before}`);
    if (before === undefined && kind === "update" && seq !== 1) problems.push(`${designId} begins with ${seq}`);
    if (seq > headSeq) problems.push(`${designId}: ${seq} is beyond its head ${headSeq}`);
    reached.set(designId, seq);
    try {
      Y.applyUpdate(document, bytes);
    } catch (error) {
      problems.push(`${designId}: ${kind} ${seq} cannot be read: ${String(error)}`);
    }
  }
  for (const { designId, headSeq } of rows) {
    if (reached.get(designId) === headSeq) continue;
    problems.push(`${designId} ends with ${reached.get(designId)}, not with its head ${headSeq}`);
    reached.set(designId, headSeq);
  }
  const read = new Map<string, ReadonlySet<string>>();
  return {
    keys: (designId, map) => {
      const name = `${designId} ${map}`;
      const keys = read.get(name) ?? new Set(documents.get(designId)?.getMap(map).keys());
      read.set(name, keys);
      return keys;
    },
    problems,
  };
}
