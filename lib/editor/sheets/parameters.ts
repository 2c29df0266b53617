import { itemSheet } from "./item-sheet.ts";

/** Parameters of endpoints in path, query and headers. */
export const parameters = itemSheet({
  id: "parameters",
  title: "Parameters",
  group: "Contracts",
  one: "parameter",
  description: "Parameters of endpoints in path, query and headers.",
  lists: ["apis", "endpoints", "params"],
  owners: ["Service", "API", "Endpoint"],
});
