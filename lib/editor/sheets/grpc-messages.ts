import { itemSheet } from "./item-sheet.ts";

/** Messages of gRPC services, and the numbers that are never used again. */
export const grpcMessages = itemSheet({
  id: "grpc-messages",
  title: "gRPC messages",
  group: "Contracts",
  one: "message",
  description: "Messages of gRPC services, and the numbers that are never used again.",
  lists: ["apis", "messages"],
  owners: ["Service", "API"],
  freshOwner: { style: "grpc" },
  suits: ({ style }) => style === undefined || style === "grpc",
});
