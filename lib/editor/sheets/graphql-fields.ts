import { itemSheet } from "./item-sheet.ts";

/** Fields of GraphQL types: lists, relations, batching. */
export const graphqlFields = itemSheet({
  id: "graphql-fields",
  title: "GraphQL fields",
  group: "Contracts",
  one: "field",
  description: "Fields of GraphQL types: lists, relations, batching.",
  lists: ["apis", "fields"],
  owners: ["Service", "API"],
  freshOwner: { style: "graphql" },
  suits: ({ style }) => style === undefined || style === "graphql",
});
