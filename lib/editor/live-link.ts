import type { Config } from "#lib/model/design.ts";
import { CLOSE, decodeChanges, encodeChange, LARGEST_FRAME, type PresenceMessage, PROTOCOL_VERSION, type ServerMessage, type Showing } from "#lib/sync/realtime-protocol.ts";
import { RefusedError, type RemotePlace } from "./autosave.ts";
import type { Presence } from "./presence.ts";

/** The part of a browser's WebSocket that is used. */
export type LiveSocket = Pick<WebSocket, "binaryType" | "send" | "close" | "addEventListener">;

/** What a link reports. */
export interface LiveListener {
  /** Changes of others. */
  onChanges(updates: readonly Uint8Array[]): void;
  /** How the workspace sets the rules. */
  onRules(rules: Config): void;
  /** What is said about the design changed. */
  onComments(): void;
  /** The server cannot be reached at all. */
  onLost(reason: string): void;
  /** The connection stands. */
  onLive(): void;
  /** The server answers but lets no connection through: changes of others have to be asked for. */
  onBlocked(): void;
  /** An older state took the place of the present one. */
  onReplaced(): void;
  /** Nothing can be had any more: the right has ended, the design is gone. */
  onEnded(reason: string): void;
}

/** Where a link connects to. */
export interface LiveEndpoint {
  /** A ticket from the HTTP API; fails with a RefusedError when there will never be one. */
  ticket(): Promise<string>;
  open(): LiveSocket;
}

/** The connection went away before the answer came; whether the change was stored is not known. */
export class LinkLostError extends Error {
  override readonly name = "LinkLostError";
}

const RETRY_MS = { first: 250, longest: 5_000, blocked: 30_000 } as const;
/** How long a connection may take to be made, and a change to be acknowledged. */
const ANSWER_MS = 10_000;
/** The server says something every ten seconds. */
const SILENCE_MS = 25_000;
/** Larger changes go by HTTP. */
const LARGEST_CHANGE = LARGEST_FRAME / 2;
/** After this many connections that never stood, something on the way does not let them through. */
const BLOCKED_AFTER = 2;

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** One live connection to a design: makes itself again when it breaks, each time with a new ticket. */
export class LiveLink {
  readonly #endpoint: LiveEndpoint;
  readonly #listener: LiveListener;
  readonly #presence: Presence;
  readonly #waiting = new Map<string, Waiting>();
  #place: RemotePlace | undefined;
  #socket: LiveSocket | undefined;
  #isLive = false;
  #failures = 0;
  #neverStood = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #isConnecting = false;
  #stopped = false;

  constructor(endpoint: LiveEndpoint, listener: LiveListener, presence: Presence) {
    this.#endpoint = endpoint;
    this.#listener = listener;
    this.#presence = presence;
  }

  /** Whether changes go through the connection at this moment. */
  get isLive(): boolean {
    return this.#isLive;
  }
  /** Whether a change of this size goes through the connection. */
  takes(update: Uint8Array): boolean {
    return this.#isLive && update.length <= LARGEST_CHANGE;
  }

