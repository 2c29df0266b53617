import { itemSheet } from "./item-sheet.ts";

/** How traffic is shared between versions. */
export const trafficSplits = itemSheet({
  id: "traffic-splits",
  title: "Traffic splits",
  group: "Operations",
  one: "share",
  description: "How traffic is shared between versions.",
  lists: ["trafficSplit"],
  owners: ["Component"],
});
