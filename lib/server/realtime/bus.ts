import pg from "pg";
import type { Logger } from "pino";
import { CHANNEL, type Notice } from "#lib/server/database/notice.ts";
import type { PostgresAddress } from "#lib/server/postgres/embedded.ts";

/** What the bus tells this process. */
export interface BusListener {
  onNotice(notice: Notice): void;
  /** Nothing is heard of the others any more: the database is away, or it is silent and whoever asks it waits for nothing. */
  onLost(isSilent: boolean): void;
  /** The others are heard again; whatever was said meanwhile is missing. */
  onBack(): void;
}

const CONNECT_MS = 3_000;
const BEAT_MS = 1_000;
/** A database that is only slow still answers within this time. */
const ANSWER_MS = 3_000;
const RETRY_MS = { first: 100, longest: 2_000 } as const;

/** Hears through PostgreSQL what other processes of this installation committed; comes back by itself when the database does. */
export class Bus {
  readonly #address: PostgresAddress;
  readonly #log: Logger;
  readonly #listener: BusListener;
  #client: pg.Client | undefined;
  #beat: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;
  #failures = 0;
  #isAsking = false;
  #stopped = false;
  #lost = true;

  constructor(address: PostgresAddress, log: Logger, listener: BusListener) {
    this.#address = address;
    this.#log = log;
    this.#listener = listener;
  }

  /** Whether the others are heard. */
  get isHeard(): boolean {
    return !this.#lost;
  }

  /** Starts listening; resolves when that succeeded or failed for the first time. */
  async start(): Promise<void> {
    await this.#connect();
  }

  /** Ends the connection. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    clearInterval(this.#beat);
    const client = this.#client;
    this.#client = undefined;
    await Promise.race([client?.end().catch(() => undefined), new Promise((resolve) => setTimeout(resolve, ANSWER_MS).unref())]);
  }

  async #connect(): Promise<void> {
    if (this.#stopped) return;
    const client = new pg.Client({ ...this.#address, connectionTimeoutMillis: CONNECT_MS, query_timeout: ANSWER_MS, keepAlive: true, application_name: "lintel bus" });
    client.on("error", (error) => this.#fail(client, error));
    client.on("end", () => this.#fail(client, new Error("The connection ended.")));
    client.on("notification", ({ payload }) => {
      if (payload !== undefined) this.#hear(payload);
    });
    this.#client = client;
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      this.#fail(client, error);
      return;
    }
    this.#failures = 0;
    this.#lost = false;
    // A network that swallows everything reports no error; only an answer that stays out tells.
    this.#beat = setInterval(() => this.#ask(client), BEAT_MS).unref();
    this.#listener.onBack();
  }

  #ask(client: pg.Client): void {
    if (this.#isAsking) return;
    this.#isAsking = true;
    client
      .query("SELECT 1")
      .catch((error: unknown) => this.#fail(client, error, error instanceof Error && error.message === "Query read timeout"))
      .finally(() => (this.#isAsking = false));
  }

  #hear(payload: string): void {
    try {
      // Written by `notify` of a process of the same version of Lintel.
      this.#listener.onNotice(JSON.parse(payload) as Notice);
    } catch (error) {
      this.#log.error({ err: error }, "a notice of another process could not be handled");
    }
  }

  #fail(client: pg.Client, error: unknown, isSilent = false): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    clearInterval(this.#beat);
    // Its end would wait for a network that may be gone.
    client.end().catch(() => undefined);
    if (this.#stopped) return;
    if (!this.#lost) {
      this.#lost = true;
      this.#log.warn({ err: error }, "lost the connection on which other processes are heard");
      this.#listener.onLost(isSilent);
    }
    const wait = Math.min(RETRY_MS.longest, RETRY_MS.first * 2 ** this.#failures);
    this.#failures += 1;
    this.#retry = setTimeout(() => void this.#connect(), wait).unref();
  }
}
