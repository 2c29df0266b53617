import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, closeSync, existsSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { StartError } from "#lib/server/start-error.ts";
import { type Account, postgresAccount } from "./account.ts";
import { type PostgresFolders, prepareFolders, reachablePrograms } from "./folders.ts";
import { endOfLog } from "./log-reader.ts";
import { postmasterOf, removeMisleadingProcessFiles } from "./postmaster.ts";
import { findPrograms, type PostgresPrograms, programPath } from "./programs.ts";

/** How to reach a PostgreSQL, in the words of the `pg` package. */
export type PostgresAddress = Pick<pg.PoolConfig, "host" | "port" | "user" | "password" | "database" | "connectionString">;

/** What an embedded PostgreSQL needs to know. */
export interface EmbeddedOptions {
  /** Lintel's data folder; PostgreSQL's files go below it. */
  readonly dataFolder: string;
  /** Folder whose owner PostgreSQL runs as when we are root. */
  readonly root: string;
  /** Told what the user should know: where files went, that a database was adopted or started again. */
  readonly notice: (line: string) => void;
}

const USER = "lintel";
const DATABASE = "lintel";
const START_DEADLINE_MS = 60_000;
const STOP_DEADLINE_SECONDS = 8;
const START_ATTEMPTS = 20;
const ATTEMPT_PAUSE_MS = 250;
const WATCH_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/**
 * A PostgreSQL of our own, in a data folder of our own. It listens on a unix socket that only its user can open (on Windows on loopback),
 * outlives us when we are killed, is adopted by the next start, and is started again when it dies.
 */
export class EmbeddedPostgres {
  readonly #account: Account;
  readonly #folders: PostgresFolders;
  readonly #programs: PostgresPrograms;
  readonly #programFolder: string;
  readonly #notice: (line: string) => void;
  #port = 5432;
  #stopping = false;
  #watcher: NodeJS.Timeout | undefined;
  #reviving: Promise<void> | undefined;

