import type { ReferenceTable } from "./reference-table.ts";

/** Separate read models (CQRS). */
export const cqrsTable: ReferenceTable = {
  id: "cqrs",
  title: "Separate read models (CQRS)",
  question: "Does a read model of its own pay?",
  columns: ["Situation", "Answer", "Because"],
  rows: [
    { cells: ["About 1,000 reads per write", "Yes", "Reads and writes scale apart."], source: "000 §8", rules: ["data/cqrs-candidate"] },
    {
      cells: ["Faceted search, analytics, joins over services", "Yes", "The write model does not fit the question."],
      source: "000 §8",
      rules: ["data/cqrs-candidate", "data/cross-context-join", "data/composition-fan-out"],
    },
    { cells: ["Neither of the two", "No", "Two models, a feed between them, and readers who see yesterday."], source: "000 §8", rules: ["data/cqrs-unjustified"] },
    {
      cells: ["It exists", "Feed it by events, say how stale it may be, and be able to rebuild it", "A read model that nobody updates is wrong for ever."],
      source: "000 §8",
      rules: ["data/read-model-not-fed", "data/no-reconciliation", "data/read-your-writes"],
    },
  ],
};
