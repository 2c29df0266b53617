import type { ReferenceTable } from "./reference-table.ts";

/** Orchestration or choreography. */
export const sagaTable: ReferenceTable = {
  id: "saga",
  title: "Orchestration or choreography",
  question: "Who leads a transaction over several services?",
  columns: ["Style", "For it", "Against it", "Take it when"],
  rows: [
    {
      cells: ["Orchestration", "One place knows the steps; easy to follow and to debug", "The orchestrator may fail, and grows", "More than 4 steps, or branches"],
      source: "000 §4, 001 Approach 4",
      rules: ["transactions/orchestrator-spof", "transactions/saga-state-in-memory"],
    },
    {
      cells: ["Choreography", "No centre; services stay autonomous", "The workflow stands nowhere, and is hard to debug", "Up to 4 steps in a row"],
      source: "000 §4, 004 §5.3",
      rules: ["transactions/choreography-too-long", "transactions/choreography-failure-unhandled"],
    },
    {
      cells: ["Event sourcing with CQRS", "A full trail; replay to any point in time", "Complex; read models lag behind", "The history itself is asked for"],
      source: "000 §4",
      rules: ["data/event-sourcing-incomplete", "data/cqrs-unjustified"],
    },
    {
      cells: ["Two-phase commit", "Atomic", "Blocks when the coordinator fails; distributed deadlocks", "Never across services"],
      source: "002 Service boundary rules, 004 §5.3",
      rules: ["transactions/two-phase-commit"],
    },
    {
      cells: ["One local transaction", "Simplest", "Only within one bounded context", "All steps belong to one context"],
      source: "000 §2",
      rules: ["transactions/saga-in-one-context"],
    },
  ],
  conflicts: ["CF-09", "CF-34"],
};
