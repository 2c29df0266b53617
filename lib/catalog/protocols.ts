import type { ConnectionKind, Protocol } from "#lib/model/connection.ts";

/** A way in which two programs can talk, with what it is good for. */
export interface ProtocolEntry {
  readonly id: Protocol | "queue" | "topic";
  readonly title: string;
  /** The situation in which it is the first choice. */
  readonly useWhen: string;
  /** What it gives. */
  readonly reason: string;
  /** The situation in which another one serves better, and which. */
  readonly avoidWhen: string;
  readonly interaction: "requestReply" | "serverPush" | "bidi" | "asynchronous";
  /** Kinds of connection that it is drawn as: a call, or a publication and a subscription. */
  readonly connections: readonly ConnectionKind[];
  /** Document and section that it is taken from. */
  readonly source: string;
}

const MATRIX = "002 API design decision matrix";

/** Protocols of calls and the two asynchronous choices, in the order in which they are offered. */
export const PROTOCOL_ENTRIES = [
  {
    id: "rest",
    title: "REST",
    useWhen: "Ordinary create, read, update and delete over resources, and every API that strangers call.",
    reason: "Every language, proxy, cache and tool understands it.",
    avoidWhen: "Services call each other very often (gRPC is cheaper), or the client gathers many shapes of data in one view (GraphQL).",
    interaction: "requestReply",
    connections: ["call"],
    source: MATRIX,
  },
  {
    id: "graphql",
    title: "GraphQL",
    useWhen: "Clients ask for varying parts of connected data that may come from several services.",
    reason: "The client names the fields it needs, so that nothing is fetched in vain and one request is enough.",
    avoidWhen: "One source serves fixed views: REST is simpler to cache, to limit and to watch.",
    interaction: "requestReply",
    connections: ["call"],
    source: `${MATRIX}; 000 §2`,
  },
  {
    id: "grpc",
    title: "gRPC",
    useWhen: "Services of the system call each other.",
    reason: "A typed contract for all languages, small binary messages, low latency.",
    avoidWhen: "Browsers call it (use gRPC-Web), or the API is public (use REST).",
    interaction: "requestReply",
    connections: ["call"],
    source: `${MATRIX}; 000 §9`,
  },
  {
    id: "grpc-web",
    title: "gRPC-Web",
    useWhen: "A browser calls a service that speaks gRPC.",
    reason: "Keeps the typed contract where a browser cannot speak plain gRPC; a proxy translates.",
    avoidWhen: "The caller is not a browser (use gRPC), or nobody needs the typed contract (use REST).",
    interaction: "requestReply",
    connections: ["call"],
    source: "000 §9",
  },
  {
    id: "grpc-stream",
    title: "gRPC stream",
    useWhen: "Services of the system send each other a flow of messages over one open call.",
    reason: "Typed messages in one or both directions, with back-pressure.",
    avoidWhen: "Browsers take part (WebSocket or SSE), or messages must survive a restart of the receiver (a topic).",
    interaction: "bidi",
    connections: ["call"],
    source: `${MATRIX}; 000 §9`,
  },
  {
    id: "websocket",
    title: "WebSocket",
    useWhen: "Both sides send at any moment: chat, collaboration, live control.",
    reason: "Both directions at once over one connection, in every browser.",
    avoidWhen: "Only the server sends: SSE is simpler to run, to proxy and to reconnect.",
    interaction: "bidi",
    connections: ["call"],
    source: MATRIX,
  },
  {
    id: "sse",
    title: "Server-sent events",
    useWhen: "The server pushes news to the client, which only listens: notifications, progress, prices.",
    reason: "Plain HTTP, reconnects by itself, simpler than WebSocket for one direction.",
    avoidWhen: "The client must answer on the same channel: use WebSocket.",
    interaction: "serverPush",
    connections: ["call"],
    source: MATRIX,
  },
  {
    id: "queue",
    title: "Queue",
    useWhen: "Much work that nobody waits for, each piece done once by one of several workers.",
    reason: "Decouples sender and worker, repeats what failed, and holds back what comes too fast.",
    avoidWhen: "The caller needs the answer to go on (a call), or several services need every message (a topic).",
    interaction: "asynchronous",
    connections: ["publish", "subscribe"],
    source: `${MATRIX}; 000 §3`,
  },
  {
    id: "topic",
    title: "Topic",
    useWhen: "Several services need to know that something happened, or want to read the past again.",
    reason: "New listeners come without a change of the sender; order is kept within a key; events can be replayed.",
    avoidWhen: "A command is meant for exactly one receiver: use a queue, or a call when the answer is needed.",
    interaction: "asynchronous",
    connections: ["publish", "subscribe"],
    source: `${MATRIX}; 000 §3`,
  },
] as const satisfies readonly ProtocolEntry[];

const byId = new Map<string, ProtocolEntry>(PROTOCOL_ENTRIES.map((entry) => [entry.id, entry]));

/** The entry of a protocol, of `queue` or of `topic`. */
export const protocolOf = (id: string): ProtocolEntry | undefined => byId.get(id);
