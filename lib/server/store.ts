import type { Logger } from "pino";
import { Background } from "./background.ts";
import type { ServerContext } from "./context.ts";
import { openDatabase, type OpenDatabase } from "./database/database.ts";
import { ensureInstance } from "./database/instance.ts";
import { Compaction } from "./designs/compact.ts";
import { Door } from "./designs/door.ts";
import { Housekeeping } from "./housekeeping.ts";
import { migrate } from "./migrate/migrate.ts";
import type { PostgresAddress } from "./postgres/embedded.ts";
import { randomId } from "./random-id.ts";
import { Hub } from "./realtime/hub.ts";

/** A database that is up to date, with everything the operations need. */
export interface Store {
  readonly context: ServerContext;
  /** Live editing. */
  readonly hub: Hub;
  /** Names of the migrations that were applied just now. */
  readonly migrated: readonly string[];
  ping(): Promise<void>;
  /** Finishes what runs in the background and closes the connections. */
  close(): Promise<void>;
}

/** Lets a test stand in the way. */
export interface StoreOptions {
  /** Runs inside every transaction that stores changes, right before it is committed. */
  readonly beforeCommit?: () => Promise<void>;
}

/** Brings a database up to date and opens it. */
export async function openStore(address: PostgresAddress, log: Logger, options: StoreOptions = {}): Promise<Store> {
  const migrated = await migrate(address);
  const open: OpenDatabase = openDatabase(address, (error) => log.warn({ err: error }, "lost a connection to the database"));
  await ensureInstance(open.database);
  const { database } = open;
  const background = new Background(log);
  // Every process has a name of its own on the bus, also those of one installation.
  const processName = randomId(12);
  const door = new Door(database, log, { process: processName, beforeCommit: options.beforeCommit });
  const context: ServerContext = { database, door, background, log };
  const compaction = new Compaction(context);
  door.onStored((group) => compaction.stored(group));
  const hub = new Hub(context, address, processName);
  await hub.start();
  const housekeeping = new Housekeeping(context);
  return {
    context,
    hub,
    migrated,
    ping: () => open.ping(),
    close: async () => {
      housekeeping.stop();
      compaction.stop();
      await hub.stop();
      await background.finished();
      await open.close();
    },
  };
}
