import { once } from "node:events";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { decodeChanges, encodeChange, PROTOCOL_VERSION, type ServerMessage } from "#lib/sync/realtime-protocol.ts";

/** One person at one of the servers: a document, how many of its edits are acknowledged, and an end. The same code on both sides but for the words of the protocol. */
export interface Person {
  readonly document: Y.Doc;
  acknowledged(): number;
  end(): void;
}

/** Where a person goes. */
export interface Place {
  readonly url: string;
  readonly design: string;
  /** What lets the person in, where that is asked for. */
  readonly ticket?: string;
}

const REMOTE = "server";

/** Somebody at a Lintel. */
export async function atLintel({ url, ticket }: Place): Promise<Person> {
  const document = new Y.Doc();
  const socket = new WebSocket(url);
  let stored = 0;
  let made = 0;
  const welcome = Promise.withResolvers<void>();
  socket.on("message", (data: Buffer, isBinary) => {
    if (isBinary) {
      for (const update of decodeChanges(data)?.updates ?? []) Y.applyUpdate(document, update, REMOTE);
      return;
    }
    const message = JSON.parse(data.toString()) as ServerMessage;
    if (message.type === "stored") stored += message.changes.length;
    else if (message.type === "welcome") welcome.resolve();
  });
  socket.on("close", (code, reason) => welcome.reject(new Error(`${code} ${reason.toString()}`)));
  await once(socket, "open");
  socket.send(JSON.stringify({ type: "hello", version: PROTOCOL_VERSION, ticket, generation: 1, since: 0 }));
  await welcome.promise;
  const name = Math.random().toString(36).slice(2, 8);
  document.on("update", (update, origin) => {
    if (origin !== REMOTE) socket.send(encodeChange(`${name}-${String((made += 1)).padStart(8, "0")}`, update));
  });
  return { document, acknowledged: () => stored, end: () => socket.terminate() };
}

/* Hocuspocus' frames are numbers of seven bits a byte, texts and bytes with their length before them; each begins with the document's name. */
const SYNC = 0;
const AUTH = 2;
const SYNC_STATUS = 8;
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;
const EMPTY_VECTOR = Uint8Array.of(0);

function frame(parts: readonly (number | string | Uint8Array)[]): Uint8Array {
  const varUint = (value: number): number[] => (value < 128 ? [value] : [128 | (value & 127), ...varUint(value >>> 7)]);
  const chunks = parts.flatMap((part): Uint8Array[] => {
    if (typeof part === "number") return [Uint8Array.from(varUint(part))];
    const content = typeof part === "string" ? Buffer.from(part) : part;
    return [Uint8Array.from(varUint(content.length)), content];
  });
  return Buffer.concat(chunks);
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }
  number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#bytes[(this.#at += 1) - 1] ?? 0;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  }
  bytes(): Uint8Array {
    const length = this.number();
    return this.#bytes.subarray(this.#at, (this.#at += length));
  }
}

/** Somebody at a Hocuspocus. */
export async function atHocuspocus({ url, design }: Place): Promise<Person> {
  const document = new Y.Doc();
  const socket = new WebSocket(url);
  let stored = 0;
  const synced = Promise.withResolvers<void>();
  socket.on("message", (data: Buffer) => {
    const reader = new Reader(data);
    reader.bytes();
    const type = reader.number();
    if (type === SYNC_STATUS) stored += reader.number();
    else if (type === AUTH) socket.send(frame([design, SYNC, STEP_1, EMPTY_VECTOR]));
    else if (type === SYNC) {
      const step = reader.number();
      if (step === UPDATE || step === STEP_2) Y.applyUpdate(document, reader.bytes(), REMOTE);
      if (step === STEP_2) synced.resolve();
    }
  });
  socket.on("close", (code, reason) => synced.reject(new Error(`${code} ${reason.toString()}`)));
  await once(socket, "open");
  socket.send(frame([design, AUTH, 0, ""]));
  await synced.promise;
  document.on("update", (update, origin) => {
    if (origin !== REMOTE) socket.send(frame([design, SYNC, UPDATE, update]));
  });
  return { document, acknowledged: () => stored, end: () => socket.terminate() };
}
