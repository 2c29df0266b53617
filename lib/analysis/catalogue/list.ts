import type { Analysis } from "../analysis.ts";
import { latencyBudget } from "./latency-budget.ts";

/** The analyses by number. */
export const ANALYSES: readonly Analysis[] = [latencyBudget];
