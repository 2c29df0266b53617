import type { ReferenceTable } from "./reference-table.ts";

/** gRPC or REST. */
export const grpcTable: ReferenceTable = {
  id: "grpc",
  title: "gRPC or REST",
  question: "Is gRPC worth it for this API?",
  columns: ["Point", "gRPC", "REST"],
  rows: [
    { cells: ["Speed", "7 to 10 times faster: binary, over HTTP/2", "Text; fast enough for most"], source: "000 §9", rules: ["communication/rest-on-hot-internal-path"] },
    {
      cells: ["Contract", "Enforced by the schema; clients are generated", "OpenAPI, when it is written"],
      source: "000 §9",
      rules: ["api/proto-field-number-changed", "api/proto-deleted-not-reserved", "api/no-spec"],
    },
    { cells: ["Streaming", "Both ways", "Server-sent events or WebSocket beside it"], source: "000 §9", rules: ["communication/protocol-mismatch"] },
    { cells: ["Reading along", "Needs tools", "With any HTTP client"], source: "000 §9", rules: [] },
    { cells: ["Browsers", "Only by gRPC-Web", "Natively"], source: "000 §9", rules: ["communication/grpc-browser"] },
    { cells: ["Load balancing", "Per call, in the client, a proxy or a mesh", "Per request, by any balancer"], source: "004 §2.3", rules: ["api/grpc-connection-balancing"] },
    {
      cells: ["Use it for", "Inside, high throughput, many languages", "Public APIs, plain create, read, update, delete"],
      source: "000 §9",
      rules: ["communication/grpc-public-api"],
    },
  ],
  conflicts: ["CF-13"],
};
