import type pg from "pg";
import type { Logger } from "pino";
import * as Y from "yjs";
import { DRAWING_ROLES, WRITING_ROLES } from "#lib/server/actor.ts";
import type { Database, Transaction } from "#lib/server/database/database.ts";
import { AppError } from "#lib/server/errors.ts";
import { appendRows, type NewRow } from "./append-rows.ts";
import { type Live, LiveDocuments } from "./live-documents.ts";
import { type Head, lockHead } from "./log.ts";
import { isRequirementsOnly } from "./requirements-only.ts";
import { titleOf } from "./title.ts";

/** A change that asks to be stored. */
export interface Asking {
  /** As it is recorded who made the change. */
  readonly actor: string;
  /** The share link by which it comes: nothing is stored once the link has ended. */
  readonly linkId?: string | null;
  /** The session of the member who brings it, when it comes by no link: nothing is stored once it has ended or the person may no longer edit. */
  readonly sessionId?: string | null;
  /** Given by the client; the same id again is answered without storing again. */
  readonly updateId: string;
  /** The change itself, or the way to make it from the document as it stands. */
  readonly change: Uint8Array | ((document: Y.Doc) => Uint8Array);
  /** The generation the client works on; another one is a conflict. */
  readonly generation?: number | undefined;
  /** Whoever brought it, so that it is not told its own change. */
  readonly from?: unknown;
}

/** A change that is on disk. */
export interface StoredChange {
  readonly seq: number;
  readonly bytes: Uint8Array;
  readonly from: unknown;
}

/** Changes that were committed together, in their order. */
export interface StoredGroup {
  readonly designId: string;
  readonly generation: number;
  readonly changes: readonly StoredChange[];
  /** Milliseconds that the transaction took. */
  readonly tookMs: number;
}

interface Waiting extends Asking {
  readonly resolve: (head: Head) => void;
  readonly reject: (error: unknown) => void;
}

/** What a door stands on. */
export interface DoorContext {
  readonly database: Database;
  readonly pool: pg.Pool;
  readonly log: Logger;
  /** Lets a test hold or break a transaction right before its end. */
  readonly beforeCommit?: (() => Promise<void>) | undefined;
}

/** Most changes that are committed together, and most of their bytes: one statement carries them all. */
const GROUP_MOST = { changes: 1_000, bytes: 4 * 1024 * 1024 } as const;
/** How often a group is tried where the design is believed to stand; with another process that draws on it as well, the look under the lock ends the race. */
const GLANCES = 2;
/** A slow database is waited for, in milliseconds. */
const PATIENCE = { maxWait: 5_000, timeout: 20_000 } as const;
/** Groups of different designs that are stored at the same moment; leaves connections of the pool to whoever reads. */
const AT_ONCE = 6;

/**
 * The one way into the log of a design. Changes that arrive while others are being stored are committed together, and nobody is
 * answered before the commit. What was committed is told to the listeners.
 */
export class Door {
  readonly #database: Database;
  readonly #pool: pg.Pool;
  readonly #log: Logger;
  readonly #documents: LiveDocuments;
  readonly #queues = new Map<string, Waiting[]>();
  readonly #listeners = new Set<(group: StoredGroup) => void>();
  /** Designs whose copy in memory may be ahead of the log at this moment. */
  readonly #ahead = new Set<string>();
  readonly #free: (() => void)[] = [];
  readonly #beforeCommit: (() => Promise<void>) | undefined;
  #running = 0;

  constructor({ database, pool, log, beforeCommit }: DoorContext) {
    this.#database = database;
    this.#pool = pool;
    this.#log = log;
    this.#documents = new LiveDocuments(log);
    this.#beforeCommit = beforeCommit;
  }

  /** Stores a change; resolves with its number only after it is on disk. */
  append(designId: string, asking: Asking): Promise<Head> {
    return new Promise<Head>((resolve, reject) => {
      const waiting = { ...asking, resolve, reject };
      const queue = this.#queues.get(designId);
      if (queue !== undefined) {
        queue.push(waiting);
        return;
      }
      const started = [waiting];
      this.#queues.set(designId, started);
      void this.#drain(designId, started);
    });
  }

