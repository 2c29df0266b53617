import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { AnsweredRequest } from "#lib/server/http/front.ts";
import type { Store } from "#lib/server/store.ts";
import { routeOf } from "./route-of.ts";

const SECONDS = 0.001;

/**
 * What is measured of a running server, in the words of Prometheus. Labels are names out of our own lists and numbers of HTTP: never an id, a
 * title, an address or anything else that somebody typed.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Counter<"route" | "status">;
  readonly #durations: Histogram<"route">;
  readonly #stopListening: () => void;

  constructor({ context, hub, connections }: Store) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#requests = new Counter({ name: "lintel_http_requests_total", help: "Requests that were answered.", labelNames: ["route", "status"], registers });
    this.#durations = new Histogram({
      name: "lintel_http_request_seconds",
      help: "Time from the head of a request to the end of its answer.",
      labelNames: ["route"],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    });
    const gauge = (name: string, help: string, read: () => number | Promise<number>): void => this.#registry.registerMetric(gaugeOf(name, help, read));
    gauge("lintel_live_connections", "Browsers and programs that have a design open through this process.", () => hub.size);
    gauge("lintel_live_designs", "Designs that somebody has open through this process.", () => hub.openDesigns);
    gauge("lintel_documents_in_memory", "Designs that this process keeps in memory because they were changed lately.", () => context.door.documentsInMemory);
    gauge("lintel_quarantined_updates", "Stored changes that could not be applied and were put aside.", () => context.database.quarantinedUpdate.count());
    gauge("lintel_notice_seconds", "How long the last notice of this process took through the database and back.", () => hub.noticeMs * SECONDS);
    for (const [state, help] of [
      ["total", "Connections to the database that are open."],
      ["idle", "Connections to the database that nobody uses."],
      ["waiting", "Queries that wait for a connection to the database."],
    ] as const)
      gauge(`lintel_database_connections_${state}`, help, () => connections()[state]);
    const updates = new Counter({ name: "lintel_updates_committed_total", help: "Changes of designs that were committed.", registers });
    const commits = new Histogram({
      name: "lintel_commit_seconds",
      help: "Time of a transaction that stores changes.",
      buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
      registers,
    });
    this.#stopListening = context.door.onStored(({ changes, tookMs }) => {
      updates.inc(changes.length);
      commits.observe(tookMs * SECONDS);
    });
  }

  /** Counts a request. */
  answered({ method, path, status, ms }: AnsweredRequest): void {
    const route = routeOf(method, path);
    this.#requests.inc({ route, status: String(status) });
    this.#durations.observe({ route }, ms * SECONDS);
  }

  /** Everything, as Prometheus reads it. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Measures no more. */
  stop(): void {
    this.#stopListening();
    this.#registry.clear();
  }
}

/** A number that is read when somebody asks; left out while it cannot be had, as without the database. */
function gaugeOf(name: string, help: string, read: () => number | Promise<number>): Gauge {
  const gauge = new Gauge({
    name,
    help,
    registers: [],
    collect: async () => {
      try {
        gauge.set(await read());
      } catch {
        gauge.remove();
      }
    },
  });
  return gauge;
}
