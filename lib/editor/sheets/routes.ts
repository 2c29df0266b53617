import { itemSheet } from "./item-sheet.ts";

/** Routes of gateways, and where they lead. */
export const routes = itemSheet({
  id: "routes",
  title: "Routes",
  group: "Structure",
  one: "route",
  description: "Routes of gateways, and where they lead.",
  lists: ["routes"],
  owners: ["Gateway"],
});
