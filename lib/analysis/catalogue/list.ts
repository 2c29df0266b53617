import type { Analysis } from "../analysis.ts";
import { backlog } from "./backlog.ts";
import { breakerBehaviour } from "./breaker-behaviour.ts";
import { connectionPools } from "./connection-pools.ts";
import { consumerParallelism } from "./consumer-parallelism.ts";
import { errorBudget } from "./error-budget.ts";
import { flowAvailability } from "./flow-availability.ts";
import { hotPartition } from "./hot-partition.ts";
import { latencyBudget } from "./latency-budget.ts";
import { partitionsNeeded } from "./partitions-needed.ts";
import { retryAmplification } from "./retry-amplification.ts";
import { retryTime } from "./retry-time.ts";

/** The analyses by number. */
export const ANALYSES: readonly Analysis[] = [
  latencyBudget,
  flowAvailability,
  errorBudget,
  consumerParallelism,
  partitionsNeeded,
  backlog,
  hotPartition,
  retryTime,
  retryAmplification,
  breakerBehaviour,
  connectionPools,
];