  private constructor(options: EmbeddedOptions) {
    this.#notice = options.notice;
    this.#account = postgresAccount(options.root);
    this.#folders = prepareFolders(options.dataFolder, this.#account, options.notice);
    const major = versionOf(this.#folders.data);
    const programs = findPrograms(major);
    if (programs === undefined) throw new StartError(missingPrograms(major, this.#folders.data));
    this.#programs = programs;
    this.#programFolder = reachablePrograms(programs, this.#account, options.notice);
  }

  /** Starts or adopts the PostgreSQL of a data folder, and makes it first when there is none. */
  static async start(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
    const postgres = new EmbeddedPostgres(options);
    await postgres.#initialise();
    await postgres.#bringUp();
    await postgres.#createDatabase();
    postgres.#watch();
    return postgres;
  }

  /** How to connect to Lintel's database. */
  get address(): PostgresAddress {
    return { ...this.#server, database: DATABASE };
  }

  /** Process id of the server, or undefined while it is down. */
  get pid(): number | undefined {
    return postmasterOf(this.#folders.data);
  }

  /** Stops the server: open transactions are rolled back, everything committed is on disk. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#watcher);
    await this.#reviving;
    if (this.pid === undefined) return;
    await promisify(execFile)(
      programPath(this.#programFolder, "pg_ctl"),
      ["stop", "-D", this.#folders.data, "-m", "fast", "-w", "-t", String(STOP_DEADLINE_SECONDS), "-s"],
      this.#as,
    );
    if (!this.#folders.socket.startsWith(this.#folders.base)) rmSync(this.#folders.socket, { recursive: true, force: true });
  }

  get #as(): { readonly cwd: string; readonly uid?: number; readonly gid?: number } {
    return { cwd: this.#folders.base, ...this.#account.ids };
  }

  get #server(): PostgresAddress {
    const host = process.platform === "win32" ? "127.0.0.1" : this.#folders.socket;
    return { host, port: this.#port, user: USER, password: readFileSync(this.#folders.password, "utf8") };
  }

  /** A cluster is made beside its final place and moved there when whole, so that an interrupted first start leaves nothing half done. */
  async #initialise(): Promise<void> {
    if (existsSync(this.#folders.data)) return;
    for (const left of readdirSync(this.#folders.base).filter((name) => name.startsWith("data."))) {
      rmSync(join(this.#folders.base, left), { recursive: true, force: true });
    }
    writeFileSync(this.#folders.password, randomBytes(24).toString("base64url"), { mode: 0o600 });
    this.#own(this.#folders.password);
    const draft = `${this.#folders.data}.${process.pid}`;
    await promisify(execFile)(
      programPath(this.#programFolder, "initdb"),
      ["-D", draft, "-U", USER, "-E", "UTF8", "--no-locale", "-A", "scram-sha-256", "--pwfile", this.#folders.password, "--data-checksums"],
      { ...this.#as, env: quietEnvironment() },
    ).catch((cause: unknown) => {
      throw new StartError(`PostgreSQL could not make its data folder ${this.#folders.data}. ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    });
    renameSync(draft, this.#folders.data);
  }

  async #bringUp(): Promise<void> {
    const running = this.pid;
    if (running !== undefined) {
      this.#port = portOf(this.#folders.data) ?? this.#port;
      await this.#waitUntilReady(undefined);
      this.#notice(`Found the database still running from before (process ${running}); it is used as it is.`);
      return;
    }
    removeMisleadingProcessFiles(this.#folders.data, this.#folders.socket);
    await this.#configure();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#waitUntilReady(this.#spawn());
      } catch (error) {
        // After the server alone was killed its workers end a moment later; it must not start before.
        if (attempt === START_ATTEMPTS || !endOfLog(this.#folders.log).includes("shared memory block")) throw error;
        await sleep(ATTEMPT_PAUSE_MS);
      }
    }
  }

  #spawn(): ChildProcess {
    const log = openSync(this.#folders.log, "a", 0o600);
    this.#own(this.#folders.log);
    // A process group of its own: Ctrl-C in the terminal must reach us first, so that what is in flight is stored before the database stops.
    const child = spawn(programPath(this.#programFolder, "postgres"), ["-D", this.#folders.data], {
      ...this.#as,
      detached: true,
      env: quietEnvironment(),
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    child.unref();
    return child;
  }

  /** The whole configuration is ours and written anew at each start. */
  async #configure(): Promise<void> {
    const windows = process.platform === "win32";
    if (windows) this.#port = await freePort();
    const settings = {
      listen_addresses: windows ? "127.0.0.1" : "",
      unix_socket_directories: windows ? "" : `"${this.#folders.socket}"`,
      port: String(this.#port),
      max_connections: "50",
      shared_buffers: "64MB",
      max_wal_size: "256MB",
      log_min_messages: "warning",
      log_timezone: "UTC",
      timezone: "UTC",
      idle_in_transaction_session_timeout: "60s",
      // After a crash one call instead of one for each of a thousand files: back in a quarter of the time. Only Linux has it.
      ...(process.platform === "linux" && { recovery_init_sync_method: "syncfs" }),
    };
    const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`);
    const path = join(this.#folders.data, "postgresql.conf");
    writeFileSync(path, `# Written by Lintel at each start.\n${lines.join("")}`, { mode: 0o600 });
    this.#own(path);
  }

  async #waitUntilReady(child: ChildProcess | undefined): Promise<void> {
    const deadline = Date.now() + START_DEADLINE_MS;
    for (;;) {
      try {
        return await this.#checkIdentity();
      } catch (cause) {
        const ended = child === undefined ? this.pid === undefined : child.exitCode !== null || child.signalCode !== null;
        if (ended || cause instanceof ForeignDatabaseError || Date.now() > deadline) {
          throw new StartError(`The embedded PostgreSQL ${this.#programs.major} did not start. Its log, ${this.#folders.log}, ends with:\n${endOfLog(this.#folders.log)}`, {
            cause,
          });
        }
        await sleep(25);
      }
    }
  }

  /** Only a server that knows our password and says that it runs on our data folder is ours. */
  async #checkIdentity(): Promise<void> {
    await this.#ask("postgres", async (client) => {
      const { rows } = await client.query<{ data_directory: string }>("SHOW data_directory");
      if (rows[0]?.data_directory !== this.#folders.data) throw new ForeignDatabaseError("Another database answers on the socket of Lintel's own.");
    });
  }

  async #createDatabase(): Promise<void> {
    await this.#ask("postgres", async (client) => {
      const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [DATABASE]);
      if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
    });
  }

  async #ask(database: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
    const client = new pg.Client({ ...this.#server, database, connectionTimeoutMillis: 5_000 });
    // Without a listener a connection that breaks while idle would end the process; the query that runs on it fails anyway.
    client.on("error", () => undefined);
    try {
      await client.connect();
      await work(client);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** Starts the server again when it dies, with growing pauses. */
  #watch(): void {
    let failures = 0;
    const revive = async (): Promise<void> => {
      try {
        if (failures > 0) await sleep(Math.min(LONGEST_PAUSE_MS, WATCH_MS * 2 ** failures));
        if (this.#stopping) return;
        this.#notice("The database ended unexpectedly; it is started again.");
        await this.#bringUp();
        failures = 0;
      } catch (error) {
        failures += 1;
        this.#notice(error instanceof Error ? error.message : String(error));
      } finally {
        this.#reviving = undefined;
      }
    };
    this.#watcher = setInterval(() => {
      if (this.#reviving === undefined && !this.#stopping && this.pid === undefined) this.#reviving = revive();
    }, WATCH_MS);
    this.#watcher.unref();
  }

  #own(path: string): void {
    chmodSync(path, 0o600);
    if (this.#account.ids !== undefined) chownSync(path, this.#account.ids.uid, this.#account.ids.gid);
  }
}

class ForeignDatabaseError extends Error {}

function versionOf(data: string): number | undefined {
  const path = join(data, "PG_VERSION");
  return existsSync(path) ? Number(readFileSync(path, "utf8")) : undefined;
}

function missingPrograms(major: number | undefined, data: string): string {
  if (major === undefined) return "There is no PostgreSQL for this machine. Install PostgreSQL 15 or newer, or set DATABASE_URL to a PostgreSQL server.";
  return `The data in ${data} were written by PostgreSQL ${major}, which is not installed any more. Install it, or set DATABASE_URL to a PostgreSQL server.`;
}

/** Line 4 of PostgreSQL's process file is the port. */
function portOf(data: string): number | undefined {
  const port = Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[3]);
  return Number.isInteger(port) ? port : undefined;
}

/** PostgreSQL reads defaults from PG… variables, which belong to the user's other databases. */
function quietEnvironment(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith("PG"));
  return { NODE_ENV: process.env.NODE_ENV, ...Object.fromEntries(others), LC_ALL: "C", TZ: "UTC" };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error("No free port."))));
    });
  });
}
