import { rm } from "node:fs/promises";
import { temporaryFolder } from "#lib/server/postgres/throwaway.ts";
import { killRounds, type Victim } from "#lib/server/testing/kill-rounds.ts";
import { type PromiseTrial, times, Verdict } from "./promise.ts";

const VICTIMS: readonly Victim[] = ["server", "database", "both"];
const ROUNDS = 20;
/** Acknowledged edits without which the rounds would say little. */
const ENOUGH = 50_000;

/** `kill -9` in the middle of drawing, of whoever keeps what was drawn. */
export const killed: PromiseTrial = {
  id: "P1",
  title: "Nothing acknowledged is lost when server, PostgreSQL or both are killed",
  async run(trial) {
    const dataFolder = await temporaryFolder();
    const rounds = times(ROUNDS, trial);
    try {
      const victim = (round: number): Victim => VICTIMS[round % VICTIMS.length] ?? "server";
      const result = await killRounds({ dataFolder, rounds, documents: 50, clients: 4, drawMs: 3_500, enough: (1.1 * ENOUGH) / ROUNDS, victim, say: trial.say });
      const verdict = new Verdict();
      verdict.expect(result.lost.length === 0, `lost ${result.lost.slice(0, 3).join(", ")}`);
      verdict.expect(result.problems.length === 0, result.problems.slice(0, 3).join("; "));
      verdict.expect(result.acknowledged >= ENOUGH * (rounds / ROUNDS), "too few edits to say anything");
      return verdict.outcome(
        `${rounds} rounds, 50 designs × 4 people: ${result.acknowledged} acknowledged, ${result.lost.length} lost, ${result.problems.length} faults in the logs`,
      );
    } finally {
      await rm(dataFolder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    }
  },
};