  /** Designs that are kept in memory. */
  get documentsInMemory(): number {
    return this.#documents.size;
  }

  /** Calls back after every commit made here; returns the way to stop. */
  onStored(listener: (group: StoredGroup) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** A design as this process has it in memory, in one update; nothing when it is not there or its copy is ahead of what is stored. */
  stateOf(designId: string): (Head & { readonly state: Uint8Array }) | undefined {
    const kept = this.#ahead.has(designId) ? undefined : this.#documents.kept(designId);
    return kept && { generation: kept.generation, seq: kept.seq, state: Y.encodeStateAsUpdate(kept.document) };
  }

  async #drain(designId: string, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      // Whatever arrives in the same turn, or while all places are taken, goes along.
      await new Promise(setImmediate);
      await this.#enter();
      try {
        this.#ahead.add(designId);
        await this.#store(designId, nextGroup(queue));
      } finally {
        this.#ahead.delete(designId);
        this.#leave();
      }
    }
    this.#queues.delete(designId);
  }

  async #enter(): Promise<void> {
    if (this.#running >= AT_ONCE) await new Promise<void>((resolve) => this.#free.push(resolve));
    else this.#running += 1;
  }
  #leave(): void {
    const next = this.#free.shift();
    if (next === undefined) this.#running -= 1;
    else next();
  }

  async #store(designId: string, group: readonly Waiting[]): Promise<void> {
    try {
      for (let glance = 0; glance < GLANCES; glance += 1) {
        const live = await this.#documents.glance(this.#database, designId, glance > 0);
        if (live === undefined) break;
        if (await this.#storeAtOnce(designId, live, group)) return;
      }
    } catch (error) {
      this.#documents.forget(designId);
      for (const waiting of group) waiting.reject(error);
      return;
    }
    await this.#storeWithLook(designId, group);
  }

  /** The usual way, one statement: holds as long as the design stands where this process believes. Answers false when nothing was stored. */
  async #storeAtOnce(designId: string, live: Live, group: readonly Waiting[]): Promise<boolean> {
    const began = performance.now();
    if (new Set(group.map(({ updateId }) => updateId)).size < group.length) return false;
    const { document, generation, seq } = live;
    const rows: (NewRow & Pick<Waiting, "from">)[] = [];
    for (const { updateId, change, actor, from, generation: wanted } of group) {
      if (typeof change === "function" || (wanted ?? generation) !== generation) return false;
      // A copy: the bytes of a frame are a small part of what was read from the network, and are kept for whoever comes next.
      rows.push({ updateId, bytes: new Uint8Array(change), actor, from });
    }
    try {
      for (const { bytes } of rows) Y.applyUpdate(document, bytes);
    } catch {
      this.#documents.forget(designId);
      return false;
    }
    // When this fails the document holds more than the log; the other way stores it all or forgets the document.
    if (!(await appendRows(this.#pool, { designId, head: live, rows, ...proofsOf(group), title: titleOf(document) }, this.#beforeCommit))) return false;
    const changes = rows.map(({ bytes, from }, index) => ({ seq: seq + 1 + index, bytes, from }));
    this.#documents.advance(designId, { generation, seq: seq + rows.length });
    this.#ahead.delete(designId);
    this.#tell({ designId, generation, changes, tookMs: performance.now() - began });
    for (const [index, { resolve }] of group.entries()) resolve({ generation, seq: seq + 1 + index });
    return true;
  }

  /** Looks under a lock where the design stands and what is stored already. A change that does not fit is taken out and the others are tried again. */
  async #storeWithLook(designId: string, group: readonly Waiting[]): Promise<void> {
    let left = group;
    while (left.length > 0) {
      const began = performance.now();
      try {
        const { answers, changes, generation } = await this.#database.$transaction((transaction) => this.#write(transaction, designId, left), PATIENCE);
        this.#ahead.delete(designId);
        if (changes.length > 0) this.#tell({ designId, generation, changes, tookMs: performance.now() - began });
        for (const [waiting, answer] of answers) {
          if (answer instanceof AppError) waiting.reject(answer);
          else waiting.resolve(answer);
        }
        return;
      } catch (error) {
        // The copy in memory may hold what was not stored.
        this.#documents.forget(designId);
        if (error instanceof UnfitError) {
          error.waiting.reject(new AppError("invalid_input", "The change does not fit this design.", { cause: error.cause }));
          left = left.filter((waiting) => waiting !== error.waiting);
        } else {
          for (const waiting of left) waiting.reject(error);
          return;
        }
      }
    }
  }

  async #write(transaction: Transaction, designId: string, group: readonly Waiting[]): Promise<Written> {
    const head = await lockHead(transaction, designId);
    const known = new Map(
      (
        await transaction.designUpdate.findMany({
          where: { designId, updateId: { in: group.map(({ updateId }) => updateId) } },
          select: { updateId: true, generation: true, seq: true },
        })
      ).map(({ updateId, generation, seq }): [string, Head] => [updateId, { generation, seq }]),
    );
    const writes = await rightsOf(transaction, designId, group);
    // The copy in memory holds the whole group by now; whatever of it the log will perhaps never hold must not stay there.
    if (group.some((waiting) => known.has(waiting.updateId) || writes(waiting) !== "all")) this.#documents.forget(designId);
    const document = await this.#documents.at(transaction, designId, head);
    const answers = new Map<Waiting, Head | AppError>();
    const rows: { readonly seq: number; readonly updateId: string; readonly bytes: Uint8Array<ArrayBuffer>; readonly actor: string; readonly from: unknown }[] = [];
    let { seq } = head;
    for (const waiting of group) {
      const before = known.get(waiting.updateId);
      if (before !== undefined) answers.set(waiting, before);
      else if (writes(waiting) === "nothing") answers.set(waiting, ended());
      else if (waiting.generation !== undefined && waiting.generation !== head.generation) answers.set(waiting, replaced());
      // What the server makes itself, a title, is about what its operation says.
      else if (writes(waiting) === "requirements" && typeof waiting.change !== "function" && !isRequirementsOnly(document, waiting.change))
        answers.set(waiting, new BeyondRequirementsError());
      else {
        const bytes = apply(document, waiting);
        seq += 1;
        const next = { generation: head.generation, seq };
        known.set(waiting.updateId, next);
        answers.set(waiting, next);
        rows.push({ seq, updateId: waiting.updateId, bytes: new Uint8Array(bytes), actor: waiting.actor, from: waiting.from });
      }
    }
    if (rows.length > 0) {
      await transaction.designUpdate.createMany({ data: rows.map(({ from: _from, ...row }) => ({ designId, generation: head.generation, ...row })) });
      await transaction.$executeRaw`
        UPDATE "DesignDocument" SET "headSeq" = ${seq}, "title" = ${titleOf(document)}, "updatedAt" = now(), "unkeptSince" = coalesce("unkeptSince", now()) WHERE "id" = ${designId}`;
    }
    await this.#beforeCommit?.();
    this.#documents.advance(designId, { generation: head.generation, seq });
    return { answers, changes: rows.map(({ seq: number, bytes, from }) => ({ seq: number, bytes, from })), generation: head.generation };
  }

  #tell(group: StoredGroup): void {
    for (const listener of this.#listeners) {
      try {
        listener(group);
      } catch (error) {
        // The changes are on disk; whoever could not be told asks for them again.
        this.#log.error({ err: error }, "a listener failed");
      }
    }
  }
}

