import type { Rule } from "../rule.ts";
import { capMismatch } from "./cap-mismatch.ts";
import { compositionFanOut } from "./composition-fan-out.ts";
import { cqrsCandidate } from "./cqrs-candidate.ts";
import { cqrsUnjustified } from "./cqrs-unjustified.ts";
import { crossContextJoin } from "./cross-context-join.ts";
import { eventSourcingIncomplete } from "./event-sourcing-incomplete.ts";
import { noOwner } from "./no-owner.ts";
import { noReconciliation } from "./no-reconciliation.ts";
import { orphanReplica } from "./orphan-replica.ts";
import { readModelNotFed } from "./read-model-not-fed.ts";
import { readYourWrites } from "./read-your-writes.ts";
import { replicaLagUnbounded } from "./replica-lag-unbounded.ts";
import { wallClockOrdering } from "./wall-clock-ordering.ts";
import { writeToReplica } from "./write-to-replica.ts";

/** Rules about data ownership and consistency, alphabetical. */
export const dataRules: readonly Rule[] = [
  capMismatch,
  compositionFanOut,
  cqrsCandidate,
  cqrsUnjustified,
  crossContextJoin,
  eventSourcingIncomplete,
  noOwner,
  noReconciliation,
  orphanReplica,
  readModelNotFed,
  readYourWrites,
  replicaLagUnbounded,
  wallClockOrdering,
  writeToReplica,
];
