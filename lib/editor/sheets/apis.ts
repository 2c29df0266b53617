import { itemSheet } from "./item-sheet.ts";

/** Contracts that components offer: style, exposure, versions, limits. */
export const apis = itemSheet({
  id: "apis",
  title: "APIs",
  group: "Contracts",
  one: "API",
  description: "Contracts that components offer: style, exposure, versions, limits.",
  lists: ["apis"],
  owners: ["Service"],
  omit: ["previous"],
});
