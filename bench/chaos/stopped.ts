import { rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { temporaryFolder } from "#lib/server/postgres/throwaway.ts";
import { type KillPlan, killRounds } from "#lib/server/testing/kill-rounds.ts";
import { Drawer, MAP } from "./person.ts";
import { type PromiseTrial, times, Verdict } from "./promise.ts";
import { missing, withInstallation } from "#lib/server/testing/installation.ts";

const DEADLINE_MS = 15_000;

/** SIGTERM in the middle of drawing, and SIGTERM when the database is out of reach. */
export const stopped: PromiseTrial = {
  id: "P2",
  title: "SIGTERM ends within 15 s and loses nothing, also when the database does not answer",
  async run(trial) {
    const dataFolder = await temporaryFolder();
    const verdict = new Verdict();
    const plan: KillPlan = { dataFolder, rounds: times(10, trial), documents: 10, clients: 4, drawMs: 3_000, victim: () => "server, politely", say: trial.say };
    const polite = await killRounds(plan);
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    verdict.expect(polite.lost.length === 0 && polite.problems.length === 0, `lost ${polite.lost.length}; ${polite.problems[0] ?? ""}`);
    verdict.expect(polite.politeMs < DEADLINE_MS, "too slow");
    trial.say("now with a database that swallows everything");
    const dark = await withInstallation(async (installation) => {
      const server = await installation.server();
      const id = await server.create();
      const people = await Promise.all(["ada", "grace", "linus"].map((name) => new Drawer(name, server.url, id).start()));
      const drawing = setInterval(() => people.forEach((person) => person.edit()), 20);
      await sleep(2_000);
      installation.way.weather = "swallowing";
      await sleep(1_000);
      const ms = await server.end("SIGTERM");
      await sleep(500);
      clearInterval(drawing);
      const acknowledged = people.flatMap((person) => [...person.acknowledged]);
      const made = people.flatMap((person) => [...person.made]);
      const lost = await missing(installation, id, acknowledged, MAP);
      verdict.expect(ms < DEADLINE_MS, `took ${ms.toFixed(0)} ms`);
      verdict.expect((server.child.exitCode ?? 0) !== 0, `ended with ${server.child.exitCode}, as if all were well`);
      verdict.expect(lost.length === 0, `lost ${lost.length}`);
      verdict.expect(
        people.every((person) => person.autosave.hasUnsaved && person.autosave.state.getState().kind !== "saved"),
        "somebody believes that all is saved",
      );
      for (const person of people) person.stop();
      return `the database out of reach: ended after ${(ms / 1000).toFixed(1)} s with ${server.child.exitCode}, ${acknowledged.length} acknowledged, ${lost.length} lost, ${made.length - acknowledged.length} still with the people`;
    });
    return verdict.outcome(
      `${times(10, trial)} rounds: longest ${(polite.politeMs / 1000).toFixed(1)} s, ${polite.acknowledged} acknowledged, ${polite.lost.length} lost; ${dark}`,
    );
  },
};
