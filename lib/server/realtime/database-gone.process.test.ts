import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { missing, withInstallation } from "#lib/server/testing/installation.ts";
import type { RawClient } from "#lib/server/testing/live-server.ts";
import { CLOSE } from "#lib/sync/realtime-protocol.ts";

/* Shortened rounds of P6 and P7 of `npm run test:chaos`. */

const MAP = "chaos";

/** Changes of one person, one key each. */
function drawing() {
  const document = new Y.Doc();
  return (client: RawClient, key: string): void => {
    const before = Y.encodeStateVector(document);
    document.getMap(MAP).set(key, 1);
    client.change(key, Y.encodeStateAsUpdate(document, before));
  };
}

test("a database out of reach is said clearly, and everything works again by itself", () =>
  withInstallation(async (installation) => {
    const server = await installation.server();
    const id = await server.create();
    const draw = drawing();
    for (const weather of ["refusing", "swallowing"] as const) {
      const client = await server.join(id);
      draw(client, `${weather}-before`);
      await client.until("the acknowledgement", () => client.stored.size === 1);
      installation.way.weather = weather;
      expect((await client.until("the end", () => client.closed, 15_000)).code).toBe(CLOSE.later);
      for (const [method, path, body] of [
        ["GET", "/designs"],
        ["GET", `/designs/${id}/state`],
        ["POST", `/designs/${id}/realtime-tickets`, {}],
        ["POST", "/designs", { title: "New" }],
      ] as const) {
        const response = await server.ask(method, path, body);
        expect(response.status, `${weather}: ${method} ${path}`).toBe(503);
        expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
      }
      expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
      expect((await fetch(`${server.url}/livez`)).status).toBe(200);
      installation.way.weather = "clear";
      const back = await server.join(id);
      draw(back, `${weather}-after`);
      await back.until("the acknowledgement", () => back.stored.size === 1);
      back.end();
    }
    expect(await missing(installation, id, ["refusing-before", "refusing-after", "swallowing-before", "swallowing-after"], MAP)).toEqual([]);
  }));

test("a change whose answer was lost after the commit is stored once when it is sent again", () =>
  withInstallation(async (installation) => {
    const server = await installation.server();
    const id = await server.create();
    const draw = drawing();
    const client = await server.join(id);
    draw(client, "first-key");
    await client.until("the acknowledgement", () => client.stored.size === 1);
    installation.way.weather = "answerless";
    draw(client, "second-key");
    await client.until("the end", () => client.closed, 15_000);
    expect(client.stored.has("second-key")).toBe(false);
    installation.way.weather = "clear";
    const back = await server.join(id);
    const document = new Y.Doc();
    for (const update of back.updates) Y.applyUpdate(document, update);
    // The commit went through; only its answer was lost.
    await sleep(200);
    back.change("second-key", Y.encodeStateAsUpdate(document));
    await back.until("the acknowledgement", () => back.stored.get("second-key"));
    const { keys, problems } = await installation.stored();
    expect([...keys(id, MAP)]).toEqual(["first-key", "second-key"]);
    expect(problems).toEqual([]);
    expect(back.stored.get("second-key")).toBe(3);
    back.end();
  }));
