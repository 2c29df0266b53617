/** Titles of choices that do not read well as they are written in files. */
const TITLES = new Map<string, string>([
  // protocols and styles
  ["rest", "REST"],
  ["graphql", "GraphQL"],
  ["grpc", "gRPC"],
  ["grpc-web", "gRPC-Web"],
  ["grpc-stream", "gRPC stream"],
  ["websocket", "WebSocket"],
  ["sse", "Server-sent events"],
  ["requestReply", "Request and reply"],
  ["bidi", "Both ways"],
  ["2pc", "Two-phase commit"],
  // data
  ["r", "Reads"],
  ["w", "Writes"],
  ["rw", "Reads and writes"],
  ["cdc", "Change data capture"],
  ["keyValue", "Key-value"],
  ["fts", "Full-text"],
  ["gin", "GIN"],
  ["btree", "B-tree"],
  ["avg", "Average"],
  ["kafkaTx", "Kafka transaction"],
  // messaging
  ["dlq", "Dead-letter"],
  ["1", "The leader"],
  ["0", "Nobody"],
  ["all", "All"],
  ["confirm", "Publisher confirm"],
  ["singleFlight", "Single flight"],
  // security and platform
  ["mtls", "mTLS"],
  ["serviceJwt", "Service token (JWT)"],
  ["apiKey", "API key"],
  ["env", "Environment"],
  ["sha256", "SHA-256"],
  ["hmac", "HMAC"],
  ["dmz", "DMZ"],
  ["rbac", "Roles (RBAC)"],
  ["abac", "Attributes (ABAC)"],
  ["sdk", "SDK"],
  ["kubernetes", "Kubernetes"],
  ["managedContainer", "Managed container service"],
  ["managed", "Managed platform"],
  ["vm", "Virtual machine"],
  ["esm", "ES modules"],
  ["commonjs", "CommonJS"],
  ["json", "JSON"],
  ["url", "URL"],
  ["dns", "DNS"],
  ["lb", "Load balancer"],
  ["l7", "Layer 7"],
  ["l4", "Layer 4"],
  ["ttl", "Expiry"],
  ["CP", "CP (consistent)"],
  ["AP", "AP (available)"],
  ["p99", "p99 latency"],
  ["apiContracts", "API contracts"],
  // process
  ["PM", "Product manager"],
  ["PE", "Principal Engineer"],
  ["BE", "Backend engineer"],
  ["FE", "Frontend engineer"],
  ["DevOps", "DevOps"],
  ["submitted1", "Submitted to checkpoint 1"],
  ["changesRequested1", "Changes requested at checkpoint 1"],
  ["approved1", "Approved at checkpoint 1"],
  ["submitted2", "Submitted to checkpoint 2"],
  ["changesRequested2", "Changes requested at checkpoint 2"],
  ["approved2", "Approved at checkpoint 2"],
  ["handoff", "Hand-off"],
]);

/** How a choice is written on screen: `readModel` is "Read model", `grpc` is "gRPC". */
export function optionTitle(value: string): string {
  const title = TITLES.get(value);
  if (title !== undefined) return title;
  const words = value.replaceAll(/(\p{Ll})(\p{Lu})/gu, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`).replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
