import { itemSheet } from "./item-sheet.ts";

/** Facts and commands that topics and queues carry. */
export const events = itemSheet({
  id: "events",
  title: "Events",
  group: "Messaging",
  one: "event",
  description: "Facts and commands that topics and queues carry.",
  lists: ["events"],
  owners: ["Topic"],
});
