import type { CommentsRemote, CommentTarget, CommentThread } from "#lib/editor/comments.ts";
import { RefusedError, type RemoteDesign, type RemotePlace, ReplacedError } from "#lib/editor/autosave.ts";
import type { Config } from "#lib/model/design.ts";

/** What the server says about a design in a list. */
export interface DesignSummary {
  readonly id: string;
  readonly title: string;
  readonly updatedAt: string;
  readonly createdAt: string;
}
/** What a share link lets its bearer do. */
export type Scope = "view" | "comment" | "edit";
/** A share link as whoever manages the design sees it; the secret is never shown again. */
export interface ShareSummary {
  readonly id: string;
  readonly scope: Scope;
  readonly hasPassword: boolean;
  readonly creator: string | null;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  readonly isOpen: boolean;
}
/** What is asked of a link that is made. */
export interface ShareRequest {
  readonly scope: Scope;
  readonly expiresAt: string | null;
  readonly password: string | null;
}

/** The design that a link opened, the link, and what it lets one do. */
export interface Entered {
  readonly designId: string;
  readonly shareId: string;
  readonly scope: Scope;
}

/** The link by which a design is looked at; nothing when it is one's own. What is asked by a link may do no more than the link; a frame in another page has a secret of its own. */
export type Via = { readonly linkId: string } | { readonly bearer: string } | undefined;

const BASE = "/api/v1";

/** Answers that may be different in a moment. */
const isPassing = (status: number): boolean => status === 408 || status === 429 || status >= 500;

interface Envelope {
  readonly error?: { readonly code?: string; readonly message?: string; readonly fields?: Readonly<Record<string, string>> };
}

/** Asks the API; a refusal is thrown in words. */
export async function request(path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`${BASE}${path}`, { ...init, cache: "no-store", credentials: "same-origin" });
  } catch {
    throw new Error("The server cannot be reached.");
  }
  if (response.ok) return response;
  const body = (await response.json().catch(() => ({}))) as Envelope;
  const message = body.error?.message ?? `The server answered ${response.status}.`;
  throw isPassing(response.status) ? new Error(message) : new RefusedError(message, body.error?.code, body.error?.fields);
}

const by = (via: Via): Record<string, string> => (via === undefined ? {} : "linkId" in via ? { "lintel-link": via.linkId } : { authorization: `Bearer ${via.bearer}` });

