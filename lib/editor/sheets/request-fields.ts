import { itemSheet } from "./item-sheet.ts";

/** Fields of request bodies, and who decides each value. */
export const requestFields = itemSheet({
  id: "request-fields",
  title: "Request fields",
  group: "Contracts",
  one: "field",
  description: "Fields of request bodies, and who decides each value.",
  lists: ["apis", "endpoints", "body.fields"],
  owners: ["Service", "API", "Endpoint"],
});
