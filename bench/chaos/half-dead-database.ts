import { setTimeout as sleep } from "node:timers/promises";
import { randomUUID } from "node:crypto";
import pg from "pg";
import * as Y from "yjs";
import { Drawer, MAP, until } from "./person.ts";
import { type PromiseTrial, times, Verdict } from "./promise.ts";
import { missing, withInstallation } from "#lib/server/testing/installation.ts";

const ROUNDS = 8;
const LATE_MS = 2_000;

/** A database whose answers are late, and one that does what it is told and whose answer never arrives. */
export const halfDeadDatabase: PromiseTrial = {
  id: "P7",
  title: "A slow or half-dead PostgreSQL: whatever is tried again happens once",
  run: (trial) =>
    withInstallation(async (installation) => {
      const server = await installation.server();
      const id = await server.create();
      const verdict = new Verdict();
      const client = new pg.Client(installation.address);
      await client.connect();
      const count = async (sql: string, ...values: readonly string[]): Promise<number> => Number((await client.query<{ count: string }>(sql, [...values])).rows[0]?.count);

      trial.say("answers are 2 s late");
      const ada = await new Drawer("ada", server.url, id).start();
      await until("a live connection", () => ada.isLive, 5_000);
      installation.way.delayMs = LATE_MS;
      for (let turn = 0; turn < 5; turn += 1) ada.edit();
      const slow = await until("five edits are saved", () => ada.acknowledged.length === 5, 60_000).catch(() => Infinity);
      verdict.expect(slow < 30_000, `with answers 2 s late a change takes ${slow.toFixed(0)} ms`);
      installation.way.delayMs = 0;

      const rounds = times(ROUNDS, trial);
      let repeats = 0;
      for (let round = 0; round < rounds; round += 1) {
        trial.say(`round ${round + 1}: answers get lost`);
        await until("it is well again", async () => (await fetch(`${server.url}/readyz`)).ok, 30_000);
        const document = new Y.Doc();
        document.getMap(MAP).set(`http-${round}`, round);
        const change = { updateId: randomUUID(), update: Buffer.from(Y.encodeStateAsUpdate(document)).toString("base64") };
        const key = randomUUID();
        const [append, create] = [
          () => server.ask("POST", `/designs/${id}/updates`, change),
          () => server.ask("POST", "/designs", { title: `Made in round ${round}` }, { "idempotency-key": key }),
        ];
        ada.edit();
        installation.way.weather = "answerless";
        const lost = Promise.all([append(), create()]);
        await sleep(1_500);
        const early = await lost.then((answers) => answers.map(({ status }) => status));
        installation.way.weather = "clear";
        verdict.expect(
          early.every((status) => status === 503 || status === 201 || status === 200),
          `answered ${early.join(", ")}`,
        );
        for (const again of [append, create]) {
          await until(
            "it is taken",
            async () => {
              repeats += 1;
              return (await again()).ok;
            },
            40_000,
          );
        }
        const rows = await count(`SELECT count(*) FROM "DesignUpdate" WHERE "designId" = $1 AND "updateId" = $2`, id, change.updateId);
        const made = await count(`SELECT count(*) FROM "DesignDocument" WHERE "title" = $1`, `Made in round ${round}`);
        verdict.expect(rows === 1, `one change stands in the log ${rows} times`);
        verdict.expect(made === 1, `one design was made ${made} times`);
      }
      await until("everything is saved", () => !ada.autosave.hasUnsaved, 40_000);
      const lost = await missing(installation, id, ada.made, MAP);
      const { problems } = await installation.stored();
      verdict.expect(lost.length === 0 && problems.length === 0, `${lost.length} lost; ${problems[0] ?? ""}`);
      ada.stop();
      await client.end();
      return verdict.outcome(
        `2 s late: saved after ${(slow / 1000).toFixed(1)} s; ${rounds} rounds of answers lost after the commit: ${2 * rounds} requests asked ${repeats} times more, each one effect; ${ada.made.length} edits of a person, ${lost.length} lost`,
      );
    }),
};
