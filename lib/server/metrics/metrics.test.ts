import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pino } from "pino";
import { ask } from "#lib/server/testing/ask.ts";
import { testDatabases } from "#lib/server/testing/databases.ts";
import { openTestStore, type TestStore } from "#lib/server/testing/test-store.ts";
import { routeOf } from "./route-of.ts";
import { type RunningMetrics, startMetrics } from "./start-metrics.ts";

describe.each(await testDatabases())("metrics on $name", (database) => {
  let store: TestStore;
  let metrics: RunningMetrics;
  beforeAll(async () => {
    store = await openTestStore(database);
    metrics = await startMetrics({ host: "127.0.0.1", port: 0 }, store, pino({ level: "silent" }));
  });
  afterAll(async () => {
    metrics.stop();
    await store.close();
  });

  const read = async (): Promise<string> => (await fetch(metrics.url)).text();
  /** The value of one line. */
  const valueOf = (text: string, name: string): number =>
    Number(
      text
        .split("\n")
        .find((line) => line.startsWith(`${name} `))
        ?.slice(name.length + 1),
    );

  test("what happens is counted: requests by operation and status, changes, commits, the database, the process", async () => {
    await ask(store.context, "POST", "/designs", { isLocal: true, body: { title: "Confidential title" } });
    const [{ id }] = (await ask<{ items: [{ id: string }] }>(store.context, "GET", "/designs", { isLocal: true })).body.items;
    await ask(store.context, "PATCH", `/designs/${id}`, { isLocal: true, body: { title: "Another confidential title" } });
    metrics.answered({ method: "GET", path: `/api/v1/designs/${id}`, status: 200, ms: 7 });
    metrics.answered({ method: "GET", path: `/d/${id}`, status: 404, ms: 1 });
    const text = await read();
    expect(valueOf(text, 'lintel_http_requests_total{route="designs.get",status="200"}')).toBe(1);
    expect(valueOf(text, 'lintel_http_requests_total{route="page",status="404"}')).toBe(1);
    expect(valueOf(text, 'lintel_http_request_seconds_bucket{le="0.01",route="designs.get"}')).toBe(1);
    expect(valueOf(text, 'lintel_http_request_seconds_bucket{le="0.005",route="designs.get"}')).toBe(0);
    expect(valueOf(text, "lintel_updates_committed_total")).toBe(1);
    expect(valueOf(text, "lintel_commit_seconds_count")).toBe(1);
    expect(valueOf(text, "lintel_documents_in_memory")).toBe(1);
    expect(valueOf(text, "lintel_live_connections")).toBe(0);
    expect(valueOf(text, "lintel_quarantined_updates")).toBe(0);
    expect(valueOf(text, "lintel_database_connections_total")).toBeGreaterThan(0);
    for (const name of ["lintel_notice_seconds", "nodejs_eventloop_lag_p99_seconds", "process_resident_memory_bytes"]) expect(valueOf(text, name)).toBeGreaterThanOrEqual(0);
    for (const secret of [id, "onfidential"]) expect(text).not.toContain(secret);
  });

  test("nothing else is there", async () => {
    const { origin } = new URL(metrics.url);
    expect((await fetch(origin)).status).toBe(404);
    expect((await fetch(metrics.url, { method: "POST" })).status).toBe(404);
  });
});

test.each([
  ["GET", "/api/v1/designs/abc", "designs.get"],
  ["PUT", "/api/v1/designs/abc", "unknown operation"],
  ["GET", "/api/v1/no/such/thing", "unknown operation"],
  ["GET", "/_next/static/chunk.js", "asset"],
  ["GET", "/d/abc", "page"],
  ["GET", "/anything/<at all>", "page"],
  ["GET", "/livez", "/livez"],
])("%s %s counts as %s", (method, path, route) => {
  expect(routeOf(method, path)).toBe(route);
});
