import type { Logger } from "pino";
import { type RawData, WebSocket } from "ws";
import { BeyondRequirementsError } from "#lib/server/designs/door.ts";
import { soundUpdate } from "#lib/server/designs/update-bytes.ts";
import { AppError } from "#lib/server/errors.ts";
import { CLOSE, decodeChange, type Hello, type Person, PROTOCOL_VERSION, type ServerMessage, type Showing } from "#lib/sync/realtime-protocol.ts";
import type { Message, Speaker } from "./message.ts";
import { MESSAGES } from "./messages/catalogue.ts";
import type { Admission } from "./tickets.ts";

/** Where a connection brings what it hears. */
export interface Reception {
  /** Lets a connection in with its ticket; nothing when the ticket opens nothing. */
  admit(hello: Hello, connection: Connection): Promise<Admission | undefined>;
  /** Stores a change; resolves with its number. */
  store(connection: Connection, updateId: string, bytes: Uint8Array): Promise<number>;
  show(connection: Connection, showing: Showing): void;
  leave(connection: Connection): void;
}

/** A connection that says nothing is not kept. */
const HELLO_MS = 5_000;
/** Changes that are on their way to the disk before the next is read. */
const MOST_WAITING = 512;
/** What people show, at most so often a second; more is skipped. */
const SHOWN_A_SECOND = 40;
/** A reader this far behind is cut off; it comes back and catches up. */
const MOST_BEHIND = 32 * 1024 * 1024;

/** One browser that has one design open. Takes nothing on trust: who it is and what it may do is what its ticket said. */
export class Connection implements Speaker {
  readonly #socket: WebSocket;
  readonly #reception: Reception;
  readonly #log: Logger;
  readonly #greeting: NodeJS.Timeout;
  #phase: "silent" | "entering" | "in" | "closed" = "silent";
  #end: NodeJS.Timeout | undefined;
  #waiting = 0;
  readonly #stored: [id: string, seq: number][] = [];
  #shown = { second: 0, times: 0 };
  /** Whether it answered since it was asked last. */
  isAlive = true;
  /** What the ticket said; known once it is let in. */
  admission: Admission | undefined;
  /** How it appears to the others; given by the room. */
  person: Person | undefined;

