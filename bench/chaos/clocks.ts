import { setTimeout as sleep } from "node:timers/promises";
import * as Y from "yjs";
import type { ServerProcess } from "#lib/server/testing/server-process.ts";
import { byLink, setUp, WITH_ACCOUNTS } from "./accounts.ts";
import { MAP, until } from "./person.ts";
import { type PromiseTrial, Verdict } from "./promise.ts";
import { withInstallation } from "#lib/server/testing/installation.ts";

const MINUTES = 10;
const LINK_MS = 10_000;

/** A module that a server loads first: its clock goes wrong by some minutes. */
const wrongBy = (minutes: number): string =>
  `data:text/javascript,${encodeURIComponent(`
  const Right = Date, by = ${minutes * 60_000};
  globalThis.Date = class Date extends Right {
    constructor(...given) { if (given.length === 0) super(Right.now() + by); else super(...given); }
    static now() { return Right.now() + by; }
  };`)}`;

/** Two servers whose clocks are twenty minutes apart. */
export const clocks: PromiseTrial = {
  id: "P24",
  title: "Servers whose clocks go wrong agree: order, tickets, sessions and expiry are the database's",
  run: () =>
    withInstallation(async (installation) => {
      const environment = { ...WITH_ACCOUNTS, LINTEL_LOG: "info" };
      const early = await installation.server({ environment, flags: ["--import", wrongBy(-MINUTES)] });
      const late = await installation.server({ environment, flags: ["--import", wrongBy(MINUTES)] });
      const verdict = new Verdict();
      // By the clock with which it writes its log.
      const skewOf = async (server: ServerProcess): Promise<number> => {
        await server.ask("GET", "/openapi.json");
        await sleep(100);
        const [, time] = /.*"time":(\d+)/su.exec(server.said) ?? [];
        return Math.round((Number(time) - Date.now()) / 60_000);
      };
      const skews = [await skewOf(early), await skewOf(late)];
      verdict.expect(skews[0] === -MINUTES && skews[1] === MINUTES, `the clocks are ${skews.join(" and ")} minutes off`);
      const admin = { ...(await setUp(late)) };
      const { id } = await early.answer<{ id: string }>("POST", "/designs", { title: "Shop" }, admin);
      for (const server of [early, late])
        verdict.expect((await server.ask("GET", "/me", undefined, admin)).status === 200, "a session that one server began is no session at the other");
      const clients = [await early.join(id, admin), await late.join(id, admin)];
      const documents = clients.map((client, at) => {
        const document = new Y.Doc();
        client.onUpdate = (update) => Y.applyUpdate(document, update, "server");
        let made = 0;
        document.on("update", (update, origin) => origin !== "server" && client.change(`server${at}-${String((made += 1)).padStart(4, "0")}`, update));
        return document;
      });
      for (let turn = 0; turn < 100; turn += 1) {
        for (const [at, document] of documents.entries()) document.getMap(MAP).set(`${at}-${turn}`, turn);
        await sleep(10);
      }
      await until(
        "everything is acknowledged and seen",
        () => clients.every(({ stored }) => stored.size === 100) && documents.every((document) => document.getMap(MAP).size === 200),
        20_000,
      );
      const numbers = clients.flatMap(({ stored }) => [...stored.values()]).toSorted((a, b) => a - b);
      verdict.expect(
        numbers.every((number, index) => index === 0 || number === (numbers[index - 1] ?? 0) + 1),
        "numbers with gaps",
      );
      const { problems } = await installation.stored();
      verdict.expect(problems.length === 0, problems[0] ?? "");
      const delays: number[] = [];
      for (const server of [early, late]) {
        const expiresAt = new Date(Date.now() + LINK_MS).toISOString();
        const began = performance.now();
        const { headers } = await byLink(server, admin, id, { scope: "view", expiresAt });
        const viewer = await server.join(id, headers);
        verdict.expect(viewer.welcome !== undefined, "a link that is open lets nobody in");
        await until("the link expires", () => viewer.closed !== undefined, 2 * LINK_MS).catch(() => verdict.expect(false, "a link does not expire"));
        delays.push(performance.now() - began);
        viewer.end();
        verdict.expect((await server.ask("GET", `/designs/${id}/state`, undefined, headers)).status >= 400, "HTTP outlives the link");
      }
      verdict.expect(
        delays.every((delay) => delay > LINK_MS - 1_000 && delay < LINK_MS + 2_000),
        `links of 10 s lasted ${delays.map((delay) => (delay / 1000).toFixed(1)).join(" and ")} s`,
      );
      for (const client of clients) client.end();
      return verdict.outcome(
        `clocks ${skews.join(" and ")} min off: 200 edits numbered without gaps, a session good at both, links of 10 s ended after ${delays.map((delay) => (delay / 1000).toFixed(1)).join(" and ")} s`,
      );
    }),
};
