import type { Logger } from "pino";
import type { AccountSettings } from "./accounts/account-settings.ts";
import { isUnset } from "./accounts/setup.ts";
import { Background } from "./background.ts";
import type { ServerContext } from "./context.ts";
import { openDatabase, type OpenDatabase } from "./database/database.ts";
import { type CopyPurpose, ensureInstance } from "./database/instance.ts";
import { Compaction } from "./designs/compact.ts";
import { Door } from "./designs/door.ts";
import { Housekeeping } from "./housekeeping.ts";
import { migrate } from "./migrate/migrate.ts";
import type { PostgresAddress } from "./postgres/embedded.ts";
import { randomId } from "./random-id.ts";
import { Hub } from "./realtime/hub.ts";
import type { Relay } from "./realtime/relay.ts";
import { StartError } from "./start-error.ts";
import { VersionKeeping } from "./versions/keep.ts";

/** A database that is up to date, with everything the operations need. */
export interface Store {
  readonly context: ServerContext;
  /** Live editing. */
  readonly hub: Hub;
  /** Names of the migrations that were applied just now. */
  readonly migrated: readonly string[];
  ping: OpenDatabase["ping"];
  connections: OpenDatabase["connections"];
  /** Finishes what runs in the background and closes the connections. */
  close(): Promise<void>;
}

/** How a store is opened. */
export interface StoreOptions {
  /** How accounts work; without it there are none. */
  readonly accounts?: AccountSettings | undefined;
  /** A Redis that carries changes between processes. */
  readonly redisUrl?: string | undefined;
  /** What the database is for when it is a copy; without it a copy is refused. */
  readonly copy?: CopyPurpose | undefined;
  /** Runs inside every transaction that stores changes, right before it is committed. */
  readonly beforeCommit?: () => Promise<void>;
}

/** Brings a database up to date and opens it. */
export async function openStore(address: PostgresAddress, log: Logger, { accounts, copy, redisUrl, beforeCommit }: StoreOptions = {}): Promise<Store> {
  const migrated = await migrate(address);
  const open: OpenDatabase = openDatabase(address, (error) => log.warn({ err: error }, "lost a connection to the database"));
  const instanceId = await ensureInstance(open.database, copy).catch(async (error: unknown) => {
    await open.close();
    throw error;
  });
  if (accounts === undefined && !(await isUnset(open.database))) {
    await open.close();
    // Without accounts whoever sits at the machine may do everything, also with what others keep for themselves.
    throw new StartError("This installation has accounts. Start it with LINTEL_ACCOUNTS=1.");
  }
  const { database, pool, silent } = open;
  const background = new Background(log);
  const mails = new Background(log);
  // Every process has a name of its own on the bus, also those of one installation.
  const processName = randomId(12);
  const door = new Door({ database, pool, log, beforeCommit });
  const context: ServerContext = { database, door, background, mails, log, accounts };
  const compaction = new Compaction(context);
  door.onStored((group) => compaction.stored(group));
  const relay = redisUrl === undefined ? undefined : await relayThrough(redisUrl, { channel: `lintel:${instanceId}`, process: processName, log });
  const hub = new Hub({ ...context, silent }, address, processName, relay);
  await hub.start();
  const housekeeping = new Housekeeping(context);
  const versions = new VersionKeeping(context);
  return {
    context,
    hub,
    migrated,
    ping: open.ping,
    connections: open.connections,
    close: async () => {
      housekeeping.stop();
      versions.stop();
      compaction.stop();
      await hub.stop();
      await background.finished();
      await mails.finished();
      await open.close();
    },
  };
}

/** Loaded only where there is a Redis. */
async function relayThrough(url: string, about: ConstructorParameters<typeof Relay>[1]): Promise<Relay> {
  const relay = await import("./realtime/relay.ts");
  return new relay.Relay(url, about);
}