  /** Connects, from the place that the document stands at. */
  start(place: RemotePlace): void {
    if (this.#place?.generation !== place.generation || place.seq > this.#place.seq) this.#place = place;
    if (this.#socket === undefined && this.#retry === undefined && !this.#isConnecting && !this.#stopped) void this.#connect();
  }

  /** Sends a change; resolves after the server has stored it. */
  store(id: string, update: Uint8Array): Promise<void> {
    const socket = this.#socket;
    if (!this.#isLive || socket === undefined) return Promise.reject(new LinkLostError("There is no connection."));
    return new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => this.#drop(), ANSWER_MS);
      const done = (settle: () => void) => () => {
        clearTimeout(late);
        this.#waiting.delete(id);
        settle();
      };
      this.#waiting.set(id, { resolve: done(resolve), reject: (error) => done(() => reject(error))() });
      socket.send(encodeChange(id, update));
    });
  }

  /** Shows something to the others. */
  show(showing: Showing): void {
    const message: PresenceMessage = { type: "presence", showing };
    if (this.#isLive) this.#socket?.send(JSON.stringify(message));
  }

  /** The machine has lost its network: what stands is of no use. */
  drop(): void {
    this.#drop();
  }
  /** Tries again now, without waiting. */
  retryNow(): void {
    if (this.#socket !== undefined || this.#isConnecting || this.#place === undefined || this.#stopped) return;
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#failures = 0;
    void this.#connect();
  }

  /** Ends the connection for good. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#retry);
    this.#release();
    this.#presence.stop();
  }

  async #connect(): Promise<void> {
    const place = this.#place;
    if (this.#stopped || place === undefined) return;
    this.#isConnecting = true;
    let ticket: string;
    try {
      ticket = await this.#endpoint.ticket();
    } catch (error) {
      this.#isConnecting = false;
      if (this.#stopped) return;
      if (error instanceof RefusedError) {
        this.#over(() => this.#listener.onEnded(error.message));
        return;
      }
      this.#presence.become("off");
      this.#listener.onLost(error instanceof Error ? error.message : "The server cannot be reached.");
      this.#again();
      return;
    }
    this.#isConnecting = false;
    if (!this.#stopped) this.#openWith(ticket);
  }

  #openWith(ticket: string): void {
    let socket: LiveSocket;
    try {
      socket = this.#endpoint.open();
    } catch {
      this.#lost(1006);
      return;
    }
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    const late = setTimeout(() => this.#drop(), ANSWER_MS);
    socket.addEventListener("open", () => {
      // Asked for now: between the ticket and this moment the document may have moved on.
      const { generation = 0, seq = 0 } = this.#place ?? {};
      if (this.#socket === socket) socket.send(JSON.stringify({ type: "hello", version: PROTOCOL_VERSION, ticket, generation, since: seq }));
    });
    socket.addEventListener("message", ({ data }: { readonly data: unknown }) => {
      if (this.#socket !== socket) return;
      clearTimeout(late);
      this.#heard();
      if (typeof data === "string") this.#take(JSON.parse(data) as ServerMessage);
      else if (data instanceof ArrayBuffer) this.#takeChanges(new Uint8Array(data));
    });
    socket.addEventListener("close", ({ code }) => {
      clearTimeout(late);
      if (this.#socket === socket) this.#lost(code);
    });
  }

  #take(message: ServerMessage): void {
    switch (message.type) {
      case "welcome":
        this.#isLive = true;
        this.#failures = 0;
        this.#neverStood = 0;
        this.#presence.welcome(message.self, message.people);
        this.#listener.onLive();
        return;
      case "stored":
        for (const [id, seq] of message.changes) {
          this.#reached(seq);
          this.#waiting.get(id)?.resolve();
        }
        return;
      case "refused":
        this.#waiting.get(message.id)?.reject(new RefusedError(message.message));
        return;
      case "person":
        this.#presence.put(message.person);
        return;
      case "left":
        this.#presence.remove(message.id);
        return;
      case "rules":
        this.#listener.onRules(message.rules);
        return;
      case "comments":
        this.#listener.onComments();
        return;
      case "beat":
        return;
    }
  }

  #takeChanges(frame: Uint8Array): void {
    const changes = decodeChanges(frame);
    if (changes === undefined) {
      this.#drop();
      return;
    }
    this.#listener.onChanges(changes.updates);
    this.#reached(changes.seq);
  }

  #reached(seq: number): void {
    if (this.#place !== undefined && seq > this.#place.seq) this.#place = { ...this.#place, seq };
  }

  #heard(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#drop(), SILENCE_MS);
  }

  #drop(): void {
    if (this.#socket !== undefined) this.#lost(1006);
  }

  #lost(code: number): void {
    const stood = this.#isLive;
    this.#release();
    if (this.#stopped) return;
    if (code === CLOSE.replaced) return this.#over(() => this.#listener.onReplaced());
    if (code === CLOSE.violation) return this.#over(() => this.#listener.onEnded("The server was renewed, and this page is older than it. Reload the page."));
    if (!stood) this.#neverStood += 1;
    // The ticket comes by HTTP; when it does and the connection does not, something on the way is in its way.
    if (this.#neverStood >= BLOCKED_AFTER) {
      this.#presence.become("asking");
      this.#listener.onBlocked();
    } else this.#presence.become("off");
    this.#again();
  }

  /** Back-off with jitter: many browsers lose a server at the same moment. */
  #again(): void {
    const longest = this.#neverStood >= BLOCKED_AFTER ? RETRY_MS.blocked : RETRY_MS.longest;
    const wait = Math.min(longest, RETRY_MS.first * 2 ** this.#failures);
    this.#failures += 1;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(
      () => {
        this.#retry = undefined;
        void this.#connect();
      },
      wait / 2 + (Math.random() * wait) / 2,
    );
  }

  #over(tell: () => void): void {
    this.stop();
    tell();
  }

  #release(): void {
    clearTimeout(this.#silence);
    this.#isLive = false;
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
    for (const waiting of this.#waiting.values()) waiting.reject(new LinkLostError("The connection went away."));
  }
}
