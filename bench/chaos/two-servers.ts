import { setTimeout as sleep } from "node:timers/promises";
import { Drawer, MAP, until } from "./person.ts";
import { chance, type PromiseTrial, quantile, Verdict } from "./promise.ts";
import { missing, withInstallation } from "#lib/server/testing/installation.ts";

const PEOPLE = 8;
const EVERY_MS = 100;
const DRAW_MS = 20_000;
const RECONNECT_MS = 5_000;
const FAREWELL_MS = 30_000;
const LAG_MS = 500;

/** Two servers behind a balancer, and one of them killed in the middle of drawing. */
export const twoServers: PromiseTrial = {
  id: "P5",
  title: "Two servers, one killed: editors are back within 5 s, nothing acknowledged is lost, the dead leave within 30 s",
  run: (trial) =>
    withInstallation(async (installation) => {
      const roll = chance(trial.seed);
      const [first, second] = [await installation.server(), await installation.server()];
      const front = await installation.front([first, second]);
      const id = await second.create();
      const verdict = new Verdict();
      // One watches at each server; the others come through the balancer.
      const watcher = await new Drawer("watcher", second.url, id).start();
      const doomed = await new Drawer("doomed", first.url, id).start();
      const people = await Promise.all(Array.from({ length: PEOPLE }, (_, index) => new Drawer(`person${index}`, front, id).start()));
      await until("everybody is there", () => watcher.presence.state.getState().others.length === PEOPLE + 1, 20_000);
      const sent = new Map<string, number>();
      const lags: number[] = [];
      for (const somebody of [watcher, doomed, ...people])
        somebody.onKey = (key) => {
          const began = sent.get(key);
          if (began !== undefined) lags.push(performance.now() - began);
        };
      const drawing = people.map((person) => setInterval(() => roll() < 0.8 && sent.set(person.edit(), performance.now()), EVERY_MS));
      await sleep(DRAW_MS * trial.scale);
      const lag = quantile(lags, 0.95);
      verdict.expect(lag < LAG_MS, `19 of 20 changes took up to ${lag.toFixed(0)} ms to be seen`);
      const atFirst = people.filter((person) => person.isLive).length;
      const back: number[] = [];
      const dead = performance.now();
      for (const person of people) person.onLive = () => back.push(performance.now() - dead);
      await first.end("SIGKILL");
      // A socket of the dead closes a moment later.
      await sleep(100);
      await until("everybody is back", () => people.every((person) => person.isLive), 20_000).catch((error: unknown) => verdict.expect(false, String(error)));
      verdict.expect(back.length > 0 && Math.max(...back) <= RECONNECT_MS, `the last came back after ${Math.max(0, ...back).toFixed(0)} ms`);
      const gone = await until("the dead have left", () => watcher.presence.state.getState().others.length === PEOPLE, FAREWELL_MS + 10_000).catch(() => Infinity);
      verdict.expect(gone <= FAREWELL_MS, `${watcher.presence.state.getState().others.length} others are shown, ${PEOPLE} are there`);
      await sleep(2_000);
      for (const timer of drawing) clearInterval(timer);
      await until("everything is saved", () => people.every((person) => !person.autosave.hasUnsaved), 20_000);
      const made = people.flatMap((person) => [...person.made]);
      const lost = await missing(installation, id, made, MAP);
      verdict.expect(lost.length === 0, `${lost.length} lost`);
      await until("everybody sees everything", () => people.every(({ keys }) => keys.size === made.length), 15_000).catch((error: unknown) => verdict.expect(false, String(error)));
      const { problems } = await installation.stored();
      verdict.expect(problems.length === 0, problems[0] ?? "");
      for (const person of [watcher, doomed, ...people]) person.stop();
      return verdict.outcome(
        `${PEOPLE} people, ${atFirst} live before: seen p95 ${lag.toFixed(0)} ms; ${back.length} had to come back, the last after ${(Math.max(0, ...back) / 1000).toFixed(1)} s; the dead gone after ${(gone / 1000).toFixed(1)} s; ${made.length} edits, ${lost.length} lost`,
      );
    }),
};
