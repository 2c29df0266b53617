import { type Connection, type ConnectionKind, PROTOCOLS, type Protocol } from "./connection.ts";
import { formatQuantity, parseQuantity } from "./quantity.ts";

const PROTOCOL_NAMES: Record<Protocol, string> = {
  rest: "REST",
  graphql: "GraphQL",
  grpc: "gRPC",
  "grpc-web": "gRPC-Web",
  "grpc-stream": "gRPC stream",
  websocket: "WebSocket",
  sse: "SSE",
};
const MODE_NAMES = { r: "read", w: "write", rw: "read/write", cdc: "CDC", sink: "sink" } as const;
const PATTERN_NAMES = { cacheAside: "cache-aside", readThrough: "read-through", writeThrough: "write-through", writeBehind: "write-behind" } as const;

/** Separates the parts of a contract in a label. */
const SEPARATOR = " · ";

/** The contract of a connection in short, for the label on its arrow: `gRPC · 300ms · 1 retry · breaker`. Empty when nothing is configured. */
export function contractLabel(connection: Connection): string {
  return contractParts(connection).join(SEPARATOR);
}

function contractParts(connection: Connection): string[] {
  const parts: string[] = [];
  if (connection.kind === "call" && connection.protocol) parts.push(PROTOCOL_NAMES[connection.protocol]);
  if ((connection.kind === "data" || connection.kind === "connector") && connection.mode) parts.push(MODE_NAMES[connection.mode]);
  if (connection.kind === "cacheAccess" && connection.pattern) parts.push(PATTERN_NAMES[connection.pattern]);
  if (connection.timeoutMs !== undefined) parts.push(formatQuantity("ms", connection.timeoutMs));
  if (connection.retry?.max !== undefined) parts.push(connection.retry.max === 1 ? "1 retry" : `${connection.retry.max} retries`);
  if (connection.breaker) parts.push("breaker");
  if (connection.fallback) parts.push("fallback");
  if (connection.ttlMs !== undefined) parts.push(`TTL ${formatQuantity("ms", connection.ttlMs)}`);
  if (connection.dlq) parts.push("DLQ");
  return parts;
}

/** What people call the connection, then its contract in short. */
export function connectionLabel(connection: Connection): string {
  return [...(connection.label ? [connection.label] : []), ...contractParts(connection)].join(SEPARATOR);
}

/** What a text on an arrow says about the connection. */
export interface ReadLabel {
  /** What is left as a label. */
  readonly label?: string;
  readonly protocol?: Protocol;
  readonly mode?: Connection["mode"];
  readonly pattern?: Connection["pattern"];
  readonly timeoutMs?: number;
  readonly ttlMs?: number;
  readonly retries?: number;
}

const PROTOCOL_WORDS = new Map<string, Protocol>([
  ...PROTOCOLS.map((protocol): [string, Protocol] => [PROTOCOL_NAMES[protocol].toLowerCase(), protocol]),
  ["http", "rest"],
  ["https", "rest"],
  ["http/rest", "rest"],
  ["rest api", "rest"],
  ["rest/http", "rest"],
  ["ws", "websocket"],
  ["wss", "websocket"],
  ["websockets", "websocket"],
  ["server-sent events", "sse"],
]);
const MODE_WORDS = new Map<string, Connection["mode"]>([
  ...Object.entries(MODE_NAMES).map(([mode, name]): [string, Connection["mode"]] => [name.toLowerCase(), mode as keyof typeof MODE_NAMES]), // Object.entries widens the keys of a constant.
  ["reads", "r"],
  ["read only", "r"],
  ["read-only", "r"],
  ["writes", "w"],
  ["write only", "w"],
  ["reads/writes", "rw"],
  ["read and write", "rw"],
]);
const PATTERN_WORDS = new Map(Object.entries(PATTERN_NAMES).map(([pattern, name]) => [name as string, pattern as keyof typeof PATTERN_NAMES])); // As above.

/** Reads a text on an arrow: what `contractLabel` writes for this kind is taken as the contract, the rest stays the label. */
export function readContractLabel(kind: ConnectionKind, text: string): ReadLabel {
  const rest: string[] = [];
  const read: { -readonly [Key in keyof ReadLabel]: ReadLabel[Key] } = {};
  for (const part of text.split(SEPARATOR)) {
    const word = part.trim().toLowerCase();
    const protocol = kind === "call" ? PROTOCOL_WORDS.get(word) : undefined;
    const mode = kind === "data" || kind === "connector" ? MODE_WORDS.get(word) : undefined;
    const pattern = kind === "cacheAccess" ? PATTERN_WORDS.get(word) : undefined;
    const retries = /^(\d{1,4}) retr(?:y|ies)$/u.exec(word)?.[1];
    const ttl = word.startsWith("ttl ") ? parseQuantity("ms", word.slice(4)) : undefined;
    const timeout = /^\d[\d.]{0,12}(?:ms|s|min|h|d)$/u.test(word) ? parseQuantity("ms", word) : undefined;
    if (protocol && !read.protocol) read.protocol = protocol;
    else if (mode && !read.mode) read.mode = mode;
    else if (pattern && !read.pattern) read.pattern = pattern;
    else if (retries !== undefined && read.retries === undefined) read.retries = Number(retries);
    else if (ttl?.ok && read.ttlMs === undefined) read.ttlMs = ttl.value;
    else if (timeout?.ok && read.timeoutMs === undefined) read.timeoutMs = timeout.value;
    else if (part.trim() !== "") rest.push(part.trim());
  }
  if (rest.length > 0) read.label = rest.join(SEPARATOR);
  return read;
}
