import pg from "pg";
import { CHANNEL, type Notice } from "#lib/server/database/notice.ts";
import type { PostgresAddress } from "#lib/server/postgres/embedded.ts";

/** How a database stood at a moment. */
export interface Standing {
  /** The number that the next transaction that writes will get. */
  readonly next: string;
  /** A sum over the rows of each table. */
  readonly tables: ReadonlyMap<string, string>;
}

/** Counting how often somebody tried is meant to happen when a call is refused. */
const COUNTS = new Set(["AttemptCount"]);

/** Sees whether anything was written or told to other processes: in whichever table, by whichever way. */
export class Ledger {
  readonly #client: pg.Client;
  readonly #heard: string[] = [];
  #sums = "";

  private constructor(client: pg.Client) {
    this.#client = client;
    client.on("notification", ({ payload = "" }) => {
      // A process says from time to time that it is there.
      if ((JSON.parse(payload) as Notice).kind !== "here") this.#heard.push(payload);
    });
  }
  static async open(address: PostgresAddress): Promise<Ledger> {
    const client = new pg.Client({ ...address });
    await client.connect();
    const ledger = new Ledger(client);
    const { rows } = await client.query<{ name: string }>(`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`);
    ledger.#sums = rows
      .filter(({ name }) => !COUNTS.has(name))
      .map(({ name }) => `SELECT '${name}' AS name, count(*) || '/' || coalesce(sum(hashtextextended(of::text, 0)), 0) AS sum FROM "${name}" AS of`)
      .join(" UNION ALL ");
    await client.query(`LISTEN ${CHANNEL}`);
    return ledger;
  }
  async close(): Promise<void> {
    await this.#client.end();
  }

  /** How everything stands. */
  async look(): Promise<Standing> {
    const { rows } = await this.#client.query<{ name: string; sum: string }>(this.#sums);
    const next = await this.#next();
    this.#heard.length = 0;
    return { next, tables: new Map(rows.map(({ name, sum }) => [name, sum])) };
  }

  /** What changed since: names of tables, and what was told. Nothing, and quickly so, when no transaction wrote or told anything. */
  async changesSince(before: Standing): Promise<readonly string[]> {
    if ((await this.#next()) === before.next) return [];
    const heard = this.#heard.map((notice) => `told ${notice}`);
    const { tables } = await this.look();
    return [...[...tables].filter(([name, sum]) => before.tables.get(name) !== sum).map(([name]) => `wrote into ${name}`), ...heard];
  }

  /** PostgreSQL numbers a transaction when it first writes a row or tells something. */
  async #next(): Promise<string> {
    const { rows } = await this.#client.query<{ next: string }>("SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS next");
    return rows[0]?.next ?? "";
  }
}