  constructor(socket: WebSocket, reception: Reception, log: Logger) {
    this.#socket = socket;
    this.#reception = reception;
    this.#log = log;
    this.#greeting = setTimeout(() => this.close(CLOSE.ticket, "Say hello first."), HELLO_MS);
    socket.on("message", (data, isBinary) => this.#hear(data, isBinary));
    socket.on("pong", () => (this.isAlive = true));
    socket.on("close", () => this.#closed());
    // A frame that is too large or no frame at all; the socket closes itself.
    socket.on("error", (error) => this.#log.warn({ err: error }, "a live connection broke"));
  }

  /** Says something as text. */
  say(message: ServerMessage): void {
    this.send(JSON.stringify(message));
  }
  /** Sends a frame that is ready. */
  send(frame: string | Uint8Array): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    if (this.#socket.bufferedAmount > MOST_BEHIND) {
      this.#socket.terminate();
      return;
    }
    this.#socket.send(frame);
  }
  /** Asks whether the other side is still there. */
  ping(): void {
    this.isAlive = false;
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.ping();
  }
  /** Ends the connection with a reason. Whoever does not answer is cut off. */
  close(code: number, reason: string): void {
    if (this.#phase === "closed") return;
    this.#closed();
    this.#socket.close(code, reason);
    this.#socket.resume();
    setTimeout(() => this.#socket.terminate(), 1_000).unref();
  }
  /** Cuts the connection. */
  cut(): void {
    this.#closed();
    this.#socket.terminate();
  }

  #hear(data: RawData, isBinary: boolean): void {
    if (this.#phase === "closed") return;
    // `ws` gives one Buffer unless told otherwise.
    const { type, ...said } = (isBinary ? readBinary : readText)(data as Buffer);
    const message = MESSAGES.find((known) => known.type === type);
    if (message === undefined) this.#violated("a message that nobody sends here");
    else if (!this.#may(message)) this.#violated(`${message.id} from somebody who may not`);
    else if (!message.hear(said, this)) this.#violated(`${message.id} that cannot be read`);
  }

  #may({ policy }: Message): boolean {
    if (policy === "public") return this.#phase === "silent";
    return this.#phase === "in" && (policy === "design:view" || this.admission?.canEdit === true);
  }

  enter(hello: Hello): void {
    void this.#enter(hello);
  }

  async #enter(hello: Hello): Promise<void> {
    this.#phase = "entering";
    clearTimeout(this.#greeting);
    if (hello.version !== PROTOCOL_VERSION) {
      this.close(CLOSE.violation, "Reload the page: the server was renewed.");
      return;
    }
    try {
      const admission = await this.#reception.admit(hello, this);
      if (this.#phase !== "entering") return;
      if (admission === undefined) {
        this.close(CLOSE.ticket, "The ticket opens nothing.");
        return;
      }
      this.#phase = "in";
      if (admission.endsInMs !== null) this.#end = setTimeout(() => this.#lost(), Math.min(admission.endsInMs, 2 ** 31 - 1));
    } catch (error) {
      if (error instanceof AppError && error.code === "not_found") this.close(CLOSE.gone, "The design was deleted.");
      else this.#failed(error);
    }
  }

  store(id: string, update: Uint8Array): void {
    this.#waiting += 1;
    if (this.#waiting >= MOST_WAITING) this.#socket.pause();
    void this.#store(id, update);
  }

  async #store(id: string, update: Uint8Array): Promise<void> {
    try {
      this.#acknowledge(id, await this.#reception.store(this, id, soundUpdate(update)));
    } catch (error) {
      if (error instanceof AppError && error.code === "conflict") this.close(CLOSE.replaced, "An older state took the place of the present one.");
      else if (error instanceof AppError && error.code === "not_found") this.close(CLOSE.gone, "The design was deleted.");
      else if (error instanceof BeyondRequirementsError) this.say({ type: "refused", id, message: error.message });
      else if (error instanceof AppError && error.code === "forbidden") this.#lost();
      else if (error instanceof AppError && (error.code === "invalid_input" || error.code === "too_large")) this.say({ type: "refused", id, message: error.message });
      else this.#failed(error);
    } finally {
      this.#waiting -= 1;
      if (this.#waiting < MOST_WAITING / 2) this.#socket.resume();
    }
  }

  /** What let somebody in ended. A link stays ended; whoever is signed in comes back with the rights that are left. */
  #lost(): void {
    if (this.admission?.linkId === null) this.close(CLOSE.later, "Your session or your rights here have ended.");
    else this.close(CLOSE.revoked, "The link has ended.");
  }

  /** Changes that were committed together are acknowledged together. */
  #acknowledge(id: string, seq: number): void {
    this.#stored.push([id, seq]);
    if (this.#stored.length > 1) return;
    setImmediate(() => this.say({ type: "stored", changes: this.#stored.splice(0) }));
  }

  show(shown: Showing): void {
    const second = Math.floor(performance.now() / 1000);
    this.#shown = second === this.#shown.second ? { second, times: this.#shown.times + 1 } : { second, times: 1 };
    if (this.#shown.times <= SHOWN_A_SECOND) this.#reception.show(this, shown);
  }

  #violated(what: string): void {
    const { actor, designId } = this.admission ?? {};
    this.#log.warn({ what, actor, designId }, "a live connection did what it may not");
    this.close(CLOSE.violation, "This connection may not do that.");
  }

  #failed(error: unknown): void {
    this.#log.error({ err: error }, "a live connection could not be served");
    this.close(CLOSE.later, "The server cannot store anything at the moment.");
  }

  #closed(): void {
    if (this.#phase === "closed") return;
    this.#phase = "closed";
    clearTimeout(this.#greeting);
    clearTimeout(this.#end);
    this.#reception.leave(this);
  }
}

/** Something that was said, before anybody has looked at it closely. */
type Said = Readonly<Record<string, unknown>>;

function readText(bytes: Buffer): Said {
  try {
    const said: unknown = JSON.parse(bytes.toString("utf8"));
    return typeof said === "object" && said !== null ? { ...said } : {};
  } catch {
    return {};
  }
}

/** A binary frame is a change or nothing. */
function readBinary(bytes: Buffer): Said {
  const change = decodeChange(bytes);
  return change === undefined ? {} : { type: "change", ...change };
}
