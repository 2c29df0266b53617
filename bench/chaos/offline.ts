import { setTimeout as sleep } from "node:timers/promises";
import * as Y from "yjs";
import { Drawer, MAP, until } from "./person.ts";
import { type PromiseTrial, times, Verdict } from "./promise.ts";
import { Proxy } from "#lib/server/testing/proxy.ts";
import { missing, withInstallation } from "#lib/server/testing/installation.ts";

const EDITS = 600;

/** Two people who cannot reach each other draw on, and meet again; then somebody comes back to a design that was set back meanwhile. */
export const offline: PromiseTrial = {
  id: "P4",
  title: "600 edits offline on each side merge on return; what was set back meanwhile is never mixed, the work is kept apart",
  run: (trial) =>
    withInstallation(async (installation) => {
      const server = await installation.server();
      const id = await server.create();
      const verdict = new Verdict();
      const far = await Proxy.start(() => ({ host: "127.0.0.1", port: Number(new URL(server.url).port) }));
      const [near, away] = await Promise.all([new Drawer("near", server.url, id).start(), new Drawer("away", `http://localhost:${far.port}`, id).start()]);
      // "Saved" is looked at against the database each time that it is said.
      let early = 0;
      let said = 0;
      const checks: Promise<void>[] = [];
      for (const person of [near, away]) {
        person.autosave.state.subscribe(({ kind }, before) => {
          if (kind !== "saved" || before.kind === "saved" || said >= 40) return;
          said += 1;
          const keys = person.made;
          checks.push(missing(installation, id, keys, MAP).then((lost) => void (early += lost.length)));
        });
      }
      far.weather = "refusing";
      const edits = times(EDITS, trial);
      for (let turn = 0; turn < edits; turn += 1) {
        near.edit();
        away.edit();
        await sleep(5);
      }
      await until("the one who is online has saved", () => near.autosave.state.getState().kind === "saved", 20_000);
      verdict.expect(away.autosave.state.getState().kind === "offline", `whoever is cut off reads "${away.autosave.state.getState().kind}"`);
      verdict.expect(![...near.keys].some((key) => key.startsWith("away")), "something came through a wall");
      far.weather = "clear";
      const merged = await until("both hold everything", () => near.keys.size === 2 * edits && away.keys.size === 2 * edits, 30_000).catch(() => Infinity);
      await until("everything is saved", () => !away.autosave.hasUnsaved, 20_000);
      verdict.expect(Number.isFinite(merged), `they hold ${near.keys.size} and ${away.keys.size} of ${2 * edits}`);
      const lost = await missing(installation, id, [...near.made, ...away.made], MAP);
      verdict.expect(lost.length === 0, `${lost.length} lost`);
      await Promise.all(checks);
      verdict.expect(said > 0 && early === 0, `"saved" was said ${said} times, for ${early} edits too early`);
      const same = Buffer.from(Y.encodeStateVector(near.document)).equals(Buffer.from(Y.encodeStateVector(away.document)));
      verdict.expect(same, "the two documents differ");

      trial.say("now an older version is restored while one is away");
      const { seq: number } = await server.answer<{ seq: number }>("POST", `/designs/${id}/versions`, { title: "Before" });
      far.weather = "refusing";
      for (let turn = 0; turn < 50; turn += 1) away.edit();
      near.edit();
      await until("it is saved", () => !near.autosave.hasUnsaved, 10_000);
      await server.answer("POST", `/designs/${id}/versions/${number}/restore`, {});
      far.weather = "clear";
      await until("whoever was away is told", () => away.autosave.state.getState().kind === "replaced", 20_000).catch(() =>
        verdict.expect(false, "nobody told the one who was away"),
      );
      const state = away.autosave.state.getState();
      const kept = new Y.Doc();
      if (state.kind === "replaced") Y.applyUpdate(kept, state.mine);
      const own = away.made.slice(-50);
      verdict.expect(
        own.every((key) => kept.getMap(MAP).has(key)),
        "the copy lacks what was drawn while away",
      );
      await sleep(1_000);
      const stored = (await installation.stored()).keys(id, MAP);
      verdict.expect(!own.some((key) => stored.has(key)), "what was drawn on the version that was set back was mixed into the restored one");
      const { title } = await server.answer<{ title: string }>("GET", `/designs/${id}`);
      verdict.expect(title === "Chaos", `the restored version is called "${title}"`);
      for (const person of [near, away]) person.stop();
      await far.stop();
      return verdict.outcome(
        `${edits} edits on each side: merged ${(merged / 1000).toFixed(1)} s after the return, 0 lost, none twice; "saved" said ${said} times, never early; 50 edits on a version that was set back: kept as a copy, none mixed in`,
      );
    }),
};
