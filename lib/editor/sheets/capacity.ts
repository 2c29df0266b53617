import { componentSheet } from "./member-sheet.ts";

/** Load, capacity and number of instances. */
export const capacity = componentSheet({
  id: "capacity",
  title: "Capacity",
  group: "Operations",
  one: "component",
  description: "Load, capacity and number of instances.",
  columns: [
    "name",
    "kind",
    "instances",
    "perInstanceRps",
    "capacityRps",
    "peakRps",
    "avgRps",
    "requestBuffer",
    "timeoutMs",
    "maxConcurrency",
    "provisionedConcurrency",
    "coldStartMs",
  ],
});
