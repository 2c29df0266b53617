import { itemSheet } from "./item-sheet.ts";

/** Procedures of gRPC services. */
export const grpcProcedures = itemSheet({
  id: "grpc-procedures",
  title: "gRPC procedures",
  group: "Contracts",
  one: "procedure",
  description: "Procedures of gRPC services.",
  lists: ["apis", "rpcs"],
  owners: ["Service", "API"],
  freshOwner: { style: "grpc" },
  suits: ({ style }) => style === undefined || style === "grpc",
});
