import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { postmasterOf } from "#lib/server/postgres/postmaster.ts";
import { temporaryFolder } from "#lib/server/postgres/throwaway.ts";
import { killRounds, type Victim } from "#lib/server/testing/kill-rounds.ts";

/* A shortened round of `npm run test:chaos`. */

let dataFolder: string;
beforeEach(async () => {
  dataFolder = await temporaryFolder();
});
afterEach(async () => {
  const postgres = postmasterOf(join(dataFolder, "postgres/data"));
  if (postgres !== undefined) process.kill(-postgres, "SIGKILL");
  await rm(dataFolder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

test("a server or database killed while many people draw loses nothing that was acknowledged", async () => {
  const victims: readonly Victim[] = ["server", "database", "both", "server, politely"];
  const { acknowledged, lost, problems, politeMs } = await killRounds({
    dataFolder,
    rounds: 4,
    documents: 5,
    clients: 3,
    drawMs: 1_500,
    victim: (round) => victims[round % victims.length] ?? "server",
  });
  expect(acknowledged).toBeGreaterThan(500);
  expect(lost).toEqual([]);
  expect(problems).toEqual([]);
  expect(politeMs).toBeLessThan(15_000);
});
