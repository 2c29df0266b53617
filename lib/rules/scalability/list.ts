import type { Rule } from "../rule.ts";
import { capacityBelowPeak } from "./capacity-below-peak.ts";
import { connectionsExhausted } from "./connections-exhausted.ts";
import { crossShardQuery } from "./cross-shard-query.ts";
import { databaseOverloaded } from "./database-overloaded.ts";
import { growthExceedsCapacity } from "./growth-exceeds-capacity.ts";
import { growthNotProjected } from "./growth-not-projected.ts";
import { inMemorySession } from "./in-memory-session.ts";
import { loadTestInsufficient } from "./load-test-insufficient.ts";
import { moduloResharding } from "./modulo-resharding.ts";
import { noAutoscaling } from "./no-autoscaling.ts";
import { noChaosTest } from "./no-chaos-test.ts";
import { noConnectionPool } from "./no-connection-pool.ts";
import { noHeadroom } from "./no-headroom.ts";
import { overProvisioned } from "./over-provisioned.ts";
import { poolLifetime } from "./pool-lifetime.ts";
import { poolNoQueueTimeout } from "./pool-no-queue-timeout.ts";
import { poolOffFormula } from "./pool-off-formula.ts";
import { rangeShardHotspot } from "./range-shard-hotspot.ts";
import { shardDirectoryUncached } from "./shard-directory-uncached.ts";
import { storageExhausted } from "./storage-exhausted.ts";

/** Rules about scalability and performance, alphabetical. */
export const scalabilityRules: readonly Rule[] = [
  capacityBelowPeak,
  connectionsExhausted,
  crossShardQuery,
  databaseOverloaded,
  growthExceedsCapacity,
  growthNotProjected,
  inMemorySession,
  loadTestInsufficient,
  moduloResharding,
  noAutoscaling,
  noChaosTest,
  noConnectionPool,
  noHeadroom,
  overProvisioned,
  poolLifetime,
  poolNoQueueTimeout,
  poolOffFormula,
  rangeShardHotspot,
  shardDirectoryUncached,
  storageExhausted,
];
