import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { EmbeddedPostgres, type PostgresAddress } from "#lib/server/postgres/embedded.ts";
import { temporaryFolder } from "#lib/server/postgres/throwaway.ts";
import { ServerProcess, type ServerProcessOptions } from "./server-process.ts";
import { readStored, type StoredDesigns } from "./stored-designs.ts";
import { Proxy } from "./proxy.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** A PostgreSQL behind a proxy, and servers of the built product that reach it only through that. */
export class Installation {
  readonly postgres: EmbeddedPostgres;
  /** Between the servers and the database. */
  readonly way: Proxy;
  readonly #folders: string[];
  readonly #servers: ServerProcess[] = [];
  readonly #proxies: Proxy[] = [];

  private constructor(postgres: EmbeddedPostgres, way: Proxy, folder: string) {
    this.postgres = postgres;
    this.way = way;
    this.#folders = [folder];
  }

  static async start(): Promise<Installation> {
    const folder = await temporaryFolder();
    const postgres = await EmbeddedPostgres.start({ dataFolder: folder, root: ROOT, notice: () => undefined });
    const { host, port } = postgres.address;
    return new Installation(postgres, await Proxy.start(() => ({ path: `${host}/.s.PGSQL.${port}` })), folder);
  }

  /** Starts one more server. */
  async server(options: Omit<ServerProcessOptions, "dataFolder"> = {}): Promise<ServerProcess> {
    const dataFolder = await temporaryFolder();
    this.#folders.push(dataFolder);
    const { user, password, database } = this.postgres.address;
    const environment = { DATABASE_URL: `postgres://${user}:${encodeURIComponent(String(password))}@127.0.0.1:${this.way.port}/${database}`, ...options.environment };
    const server = await ServerProcess.start({ ...options, dataFolder, environment });
    this.#servers.push(server);
    return server;
  }

  /** A balancer before some servers: in turn, and past one that is gone. Returns its address. */
  async front(servers: readonly ServerProcess[]): Promise<string> {
    let turn = 0;
    const proxy = await Proxy.start(() => {
      const alive = servers.filter(({ child }) => child.exitCode === null && child.signalCode === null);
      turn += 1;
      return { host: "127.0.0.1", port: Number(new URL(alive[turn % alive.length]?.url ?? servers[0]?.url ?? "").port) };
    });
    this.#proxies.push(proxy);
    return `http://localhost:${proxy.port}`;
  }

  /** The database's own address, past the proxy. */
  get address(): PostgresAddress {
    return this.postgres.address;
  }
  /** What the database holds, read past server and proxy. */
  stored(): Promise<StoredDesigns> {
    return readStored(this.postgres.address);
  }

  /** Leaves nothing of it. */
  async stop(): Promise<void> {
    this.way.weather = "clear";
    for (const server of this.#servers) await server.end("SIGKILL");
    for (const proxy of [this.way, ...this.#proxies]) await proxy.stop();
    await this.postgres.stop();
    for (const folder of this.#folders) await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** Runs a trial on an installation of its own. */
export async function withInstallation<Result>(work: (installation: Installation) => Promise<Result>): Promise<Result> {
  const installation = await Installation.start();
  try {
    return await work(installation);
  } finally {
    await installation.stop();
  }
}

/** Keys that should be stored and are not. */
export async function missing(installation: Installation, designId: string, keys: Iterable<string>, map: string): Promise<readonly string[]> {
  const stored = (await installation.stored()).keys(designId, map);
  return [...keys].filter((key) => !stored.has(key));
}
