import { pino } from "pino";
import type { PostgresAddress } from "#lib/server/postgres/embedded.ts";
import { openStore, type Store, type StoreOptions } from "#lib/server/store.ts";
import type { TestDatabase } from "./databases.ts";

/** A store on a database of this run's own. */
export interface TestStore extends Store {
  /** For another process on the same database. */
  readonly address: PostgresAddress;
  /** What the server logged so far. */
  readonly logged: readonly string[];
}

/** Opens an empty store; closing it leaves nothing. */
export async function openTestStore(database: TestDatabase, options?: StoreOptions): Promise<TestStore> {
  const opened = await database.open();
  const logged: string[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => void logged.push(line) });
  const store = await openStore(opened.address, log, options);
  return {
    ...store,
    address: opened.address,
    logged,
    close: async () => {
      await store.close();
      await opened.close();
    },
  };
}
