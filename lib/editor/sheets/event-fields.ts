import { itemSheet } from "./item-sheet.ts";

/** Fields of events, and which are personal. */
export const eventFields = itemSheet({
  id: "event-fields",
  title: "Event fields",
  group: "Messaging",
  one: "field",
  description: "Fields of events, and which are personal.",
  lists: ["events", "fields"],
  owners: ["Topic", "Event"],
});
