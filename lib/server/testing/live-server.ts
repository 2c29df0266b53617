import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, BlockList } from "node:net";
import { pino } from "pino";
import { WebSocket } from "ws";
import { type Actor, LOCAL_ACTOR } from "#lib/server/actor.ts";
import type { PostgresAddress } from "#lib/server/postgres/embedded.ts";
import { makeUpgrade } from "#lib/server/realtime/endpoint.ts";
import { issueTicket } from "#lib/server/realtime/tickets.ts";
import { openStore, type Store, type StoreOptions } from "#lib/server/store.ts";
import { decodeChanges, encodeChange, type Hello, PROTOCOL_VERSION, REALTIME_PATH, type ServerMessage, type Welcome } from "#lib/sync/realtime-protocol.ts";

/** One server process of a test: a store with its live endpoint on a port of loopback. */
export interface LiveServer {
  readonly store: Store;
  readonly url: string;
  readonly logged: readonly string[];
  /** Opens a connection and says hello with a ticket of its own. */
  join(designId: string, options?: { readonly actor?: Actor; readonly since?: number; readonly generation?: number }): Promise<RawClient>;
  close(): Promise<void>;
}

/** Starts the live endpoint on a database. Several of them on one database are several processes to each other. */
export async function startLiveServer(address: PostgresAddress, options: StoreOptions = {}): Promise<LiveServer> {
  const logged: string[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => void logged.push(line) });
  const store = await openStore(address, log, options);
  const server = createServer((_, response) => response.end());
  server.on("upgrade", makeUpgrade({ hosts: [], proxies: new BlockList(), log, hub: store.hub }));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on TCP has an address of this form.
  const { port } = server.address() as AddressInfo;
  const url = `ws://127.0.0.1:${port}${REALTIME_PATH}`;
  return {
    store,
    url,
    logged,
    join: async (designId, { actor = LOCAL_ACTOR, since = 0, generation = 1 } = {}) => {
      const client = await RawClient.open(url);
      client.hello({ ticket: await issueTicket(actor, store.context.database, designId), since, generation });
      await client.until("a welcome", () => client.welcome ?? client.closed);
      return client;
    },
    close: async () => {
      await store.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Speaks the protocol word by word, also words that no sound client says. */
export class RawClient {
  readonly socket: WebSocket;
  readonly said: ServerMessage[] = [];
  readonly updates: Uint8Array[] = [];
  readonly stored = new Map<string, number>();
  readonly refused: string[] = [];
  seq = 0;
  welcome: Welcome | undefined;
  closed: { readonly code: number; readonly reason: string } | undefined;
  /** Called with every update of others. */
  onUpdate: (update: Uint8Array) => void = () => undefined;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on("message", (data: Buffer, isBinary) => (isBinary ? this.#takeChanges(data) : this.#take(JSON.parse(data.toString()) as ServerMessage)));
    socket.on("close", (code, reason) => (this.closed = { code, reason: reason.toString() }));
    socket.on("error", () => undefined);
  }
  static async open(url: string, headers: Record<string, string> = {}): Promise<RawClient> {
    const socket = new WebSocket(url, { headers });
    const client = new RawClient(socket);
    await once(socket, "open");
    return client;
  }

  hello(hello: Partial<Hello>): void {
    this.text({ type: "hello", version: PROTOCOL_VERSION, generation: 1, since: 0, ...hello });
  }
  text(message: unknown): void {
    this.socket.send(JSON.stringify(message));
  }
  change(id: string, update: Uint8Array): void {
    this.socket.send(encodeChange(id, update));
  }
  /** Sends a change and waits until it is acknowledged. */
  async store(id: string, update: Uint8Array): Promise<number> {
    this.change(id, update);
    return this.until(`the acknowledgement of ${id}`, () => this.stored.get(id));
  }
  async until<Result>(what: string, find: () => Result | undefined | false, milliseconds = 5_000): Promise<Result> {
    const deadline = performance.now() + milliseconds;
    for (;;) {
      const found = find();
      if (found !== undefined && found !== false) return found;
      if (performance.now() > deadline) throw new Error(`Not in time: ${what}. Closed: ${JSON.stringify(this.closed)}`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
  end(): void {
    this.socket.terminate();
  }

  #take(message: ServerMessage): void {
    this.said.push(message);
    if (message.type === "welcome") {
      this.welcome = message;
      this.seq = Math.max(this.seq, message.seq);
    } else if (message.type === "refused") this.refused.push(message.id);
    else if (message.type === "stored") {
      for (const [id, seq] of message.changes) {
        this.stored.set(id, seq);
        this.seq = Math.max(this.seq, seq);
      }
    }
  }
  #takeChanges(data: Uint8Array): void {
    const changes = decodeChanges(data);
    if (changes === undefined) throw new Error("The server sent a frame that cannot be read.");
    this.seq = Math.max(this.seq, changes.seq);
    for (const update of changes.updates) {
      this.updates.push(Uint8Array.from(update));
      this.onUpdate(update);
    }
  }
}
