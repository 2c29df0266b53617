import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
import { PrismaClient } from "#lib/server/generated/client.ts";
import type { PostgresAddress } from "#lib/server/postgres/embedded.ts";
import { openPool } from "./pool.ts";

/** The typed database client. */
export type Database = PrismaClient;
/** The same inside a transaction. */
export type Transaction = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];

/** An open database. */
export interface OpenDatabase {
  readonly database: Database;
  /** The connections below, for a statement that runs so often that the way through the client would cost more than the statement. */
  readonly pool: pg.Pool;
  /** Fails when the database does not answer within two seconds. */
  ping(): Promise<void>;
  /** Says whether the database swallows everything: then what is under way fails at once, and nothing new is tried. */
  silent(isSilent: boolean): void;
  /** Connections that are open and unused, and queries that wait for one. */
  connections(): { readonly total: number; readonly idle: number; readonly waiting: number };
  close(): Promise<void>;
}

const PING_MS = 2_000;

/** Opens a pool of connections to a database that has all migrations. */
export function openDatabase(address: PostgresAddress, onConnectionError: (error: Error) => void): OpenDatabase {
  const { pool, silent } = openPool(address, onConnectionError);
  const database = new PrismaClient({ adapter: new PrismaPg(pool, { onPoolError: onConnectionError, onConnectionError }), errorFormat: "minimal" });
  return {
    database,
    pool,
    silent,
    ping: async () => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error("The database does not answer.")), PING_MS)));
      try {
        await Promise.race([pool.query("SELECT 1"), late]);
      } finally {
        clearTimeout(timer);
      }
    },
    connections: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: async () => {
      await database.$disconnect();
      await pool.end();
    },
  };
}

/** PostgreSQL's and Node's names for "not reachable now". */
const UNREACHABLE = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "57P01",
  "57P02",
  "57P03",
  "57014",
  "53300",
  "08000",
  "08001",
  "08003",
  "08006",
  "P1001",
  "P1002",
  "P1008",
  "P1011",
  "P1017",
  "P2024",
  "P2028",
  "P2037",
]);
/** The `pg` package reports these without a code. */
const UNREACHABLE_MESSAGE =
  /connection terminated|timeout exceeded when trying to connect|query read timeout|can't reach database server|server has closed the connection|not queryable|connection error/i;

/** Whether a failure means that the database cannot be reached for the moment, rather than that a query was wrong. */
export function isUnreachable(error: unknown): boolean {
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    if ("code" in cause && typeof cause.code === "string" && UNREACHABLE.has(cause.code)) return true;
    if (UNREACHABLE_MESSAGE.test(cause.message)) return true;
    // Of a raw query Prisma tells the database's own code in words.
    const [, code = ""] = /Raw query failed\. Code: `(\w+)`/u.exec(cause.message) ?? [];
    if (UNREACHABLE.has(code)) return true;
  }
  return false;
}
