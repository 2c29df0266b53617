import type { Logger } from "pino";
import { Background } from "./background.ts";
import type { ServerContext } from "./context.ts";
import { openDatabase, type OpenDatabase } from "./database/database.ts";
import { ensureInstance } from "./database/instance.ts";
import { LiveDocuments } from "./designs/live-documents.ts";
import { Housekeeping } from "./housekeeping.ts";
import { migrate } from "./migrate/migrate.ts";
import type { PostgresAddress } from "./postgres/embedded.ts";

/** A database that is up to date, with everything the operations need. */
export interface Store {
  readonly context: ServerContext;
  /** Names of the migrations that were applied just now. */
  readonly migrated: readonly string[];
  ping(): Promise<void>;
  /** Finishes what runs in the background and closes the connections. */
  close(): Promise<void>;
}

/** Brings a database up to date and opens it. */
export async function openStore(address: PostgresAddress, log: Logger): Promise<Store> {
  const migrated = await migrate(address);
  const open: OpenDatabase = openDatabase(address, (error) => log.warn({ err: error }, "lost a connection to the database"));
  await ensureInstance(open.database);
  const context: ServerContext = { database: open.database, documents: new LiveDocuments(), background: new Background(log), log };
  const housekeeping = new Housekeeping(context);
  return {
    context,
    migrated,
    ping: () => open.ping(),
    close: async () => {
      housekeeping.stop();
      await context.background.finished();
      await open.close();
    },
  };
}