interface Written {
  readonly answers: ReadonlyMap<Waiting, Head | AppError>;
  readonly changes: readonly StoredChange[];
  readonly generation: number;
}

/** A change of a group that cannot be applied. */
class UnfitError extends Error {
  readonly waiting: Waiting;
  constructor(waiting: Waiting, cause: unknown) {
    super("A change does not fit.", { cause });
    this.waiting = waiting;
  }
}

function nextGroup(queue: Waiting[]): readonly Waiting[] {
  let bytes = 0;
  const end = queue.findIndex(({ change }, index) => index === GROUP_MOST.changes || (bytes += change.length) > GROUP_MOST.bytes);
  // A change that is larger than the limit goes alone.
  return queue.splice(0, end === -1 ? queue.length : Math.max(1, end));
}

function apply(document: Y.Doc, waiting: Waiting): Uint8Array {
  try {
    if (typeof waiting.change === "function") return waiting.change(document);
    Y.applyUpdate(document, waiting.change);
    return waiting.change;
  } catch (cause) {
    throw new UnfitError(waiting, cause);
  }
}

/** What the changes of a group are allowed by: links, and sessions of members where no link is needed. */
const proofsOf = (group: readonly Asking[]): { readonly linkIds: string[]; readonly sessionIds: string[] } => ({
  linkIds: [...new Set(group.flatMap(({ linkId }) => linkId ?? []))],
  sessionIds: [...new Set(group.flatMap(({ linkId, sessionId }) => (typeof linkId === "string" ? [] : (sessionId ?? []))))],
});

