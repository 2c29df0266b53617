import { databaseGone } from "./database-gone.ts";
import { halfDeadDatabase } from "./half-dead-database.ts";
import { killed } from "./killed.ts";
import type { PromiseTrial } from "./promise.ts";
import { stopped } from "./stopped.ts";
import { twoServers } from "./two-servers.ts";

/** Every promise that is tried in full, in the order of their numbers. */
export const PROMISES: readonly PromiseTrial[] = [killed, stopped, twoServers, databaseGone, halfDeadDatabase];
