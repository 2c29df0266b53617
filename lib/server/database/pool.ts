import pg from "pg";
import type { PostgresAddress } from "#lib/server/postgres/embedded.ts";

const POOL_SIZE = 10;
const CONNECT_MS = 5_000;
const STATEMENT_MS = 15_000;
/** After its end a connection may still be on its way back to the pool; later it never comes. */
const RETURN_MS = 1_000;

/** Connections to a database that may go away at any moment. */
export interface Connections {
  readonly pool: pg.Pool;
  /** Says whether the database swallows everything: then what is under way fails at once, and nothing new is tried. */
  silent(isSilent: boolean): void;
}

/** Opens a pool that outlives its database: a connection that breaks, at whatever moment, is told, thrown away and replaced. */
export function openPool(address: PostgresAddress, onError: (error: Error) => void): Connections {
  let isSilent = false;
  /** Connections that are open or being made. */
  const open = new Set<pg.Client>();
  const lent = new Set<pg.PoolClient>();

  class Client extends pg.Client {
    // The pool calls with a callback, which the package's types describe as another overload.
    override connect(...parameters: unknown[]): Promise<this> {
      const [callback] = parameters;
      if (!isSilent) {
        open.add(this);
        this.once("end", () => open.delete(this));
        return Reflect.apply(super.connect, this, parameters) as Promise<this>;
      }
      const error = new Error("Connection error: the database does not answer.");
      if (typeof callback !== "function") return Promise.reject(error);
      process.nextTick(() => Reflect.apply(callback, undefined, [error]));
      return Promise.resolve(this);
    }
  }

  const pool = new pg.Pool({
    ...address,
    Client,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    // The server may vanish without closing the connection; without this a query would wait for as long as the network does.
    query_timeout: STATEMENT_MS + CONNECT_MS,
    application_name: "lintel",
  });
  pool.on("error", onError);
  pool.on("acquire", (client) => lent.add(client));
  pool.on("release", (_, client) => lent.delete(client));
  pool.on("connect", (client) => {
    // The pool listens to connections at rest only, and whoever borrows one not at every moment; an error that nobody hears would end the process.
    client.on("error", onError);
    client.on("end", () => {
      // Prisma does not give back a connection on which it could not roll back: with each crash of the database the pool would get smaller.
      setTimeout(() => {
        if (!lent.has(client)) return;
        client.release(true);
        client.release = () => undefined;
      }, RETURN_MS).unref();
    });
  });
  return {
    pool,
    silent: (is) => {
      isSilent = is;
      if (is) for (const client of open) cut(client);
    },
  };
}

/** Ends a connection without asking the other side. */
function cut(client: pg.Client): void {
  // The stream is there in every client of the pinned version; its types leave it out.
  (client as unknown as { readonly connection: { readonly stream: { destroy(error: Error): void } } }).connection.stream.destroy(
    new Error("Connection error: the database does not answer."),
  );
}
