import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import next from "next";
import type { Logger } from "pino";
import { issueSetupToken } from "./accounts/setup.ts";
import { isUnreachable } from "./database/database.ts";
import { actorOf } from "./http/actor-of.ts";
import { handleApi } from "./http/api.ts";
import { makeFront } from "./http/front.ts";
import { Limits } from "./http/limits.ts";
import { listen } from "./http/listen.ts";
import { requestContext } from "./http/request-context.ts";
import type { RunningMetrics } from "./metrics/start-metrics.ts";
import { EmbeddedPostgres, type PostgresAddress } from "./postgres/embedded.ts";
import { makeUpgrade } from "./realtime/endpoint.ts";
import { loggedRuntime } from "./logged-runtime.ts";
import { provideRuntime, type ServerRuntime } from "./runtime.ts";
import type { Settings } from "./settings.ts";
import { startPage } from "./start-page.ts";
import { StartError } from "./start-error.ts";
import { openStore, type Store } from "./store.ts";

/** A server that answers. */
export interface RunningServer {
  readonly url: string;
  /** Lets requests in flight end, stores what is in the air, stops the database. Resolves when nothing of it is left. */
  stop(): Promise<void>;
}

/** How long requests in flight may still take once the server stops. */
const DRAIN_MS = 5_000;
const LIMITS = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 5_000, connectionsCheckingInterval: 2_000, maxHeaderSize: 16 * 1024 } as const;

/**
 * Starts everything: database, migrations, pages, HTTP.
 * @param root folder of the clone
 * @param notice told what the user should know
 */
export async function startServer(settings: Settings, root: string, log: Logger, notice: (line: string) => void): Promise<RunningServer> {
  if (!settings.isDevelopment) takeBuiltConfiguration(root);
  // With the first page Next listens for upgrades of the server that it is given, and ends every one that it does not know. This one never listens.
  const noServer = createServer();
  const pages = next({ dev: settings.isDevelopment, dir: root, hostname: settings.host, port: settings.port, quiet: !settings.isDevelopment, httpServer: noServer });
  // The pages take as long to load as the database to start.
  const preparing = pages.prepare();
  // Its failure is awaited below; until then it must not count as unhandled.
  preparing.catch(() => undefined);
  const opened = await openDatabaseOf(settings, root, log, notice);
  let metrics: RunningMetrics | undefined;
  try {
    metrics = await measured(settings, opened.store, log, notice);
    provideRuntime(loggedRuntime(runtimeOf(opened.store, settings.publicUrl), log));
    await preparing;
    const handle = pages.getRequestHandler();
    const server = createServer(
      LIMITS,
      makeFront({ hosts: settings.hosts, reach: settings, embedders: settings.embedders, isDevelopment: settings.isDevelopment, log, onAnswered: metrics?.answered, handle }),
    );
    // Only development has something else to upgrade to: its reloading of changed pages.
    const reloading = settings.isDevelopment ? pages.getUpgradeHandler() : undefined;
    const other = reloading && ((...upgrade: Parameters<typeof reloading>) => void reloading(...upgrade));
    server.on("upgrade", makeUpgrade({ hosts: settings.hosts, proxies: settings.proxies, log, hub: opened.store.hub, other }));
    const url = await listen(server, { host: settings.host, port: settings.port, variable: "PORT" });
    if (settings.accounts !== undefined) await tellSetup(opened.store, settings.publicUrl ?? url, notice);
    return {
      url,
      stop: async () => {
        // Live connections would keep the server from draining; their browsers come back to whoever answers then.
        await opened.store.hub.stop();
        await drain(server);
        metrics?.stop();
        await pages.close();
        await opened.close();
      },
    };
  } catch (error) {
    metrics?.stop();
    await opened.close();
    throw error;
  }
}

/** Measures the server when somebody wants to read it; loaded only then. */
async function measured({ metrics }: Settings, store: Store, log: Logger, notice: (line: string) => void): Promise<RunningMetrics | undefined> {
  if (metrics === undefined) return undefined;
  const { startMetrics } = await import("./metrics/start-metrics.ts");
  const running = await startMetrics(metrics, store, log);
  notice(`Measurements: ${running.url}`);
  return running;
}

/**
 * Lets Next take its configuration as it was when the pages were built, as its own standalone server does: reading next.config.ts anew would
 * load a compiler and cost a tenth of a second.
 */
function takeBuiltConfiguration(root: string): void {
  const path = join(root, ".next/required-server-files.json");
  if (!existsSync(path)) throw new StartError("The pages were never built. npm start builds them and then starts Lintel.");
  // Written by the build of the pinned version of Next.
  const { config } = JSON.parse(readFileSync(path, "utf8")) as { readonly config: unknown };
  process.env["__NEXT_PRIVATE_STANDALONE_CONFIG"] = JSON.stringify(config);
}

interface Opened {
  readonly store: Store;
  close(): Promise<void>;
}

async function openDatabaseOf(settings: Settings, root: string, log: Logger, notice: (line: string) => void): Promise<Opened> {
  if (settings.databaseUrl !== undefined) {
    const store = await open({ connectionString: settings.databaseUrl }, settings, log, notice).catch((cause: unknown) => {
      if (!isUnreachable(cause)) throw cause;
      throw new StartError(`No database answers at DATABASE_URL (${cause instanceof Error ? cause.message : String(cause)}).`, { cause });
    });
    return { store, close: () => store.close() };
  }
  const began = Date.now();
  const postgres = await EmbeddedPostgres.start({ dataFolder: settings.dataFolder, root, notice });
  notice(`Database started in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  try {
    const store = await open(postgres.address, settings, log, notice);
    return {
      store,
      close: async () => {
        await store.close();
        await postgres.stop();
      },
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

async function open(address: PostgresAddress, { accounts, copy, redisUrl }: Settings, log: Logger, notice: (line: string) => void): Promise<Store> {
  const store = await openStore(address, log, { accounts, copy, redisUrl });
  if (store.migrated.length > 0) notice(`Database brought up to date: ${store.migrated.join(", ")}`);
  return store;
}

/** Whoever reads what the first start prints becomes the first administrator. */
async function tellSetup({ context }: Store, url: string, notice: (line: string) => void): Promise<void> {
  const token = await issueSetupToken(context.database);
  if (token !== undefined) notice(`\n  Nobody has an account yet. Make the first administrator here:\n  ${url}/setup#${token}`);
}

function runtimeOf(store: Store, publicUrl: string | undefined): ServerRuntime {
  const limits = new Limits();
  return {
    publicUrl: () => publicUrl,
    handleApi: (request) => handleApi(request, store.context, limits),
    isReady: () =>
      store.ping().then(
        () => true,
        () => false,
      ),
    startPage: async (cookies) => {
      const { context } = store;
      const actor = await actorOf(new Headers(cookies === null ? {} : { cookie: cookies }), context, requestContext());
      return startPage(actor, context);
    },
  };
}

function drain(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref();
  });
}
