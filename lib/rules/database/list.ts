import type { Rule } from "../rule.ts";
import { cascadeWithSoftDelete } from "./cascade-with-soft-delete.ts";
import { countForExistence } from "./count-for-existence.ts";
import { dialectMismatch } from "./dialect-mismatch.ts";
import { fkAcrossDatabases } from "./fk-across-databases.ts";
import { fkWithoutIndex } from "./fk-without-index.ts";
import { floatMoney } from "./float-money.ts";
import { fullTextWithoutIndex } from "./full-text-without-index.ts";
import { impliedFkMissing } from "./implied-fk-missing.ts";
import { largeTableUnpartitioned } from "./large-table-unpartitioned.ts";
import { manualTimePartitions } from "./manual-time-partitions.ts";
import { multiplePrimaryKeys } from "./multiple-primary-keys.ts";
import { nPlusOne } from "./n-plus-one.ts";
import { noPrimaryKey } from "./no-primary-key.ts";
import { nonAdditiveRollup } from "./non-additive-rollup.ts";
import { nonAtomicColumn } from "./non-atomic-column.ts";
import { nosqlScan } from "./nosql-scan.ts";
import { partialDependency } from "./partial-dependency.ts";
import { partitionKeyNotInKey } from "./partition-key-not-in-key.ts";
import { pessimisticLock } from "./pessimistic-lock.ts";
import { redundantIndex } from "./redundant-index.ts";
import { rowByRowInsert } from "./row-by-row-insert.ts";
import { selectStar } from "./select-star.ts";
import { sequentialIdDistributed } from "./sequential-id-distributed.ts";
import { skewedShardKey } from "./skewed-shard-key.ts";
import { softDeleteIndex } from "./soft-delete-index.ts";
import { softDeleteUnfiltered } from "./soft-delete-unfiltered.ts";
import { statusUnconstrained } from "./status-unconstrained.ts";
import { transitiveDependency } from "./transitive-dependency.ts";
import { unboundedEmbedding } from "./unbounded-embedding.ts";
import { unboundedList } from "./unbounded-list.ts";
import { unindexedQuery } from "./unindexed-query.ts";
import { unusedIndex } from "./unused-index.ts";

/** Rules about database schemas, alphabetical. */
export const databaseRules: readonly Rule[] = [
  cascadeWithSoftDelete,
  countForExistence,
  dialectMismatch,
  fkAcrossDatabases,
  fkWithoutIndex,
  floatMoney,
  fullTextWithoutIndex,
  impliedFkMissing,
  largeTableUnpartitioned,
  manualTimePartitions,
  multiplePrimaryKeys,
  nPlusOne,
  noPrimaryKey,
  nonAdditiveRollup,
  nonAtomicColumn,
  nosqlScan,
  partialDependency,
  partitionKeyNotInKey,
  pessimisticLock,
  redundantIndex,
  rowByRowInsert,
  selectStar,
  sequentialIdDistributed,
  skewedShardKey,
  softDeleteIndex,
  softDeleteUnfiltered,
  statusUnconstrained,
  transitiveDependency,
  unboundedEmbedding,
  unboundedList,
  unindexedQuery,
  unusedIndex,
];
