import { itemSheet } from "./item-sheet.ts";

/** Figures that stream processors keep, and how they are put together. */
export const streamMeasures = itemSheet({
  id: "stream-measures",
  title: "Stream measures",
  group: "Messaging",
  one: "measure",
  description: "Figures that stream processors keep, and how they are put together.",
  lists: ["measures"],
  owners: ["Stream processor"],
});
