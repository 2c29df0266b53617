import { itemSheet } from "./item-sheet.ts";

/** Fields of the items inside a field of a request body. */
export const nestedRequestFields = itemSheet({
  id: "nested-request-fields",
  title: "Nested request fields",
  group: "Contracts",
  one: "field",
  description: "Fields of the items inside a field of a request body.",
  lists: ["apis", "endpoints", "body.fields", "items"],
  owners: ["Service", "API", "Endpoint", "Field"],
});
