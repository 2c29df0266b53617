import { itemSheet } from "./item-sheet.ts";

/** Operations of REST APIs with their whole contract. */
export const endpoints = itemSheet({
  id: "endpoints",
  title: "Endpoints",
  group: "Contracts",
  one: "endpoint",
  description: "Operations of REST APIs with their whole contract.",
  lists: ["apis", "endpoints"],
  owners: ["Service", "API"],
  freshOwner: { style: "rest" },
  suits: ({ style }) => style === undefined || style === "rest",
});
