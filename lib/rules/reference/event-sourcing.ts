import type { ReferenceTable } from "./reference-table.ts";

/** Event sourcing. */
export const eventSourcingTable: ReferenceTable = {
  id: "event-sourcing",
  title: "Event sourcing",
  question: "Store events instead of the state?",
  columns: ["Point", "Says"],
  rows: [
    { cells: ["For it", "A complete trail of who changed what and when"], source: "000 §8", rules: [] },
    { cells: ["For it", "Any past state can be shown, any new reader fed from the start"], source: "000 §8", rules: ["messaging/replay-from-queue"] },
    { cells: ["For it", "Other services subscribe to what happens anyway"], source: "000 §8", rules: [] },
    {
      cells: ["Against it", "An event store, projections and versions of events to look after"],
      source: "000 §8",
      rules: ["data/event-sourcing-incomplete", "messaging/event-incompatible"],
    },
    { cells: ["Against it", "Read models follow later"], source: "000 §8", rules: ["data/read-your-writes"] },
  ],
};
