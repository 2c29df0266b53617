import { createHash } from "node:crypto";
import { chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { StartError } from "#lib/server/start-error.ts";
import { type Account, canEnter } from "./account.ts";
import type { PostgresPrograms } from "./programs.ts";

/** Where one embedded PostgreSQL keeps its files. */
export interface PostgresFolders {
  /** Everything below belongs to the account and is closed to others. */
  readonly base: string;
  readonly data: string;
  /** Folder of the unix socket; its path is short enough for the operating system. */
  readonly socket: string;
  readonly password: string;
  readonly log: string;
}

/** The path of a unix socket ends in a field of 108 bytes on Linux and 104 elsewhere, closing zero included; `/.s.PGSQL.5432` takes 14 of them. */
const LONGEST_SOCKET_FOLDER = 103 - 14;

/** Where things go that the account could not reach in the user's own folder. */
const SHARED_STATE = "/var/lib/lintel";

const shortHash = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 12);

/**
 * Makes the folders of an embedded PostgreSQL under the data folder.
 * When we are root and the account cannot reach that folder (`/root` is closed), they go to `/var/lib/lintel` and `notice` is told.
 */
export function prepareFolders(dataFolder: string, account: Account, notice: (line: string) => void): PostgresFolders {
  mkdirSync(dataFolder, { recursive: true });
  // A data folder that is closed by itself is made passable, not readable; what lies above it is not ours to open.
  if (!canEnter(account, dataFolder) && canEnter(account, dirname(dataFolder))) chmodSync(dataFolder, statSync(dataFolder).mode | 0o011);
  const reachable = canEnter(account, dataFolder);
  const base = reachable ? join(dataFolder, "postgres") : join(SHARED_STATE, shortHash(dataFolder), "postgres");
  if (!reachable) {
    mkdirSync(dirname(base), { recursive: true });
    notice(`PostgreSQL runs as the user ${account.name}, who cannot reach ${dataFolder}; its files are kept in ${base}.`);
  }
  makePrivate(base, account);
  const inside = join(base, "socket");
  const socket = Buffer.byteLength(inside) <= LONGEST_SOCKET_FOLDER ? inside : join(tmpdir(), `lintel-${shortHash(base)}`);
  makePrivate(socket, account);
  return { base, data: join(base, "data"), socket, password: join(base, "password"), log: join(base, "log") };
}

/** Makes a folder that only the account may enter; refuses one that somebody else put there first. */
function makePrivate(folder: string, { ids }: Account): void {
  const own = ids?.uid ?? process.getuid?.();
  if (existsSync(folder)) {
    const found = lstatSync(folder);
    if (!found.isDirectory() || (own !== undefined && found.uid !== own)) {
      throw new StartError(`${folder} belongs to another user; PostgreSQL's files cannot be kept there. Remove it, or start Lintel as its owner.`);
    }
  } else {
    mkdirSync(folder, { mode: 0o700 });
    if (ids !== undefined) chownSync(folder, ids.uid, ids.gid);
  }
  chmodSync(folder, 0o700);
}

/** The folder of PostgreSQL's programs for the account: a copy where it cannot reach the installed ones. */
export function reachablePrograms(programs: PostgresPrograms, account: Account, notice: (line: string) => void): string {
  if (programs.packageFolder === undefined || canEnter(account, programs.folder)) return programs.folder;
  const copy = join(SHARED_STATE, `postgresql-${programs.major}-${shortHash(programs.packageFolder)}`);
  if (!existsSync(copy)) {
    notice(`PostgreSQL runs as the user ${account.name}, who cannot reach ${programs.folder}; its programs are copied to ${copy}.`);
    const draft = `${copy}.${process.pid}`;
    mkdirSync(SHARED_STATE, { recursive: true });
    cpSync(programs.packageFolder, draft, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(draft, copy);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  return join(copy, "bin");
}
