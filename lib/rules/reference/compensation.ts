import type { ReferenceTable } from "./reference-table.ts";

/** Steps and compensations of a saga. */
export const compensationTable: ReferenceTable = {
  id: "compensation",
  title: "Steps and compensations of a saga",
  question: "What happens when a step fails?",
  columns: ["Question", "Answer", "Because"],
  rows: [
    {
      cells: ["In which order do the steps run?", "What can be given back first, what cannot be undone last", "A failure then costs least."],
      source: "000 §4, 004 §5.3",
      rules: ["transactions/irreversible-step-too-early"],
    },
    {
      cells: ["What is undone?", "The completed steps, last one first", "A later step may rest on an earlier one; what never ran needs nothing."],
      source: "004 §5.3",
      rules: ["transactions/compensates-unexecuted-steps", "transactions/compensation-order"],
    },
    {
      cells: ["And when undoing fails?", "Retry, then a dead-letter queue and a person", "Money and stock do not come back by a line in a log."],
      source: "000 §0",
      rules: ["transactions/compensation-no-retry", "transactions/compensation-not-idempotent"],
    },
    {
      cells: ["How is stock held meanwhile?", "By a reservation that expires", "Nobody waits for ever for a payment that never comes."],
      source: "000 §4",
      rules: ["transactions/reservation-without-expiry", "transactions/missing-compensation"],
    },
    {
      cells: ["How do a database write and its event stay together?", "An outbox, change data capture, or an event store", "Two writes are not one."],
      source: "000 §0, 003 Ex. 1",
      rules: ["transactions/dual-write"],
    },
  ],
  conflicts: ["CF-31", "CF-32", "CF-33"],
};