/**
 * Tells how much each of a group may still write, as `appendRows` does. Whoever ends a link, a session or a right waits until the group is
 * stored, so that nothing comes after the end.
 */
async function rightsOf(transaction: Transaction, designId: string, group: readonly Asking[]): Promise<(asking: Asking) => Writes> {
  const { linkIds, sessionIds } = proofsOf(group);
  const links =
    linkIds.length === 0
      ? []
      : await transaction.$queryRaw<readonly Proof[]>`
          SELECT "id", true AS "draws" FROM "ShareLink" WHERE "id" = ANY(${linkIds}) AND "revokedAt" IS NULL AND ("expiresAt" IS NULL OR "expiresAt" > clock_timestamp())
          ORDER BY "id" FOR SHARE`;
  const sessions =
    sessionIds.length === 0
      ? []
      : await transaction.$queryRaw<readonly Proof[]>`
          SELECT session."id", membership."isAdmin" OR membership."roles" && ${[...DRAWING_ROLES]}::text[]::"Role"[] AS "draws" FROM "Session" session
            JOIN "Membership" membership ON membership."userId" = session."userId"
            JOIN "DesignDocument" design ON design."id" = ${designId} AND design."workspaceId" = membership."workspaceId"
          WHERE session."id" = ANY(${sessionIds}) AND session."expiresAt" > clock_timestamp() AND membership."deactivatedAt" IS NULL
            AND (membership."isAdmin" OR membership."roles" && ${[...WRITING_ROLES]}::text[]::"Role"[])
          ORDER BY session."id" FOR SHARE OF membership FOR KEY SHARE OF session`;
  const good = new Map([...links, ...sessions].map(({ id, draws }) => [id, draws ? "all" : "requirements"] as const));
  return ({ linkId, sessionId }) => {
    const proof = linkId ?? sessionId;
    return typeof proof === "string" ? (good.get(proof) ?? "nothing") : "all";
  };
}

/** How much of a design somebody may write. */
type Writes = "all" | "requirements" | "nothing";

interface Proof {
  readonly id: string;
  readonly draws: boolean;
}

const ended = (): AppError => new AppError("forbidden", "You may no longer change this design: the link by which you came has ended, or your rights were changed.");

/** What a product manager may not write; unlike a right that has ended, the others are still theirs. */
export class BeyondRequirementsError extends AppError {
  constructor() {
    super("forbidden", "As a product manager you write title, description and requirements of a design; back-end and principal engineers draw it. This change was not stored.");
  }
}

const replaced = (): AppError => new AppError("conflict", "The design was replaced by an older state meanwhile. Load it again; your unsaved change can be kept as a copy.");
