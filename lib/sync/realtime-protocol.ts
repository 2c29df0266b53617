import type { Config } from "#lib/model/design.ts";

/*
 * What browser and server say to each other over one WebSocket. Text frames are JSON; binary frames hold Yjs updates.
 *
 * browser → server   hello (ticket, what it has) · change (binary, with an id of its own) · presence
 * server → browser   welcome · changes (binary, numbered) · stored (which ids, at which number) · refused · people · comments
 *
 * A number only grows, and everything up to it was sent before: a browser that comes back names the last one it saw.
 */

/** Address of the endpoint. */
export const REALTIME_PATH = "/api/v1/realtime";
/** Grows when an older browser could misunderstand what is said. */
export const PROTOCOL_VERSION = 1;
/** Largest frame that a server takes, in bytes. What is larger goes by HTTP. */
export const LARGEST_FRAME = 1024 * 1024;

/** Why a server ends a connection. */
export const CLOSE = {
  /** The database does not answer, or the server stops: come back soon. */
  later: 1013,
  /** Something that no sound client sends. */
  violation: 4400,
  /** The ticket is used up, too old or never was. */
  ticket: 4401,
  /** The right to look at the design has ended. */
  revoked: 4403,
  /** The design was deleted. */
  gone: 4404,
  /** An older state replaced the present one; the client starts over. */
  replaced: 4409,
  /** Too many connections. */
  many: 4429,
} as const;

/** A place or an area of the canvas, in its own coordinates. */
export interface CanvasArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a person shows of oneself to the others. */
export interface Showing {
  readonly name: string;
  readonly cursor?: { readonly x: number; readonly y: number } | undefined;
  /** Ids of selected elements. */
  readonly selection?: readonly string[] | undefined;
  /** The part of the canvas in view. */
  readonly view?: CanvasArea | undefined;
}

/** Somebody who has the design open. */
export interface Person {
  /** Given by the server, one for each connection. */
  readonly id: string;
  /** Which guest of the design this is: 1, 2, 3 …; the server counts. */
  readonly number: number;
  readonly canEdit: boolean;
  /** The name of the account; nothing for somebody without one. The server says it, nobody chooses it. */
  readonly name?: string | undefined;
  /** Nothing until the person said something, and never from somebody who may only look. */
  readonly showing?: Showing | undefined;
}

/** The first thing a browser says. */
export interface Hello {
  readonly type: "hello";
  readonly version: number;
  readonly ticket: string;
  /** Which history the browser's copy belongs to, and up to which number it has it. */
  readonly generation: number;
  readonly since: number;
}
/** What a browser says later, as text. */
export interface PresenceMessage {
  readonly type: "presence";
  readonly showing: Showing;
}

/** The answer to a hello; the changes the browser lacks follow. */
export interface Welcome {
  readonly type: "welcome";
  readonly generation: number;
  readonly seq: number;
  readonly self: Person;
  readonly people: readonly Person[];
}
/** Changes of this browser that are on disk, each with the number it got. */
export interface Stored {
  readonly type: "stored";
  readonly changes: readonly (readonly [id: string, seq: number])[];
}
/** A change of this browser that will never be stored. */
export interface Refused {
  readonly type: "refused";
  readonly id: string;
  readonly message: string;
}
/** Somebody came or showed something else. */
export interface PersonMessage {
  readonly type: "person";
  readonly person: Person;
}
/** Somebody left. */
export interface LeftMessage {
  readonly type: "left";
  readonly id: string;
}
/** How the workspace sets the rules: said after the welcome, and whenever it changes. */
export interface RulesMessage {
  readonly type: "rules";
  readonly rules: Config;
}
/** What is said about the design changed; ask for it by HTTP. */
export interface CommentsMessage {
  readonly type: "comments";
}
/** Said every few seconds, so that a browser notices a connection that died silently. */
export interface Beat {
  readonly type: "beat";
}
/** Everything a server says as text. */
export type ServerMessage = Beat | Welcome | Stored | Refused | PersonMessage | LeftMessage | RulesMessage | CommentsMessage;

const CHANGE = 1;
const CHANGES = 2;
const HEADER = 5;

/** A change of a browser as a binary frame. */
export function encodeChange(id: string, update: Uint8Array): Uint8Array<ArrayBuffer> {
  const name = new TextEncoder().encode(id);
  const frame = new Uint8Array(2 + name.length + update.length);
  frame[0] = CHANGE;
  frame[1] = name.length;
  frame.set(name, 2);
  frame.set(update, 2 + name.length);
  return frame;
}

/** Reads such a frame; nothing when it is not one. */
export function decodeChange(frame: Uint8Array): { readonly id: string; readonly update: Uint8Array } | undefined {
  const length = frame[1];
  if (frame[0] !== CHANGE || length === undefined || frame.length < 2 + length) return undefined;
  return { id: new TextDecoder().decode(frame.subarray(2, 2 + length)), update: frame.subarray(2 + length) };
}

/** Changes of others as a binary frame; `seq` is the number of the last. */
export function encodeChanges(seq: number, updates: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(HEADER + updates.reduce((sum, update) => sum + 4 + update.length, 0));
  const view = new DataView(frame.buffer);
  frame[0] = CHANGES;
  view.setUint32(1, seq);
  let at = HEADER;
  for (const update of updates) {
    view.setUint32(at, update.length);
    frame.set(update, at + 4);
    at += 4 + update.length;
  }
  return frame;
}

/** Reads such a frame; nothing when it is not one. */
export function decodeChanges(frame: Uint8Array): { readonly seq: number; readonly updates: readonly Uint8Array[] } | undefined {
  if (frame[0] !== CHANGES || frame.length < HEADER) return undefined;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const updates: Uint8Array[] = [];
  for (let at = HEADER; at < frame.length;) {
    if (at + 4 > frame.length) return undefined;
    const length = view.getUint32(at);
    if (at + 4 + length > frame.length) return undefined;
    updates.push(frame.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return { seq: view.getUint32(1), updates };
}
