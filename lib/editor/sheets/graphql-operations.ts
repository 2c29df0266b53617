import { itemSheet } from "./item-sheet.ts";

/** Queries and mutations that callers name. */
export const graphqlOperations = itemSheet({
  id: "graphql-operations",
  title: "GraphQL operations",
  group: "Contracts",
  one: "operation",
  description: "Queries and mutations that callers name.",
  lists: ["apis", "operations"],
  owners: ["Service", "API"],
  freshOwner: { style: "graphql" },
  suits: ({ style }) => style === undefined || style === "graphql",
});
