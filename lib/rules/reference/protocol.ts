import type { ReferenceTable } from "./reference-table.ts";

/** Protocol by use case. */
export const protocolTable: ReferenceTable = {
  id: "protocol",
  title: "Protocol by use case",
  question: "Which protocol fits this exchange?",
  columns: ["Exchange", "Take", "Because"],
  rows: [
    {
      cells: ["Public or partner API, plain create, read, update, delete", "REST", "The widest tooling; everybody can call it."],
      source: "002 API design decision matrix, 000 §2",
      rules: ["communication/grpc-public-api", "api/unversioned"],
    },
    {
      cells: ["Clients that pick from rich, connected data", "GraphQL", "One request fetches what is needed and no more."],
      source: "002 API design decision matrix, 000 §2",
      rules: ["communication/graphql-unneeded", "api/graphql-unbounded-query", "api/graphql-n-plus-one"],
    },
    {
      cells: ["One entry over many services for clients that ask several", "GraphQL federation behind a gateway", "Clients do not have to know how the services are cut."],
      source: "000 §2",
      rules: ["communication/graphql-unneeded", "boundaries/client-bypasses-gateway"],
    },
    {
      cells: ["Service to service inside", "gRPC; REST while the load is small", "Typed contracts and little latency."],
      source: "002 API design decision matrix, 000 §9, 004 §4.2",
      rules: ["communication/rest-on-hot-internal-path", "api/grpc-connection-balancing"],
    },
    { cells: ["Both sides talk at any time", "WebSocket", "Full duplex."], source: "002 API design decision matrix", rules: ["communication/protocol-mismatch"] },
    {
      cells: ["The server pushes, the client only listens", "Server-sent events", "Simpler than a WebSocket for one direction."],
      source: "002 API design decision matrix",
      rules: ["communication/websocket-one-way"],
    },
    {
      cells: ["Much work that nobody waits for", "A queue or a topic (SQS, Kafka)", "Decouples, retries, and holds back what comes too fast."],
      source: "002 API design decision matrix",
      rules: ["communication/sync-for-background-work", "api/long-running-sync"],
    },
  ],
  conflicts: ["CF-13", "CF-14"],
};
