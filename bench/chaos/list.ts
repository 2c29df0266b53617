import { clocks } from "./clocks.ts";
import { convergence } from "./convergence.ts";
import { databaseGone } from "./database-gone.ts";
import { guesses } from "./guesses.ts";
import { halfDeadDatabase } from "./half-dead-database.ts";
import { headers } from "./headers.ts";
import { killed } from "./killed.ts";
import { leaks } from "./leaks.ts";
import { offline } from "./offline.ts";
import type { PromiseTrial } from "./promise.ts";
import { readOnly } from "./read-only.ts";
import { revocation } from "./revocation.ts";
import { stopped } from "./stopped.ts";
import { twoServers } from "./two-servers.ts";

/** Every promise that is tried in full, in the order of their numbers. */
export const PROMISES: readonly PromiseTrial[] = [
  killed,
  stopped,
  convergence,
  offline,
  twoServers,
  databaseGone,
  halfDeadDatabase,
  revocation,
  readOnly,
  guesses,
  clocks,
  leaks,
  headers,
];
