import { spawnSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { temporaryFolder } from "#lib/server/postgres/throwaway.ts";
import { type KillPlan, killRounds, type Victim } from "#lib/server/testing/kill-rounds.ts";

/*
 * `npm run test:chaos`: the long rounds behind docs/guarantees.md, against the built server (`npm start` builds it). A number after the command makes them
 * shorter: `npm run test:chaos -- 3` runs three rounds of each.
 */
const rounds = Number(process.argv[2] ?? 20);
const FULL = { documents: 50, clients: 4, drawMs: 3_500 } as const;
const VICTIMS: readonly Victim[] = ["server", "database", "both"];

interface Row {
  readonly promise: string;
  readonly rounds: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly note: string;
}

async function kill(promise: string, plan: Omit<KillPlan, "dataFolder" | "rounds">): Promise<Row> {
  const dataFolder = await temporaryFolder();
  try {
    const { acknowledged, lost, politeMs } = await killRounds({ dataFolder, rounds, ...plan });
    return { promise, rounds, acknowledged, lost: lost.length, note: politeMs === 0 ? "" : `longest stop ${(politeMs / 1000).toFixed(1)} s` };
  } finally {
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

const rows = [
  await kill("P1 kill -9 of server, database, both", { ...FULL, victim: (round) => VICTIMS[round % VICTIMS.length] ?? "server" }),
  await kill("P2 SIGTERM", { ...FULL, documents: 10, victim: () => "server, politely" }),
];
console.table(Object.fromEntries(rows.map(({ promise, ...row }) => [promise, row])));

console.log("\nP3, P5, P15, P16: 200 seeds on two processes, revocation and read-only links on the raw protocol");
const tests = spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", "run", "-c", ".config/vitest.config.ts", "--project", "units", "lib/server/realtime"], {
  stdio: "inherit",
  env: { ...process.env, LINTEL_CONVERGENCE_SEEDS: "200", LINTEL_CONVERGENCE_STEPS: "300" },
});
process.exitCode = rows.every(({ lost }) => lost === 0) && tests.status === 0 ? 0 : 1;
