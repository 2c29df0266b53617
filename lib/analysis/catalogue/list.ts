import type { Analysis } from "../analysis.ts";
import { architectureStyle } from "./architecture-style.ts";
import { backlog } from "./backlog.ts";
import { blastRadius } from "./blast-radius.ts";
import { bottlenecks } from "./bottlenecks.ts";
import { breakerBehaviour } from "./breaker-behaviour.ts";
import { cacheEffect } from "./cache-effect.ts";
import { capacity } from "./capacity.ts";
import { connectionPools } from "./connection-pools.ts";
import { consumerParallelism } from "./consumer-parallelism.ts";
import { errorBudget } from "./error-budget.ts";
import { flowAvailability } from "./flow-availability.ts";
import { growth } from "./growth.ts";
import { hotPartition } from "./hot-partition.ts";
import { idempotencyStoreSize } from "./idempotency-store.ts";
import { latencyBudget } from "./latency-budget.ts";
import { meshScore } from "./mesh-score.ts";
import { messageSize } from "./message-size.ts";
import { partitionsNeeded } from "./partitions-needed.ts";
import { rateLimits } from "./rate-limits.ts";
import { retryAmplification } from "./retry-amplification.ts";
import { retryTime } from "./retry-time.ts";
import { sagaSimulation } from "./saga-simulation.ts";
import { storage } from "./storage.ts";
import { units } from "./units.ts";

/** The analyses by number. */
export const ANALYSES: readonly Analysis[] = [
  latencyBudget,
  flowAvailability,
  errorBudget,
  blastRadius,
  consumerParallelism,
  partitionsNeeded,
  backlog,
  hotPartition,
  retryTime,
  retryAmplification,
  breakerBehaviour,
  connectionPools,
  capacity,
  growth,
  storage,
  messageSize,
  cacheEffect,
  rateLimits,
  idempotencyStoreSize,
  units,
  architectureStyle,
  meshScore,
  sagaSimulation,
  bottlenecks,
];
