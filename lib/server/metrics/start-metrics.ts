import { createServer, type Server } from "node:http";
import type { Logger } from "pino";
import type { AnsweredRequest } from "#lib/server/http/front.ts";
import { listen } from "#lib/server/http/listen.ts";
import type { Settings } from "#lib/server/settings.ts";
import type { Store } from "#lib/server/store.ts";
import { Metrics } from "./metrics.ts";

/** A port on which measurements can be read. */
export interface RunningMetrics {
  readonly url: string;
  /** Counts a request of the server itself. */
  answered(request: AnsweredRequest): void;
  stop(): void;
}

/** Measures a server and answers `/metrics` on a port of its own, so that no proxy shows it to the world by accident. */
export async function startMetrics({ host, port }: NonNullable<Settings["metrics"]>, store: Store, log: Logger): Promise<RunningMetrics> {
  const metrics = new Metrics(store);
  const server = makeServer(metrics, log);
  const url = await listen(server, { host, port, variable: "LINTEL_METRICS_PORT" });
  return {
    url: `${url}/metrics`,
    answered: (request) => metrics.answered(request),
    stop: () => {
      metrics.stop();
      server.close();
      server.closeAllConnections();
    },
  };
}

function makeServer(metrics: Metrics, log: Logger): Server {
  return createServer({ headersTimeout: 5_000, requestTimeout: 5_000, maxHeaderSize: 8 * 1024 }, (request, response) => {
    if (request.method !== "GET" || request.url?.split("?", 1)[0] !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    metrics.text().then(
      (text) => response.writeHead(200, { "content-type": metrics.contentType, "cache-control": "no-store" }).end(text),
      (error: unknown) => {
        log.error({ err: error }, "metrics could not be collected");
        response.writeHead(500).end();
      },
    );
  });
}
