import { itemSheet } from "./item-sheet.ts";

/** Fields of gRPC messages with their numbers. */
export const grpcMessageFields = itemSheet({
  id: "grpc-message-fields",
  title: "gRPC message fields",
  group: "Contracts",
  one: "field",
  description: "Fields of gRPC messages with their numbers.",
  lists: ["apis", "messages", "fields"],
  owners: ["Service", "API", "Message"],
});
