import type { Logger } from "pino";
import type { Background } from "./background.ts";
import type { Database } from "./database/database.ts";
import type { LiveDocuments } from "./designs/live-documents.ts";

/** What the operations work with. */
export interface ServerContext {
  readonly database: Database;
  readonly documents: LiveDocuments;
  readonly background: Background;
  readonly log: Logger;
}