/** The same with a body. */
export const send = (method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  request(path, { method, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });

/** Reads the body of an answer. */
export const json = async <Body>(response: Promise<Response>): Promise<Body> => (await (await response).json()) as Body;

function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** What a person may do with a design; each may do what the ones before it may. */
export type Right = Scope | "requirements" | "manage";
/** What one may do with a design. */
export const rightWith = async (id: string): Promise<Right> => (await json<{ right: Right }>(request(`/designs/${encodeURIComponent(id)}`))).right;

/** Creates a design from the state of a document; returns its id. */
export async function createDesign(state: Uint8Array): Promise<string> {
  const { id } = await json<{ id: string }>(send("POST", "/designs", { update: toBase64(state) }, { "idempotency-key": crypto.randomUUID() }));
  return id;
}

interface DesignState extends RemotePlace {
  readonly state: Uint8Array;
  /** How the workspace sets the rules. */
  readonly rules: Config;
}

/** The state of a design as one update, and where it stands. */
async function designState(id: string, via: Via): Promise<DesignState> {
  const { state, ...rest } = await json<Omit<DesignState, "state"> & { readonly state: string }>(request(`/designs/${encodeURIComponent(id)}/state`, { headers: by(via) }));
  return { ...rest, state: fromBase64(state) };
}

interface JudgedDesign extends RemoteDesign {
  load(): Promise<DesignState>;
}

/** The server's copy of one design. */
export const remoteDesign = (id: string, via?: Via): JudgedDesign => ({
  load: () => designState(id, via),
  append: async (updateId, update, generation) => {
    try {
      await send("POST", `/designs/${encodeURIComponent(id)}/updates`, { updateId, update: toBase64(update), generation }, by(via));
    } catch (error) {
      throw error instanceof RefusedError && error.code === "conflict" ? new ReplacedError(error.message) : error;
    }
  },
});

/** A ticket for one live connection to a design. */
export const realtimeTicket = async (id: string, via?: Via): Promise<string> =>
  (await json<{ ticket: string }>(send("POST", `/designs/${encodeURIComponent(id)}/realtime-tickets`, {}, by(via)))).ticket;

/** A page of the designs, the last changed first. */
export const listDesigns = (cursor?: string): Promise<{ readonly items: readonly DesignSummary[]; readonly nextCursor: string | null }> =>
  json(request(`/designs${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ""}`));
/** Renames a design. */
export const renameDesign = async (id: string, title: string): Promise<void> => void (await send("PATCH", `/designs/${encodeURIComponent(id)}`, { title }));
/** Copies a design; returns the copy's id. */
export const duplicateDesign = async (id: string): Promise<string> =>
  (await json<{ id: string }>(send("POST", `/designs/${encodeURIComponent(id)}/duplicate`, {}, { "idempotency-key": crypto.randomUUID() }))).id;
/** Deletes a design; `restoreDesign` takes it back. */
export const deleteDesign = async (id: string): Promise<void> => void (await request(`/designs/${encodeURIComponent(id)}`, { method: "DELETE" }));
/** Takes a deletion back. */
export const restoreDesign = async (id: string): Promise<void> => void (await send("POST", `/designs/${encodeURIComponent(id)}/restore`, {}));

/** Makes a link; the secret is told once. */
export const createShare = (designId: string, share: ShareRequest): Promise<ShareSummary & { readonly secret: string }> =>
  json(send("POST", `/designs/${encodeURIComponent(designId)}/shares`, share, { "idempotency-key": crypto.randomUUID() }));
/** The links of a design. */
export const listShares = async (designId: string): Promise<readonly ShareSummary[]> =>
  (await json<{ items: readonly ShareSummary[] }>(request(`/designs/${encodeURIComponent(designId)}/shares`))).items;
/** Ends a link at once. */
export const revokeShare = async (designId: string, shareId: string): Promise<void> =>
  void (await request(`/designs/${encodeURIComponent(designId)}/shares/${encodeURIComponent(shareId)}`, { method: "DELETE" }));
/** Trades the secret of a link, and its password, for a cookie that opens the one design. `unauthenticated`: it asks for a password. */
export const exchangeShare = (secret: string, password?: string): Promise<Entered> => json(send("POST", "/shares/exchange", { secret, password }));
/** The same for a frame in another page, which keeps a secret of its own in memory: no cookie reaches there. */
export const embedShare = (secret: string, password?: string): Promise<{ readonly designId: string; readonly bearer: string }> =>
  json(send("POST", "/shares/embed", { secret, password }));

interface CommentsPage {
  readonly items: readonly CommentThread[];
  readonly nextCursor: string | null;
}

/** What is said about one design. */
export function remoteComments(designId: string, via?: Via): CommentsRemote {
  const all = `/designs/${encodeURIComponent(designId)}/comments`;
  const headers = by(via);
  const creating = () => ({ ...headers, "idempotency-key": crypto.randomUUID() });
  const of = (threadId: string, messageId?: string) => `${all}/${encodeURIComponent(threadId)}${messageId === undefined ? "" : `/messages/${encodeURIComponent(messageId)}`}`;
  return {
    list: async () => {
      const items: CommentThread[] = [];
      for (let cursor: string | null = ""; cursor !== null;) {
        const page: CommentsPage = await json<CommentsPage>(request(`${all}?limit=100${cursor === "" ? "" : `&cursor=${cursor}`}`, { headers }));
        items.push(...page.items);
        cursor = page.nextCursor;
      }
      return items;
    },
    begin: (target: CommentTarget, body, name) => json(send("POST", all, { target, body, name }, creating())),
    reply: (threadId, body, name) => json(send("POST", `${of(threadId)}/replies`, { body, name }, creating())),
    edit: (threadId, messageId, body) => json(send("PATCH", of(threadId, messageId), { body }, headers)),
    remove: async (threadId, messageId) => void (await request(of(threadId, messageId), { method: "DELETE", headers })),
    resolve: (threadId, name) => json(send("POST", `${of(threadId)}/resolve`, { name }, headers)),
    reopen: (threadId) => json(send("POST", `${of(threadId)}/reopen`, {}, headers)),
  };
}
