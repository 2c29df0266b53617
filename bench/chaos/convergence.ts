import { byTest } from "./by-test.ts";
import { type PromiseTrial, times } from "./promise.ts";

const SEEDS = 200;
const STEPS = 300;

/** Three people on two processes, cut off and back, sending twice and in any order. */
export const convergence: PromiseTrial = {
  id: "P3",
  title: "People who draw at once, are cut off, come back, send twice and in another order end with the same bytes",
  run: async (trial) => {
    const seeds = times(SEEDS, trial);
    const environment = { LINTEL_CONVERGENCE_SEEDS: String(seeds), LINTEL_CONVERGENCE_STEPS: String(STEPS) };
    const vitest = ["node_modules/vitest/vitest.mjs", "run", "-c", ".config/vitest.config.ts", "--project", "units", "lib/server/realtime/convergence.test.ts"];
    const outcome = await byTest(vitest, environment, trial);
    return { ...outcome, figures: `seeds 1 to ${seeds}, ${STEPS} steps each: ${outcome.figures}` };
  },
};
