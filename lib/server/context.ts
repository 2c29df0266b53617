import type { Logger } from "pino";
import type { AccountSettings } from "./accounts/account-settings.ts";
import type { Background } from "./background.ts";
import type { Database } from "./database/database.ts";
import type { Door } from "./designs/door.ts";

/** What the operations work with. */
export interface ServerContext {
  readonly database: Database;
  /** The one way to store a change of a design. */
  readonly door: Door;
  readonly background: Background;
  /** Mails that are on their way; apart from other work, because a mail server may take its time. */
  readonly mails: Background;
  readonly log: Logger;
  /** How accounts work; undefined when there are none and whoever sits at the machine may do everything. */
  readonly accounts?: AccountSettings | undefined;
}
