import type { ReferenceTable } from "./reference-table.ts";

/** Kinds of events. */
export const eventTypesTable: ReferenceTable = {
  id: "event-types",
  title: "Kinds of events",
  question: "What sort of message is it?",
  columns: ["Kind", "Says", "Use it for"],
  rows: [
    {
      cells: ["Domain event", "What happened, in words of the business: OrderPlaced", "Telling other contexts"],
      source: "000 §3",
      rules: ["messaging/event-naming", "messaging/event-without-schema"],
    },
    {
      cells: ["Integration event", "The same between two services, often made from a domain event", "Contracts that outlive a refactoring"],
      source: "000 §3",
      rules: ["messaging/event-incompatible"],
    },
    { cells: ["Command", "What somebody shall do: ProcessPayment", "Orchestration; exactly one receiver"], source: "000 §3", rules: ["messaging/command-broadcast"] },
  ],
  conflicts: ["CF-30"],
};
