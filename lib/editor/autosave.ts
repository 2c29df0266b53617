import * as Y from "yjs";
import { createStore, type StoreApi } from "zustand/vanilla";

/** What is true about the work right now; `saved` means stored by the server, nothing less. */
export type SaveState =
  | { readonly kind: "browser" }
  | { readonly kind: "loading" }
  | { readonly kind: "saving" }
  | { readonly kind: "saved" }
  | { readonly kind: "offline"; readonly reason: string }
  | { readonly kind: "refused"; readonly reason: string }
  /** An older state took the place of the present one; `mine` is the whole document as it stood here. */
  | { readonly kind: "replaced"; readonly mine: Uint8Array }
  /** The right to look at the design has ended. */
  | { readonly kind: "ended"; readonly reason: string }
  | { readonly kind: "readOnly" };

/** Where the server's copy of a design stands. */
export interface RemotePlace {
  /** Grows when an older state replaces the present one. */
  readonly generation: number;
  /** Number of the last stored change. */
  readonly seq: number;
}

/** The server's copy of one design, seen from the browser. */
export interface RemoteDesign {
  /** The whole state as one Yjs update. */
  load(): Promise<RemotePlace & { readonly state: Uint8Array }>;
  /** Stores an update; resolves only after it is stored. The same `updateId` twice is stored once. */
  append(updateId: string, update: Uint8Array, generation: number): Promise<void>;
}

/** A refusal that repeating will not cure: the design is gone, the update is too large, the right is missing. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  /** The server's word for the reason: `not_found`, `conflict` … */
  readonly code: string | undefined;
  /** What is wrong with single fields of what was sent, by their names. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(message: string, code?: string, fields: Readonly<Record<string, string>> = {}) {
    super(message);
    this.code = code;
    this.fields = fields;
  }
}
/** An older state took the place of the present one: what was drawn on the present one does not belong there. */
export class ReplacedError extends Error {
  override readonly name = "ReplacedError";
}

/** Origin of changes that come from the server; they are not sent back. */
const FROM_SERVER = Symbol("from the server");

/** Between an edit and its sending: short while others watch, longer when each sending is a request of its own. */
const DEBOUNCE_MS = { live: 20, request: 250 } as const;
const RETRY_MS = { first: 1_000, longest: 5_000 } as const;

interface Batch {
  readonly id: string;
  readonly update: Uint8Array;
}

/** How a document is kept. */
export interface AutosaveOptions {
  /** Origins whose changes are already elsewhere (the browser's own store). */
  readonly ignore?: readonly unknown[];
  /** Generation that the document belongs to, when it holds something from before. */
  readonly generation?: number | undefined;
  /** The document is only shown: nothing is sent. */
  readonly readOnly?: boolean;
  /** Whether others see each change at once. */
  readonly isLive?: () => boolean;
  /** Told when the server's state was merged, with the place that the document then stands at. */
  readonly onLoaded?: (place: RemotePlace) => void;
  /** Told when others changed the document. */
  readonly onOthers?: () => void;
}

/** Stores every change of a document on the server, in order, again and again until it is stored; says truthfully how far it is. */
export class Autosave {
  readonly state: StoreApi<SaveState>;
  readonly #document: Y.Doc;
  readonly #remote: RemoteDesign;
  readonly #options: AutosaveOptions;
  readonly #isLocal: (origin: unknown) => boolean;
  #generation: number | undefined;
  #pending: Uint8Array[] = [];
  #batch: Batch | undefined;
  #sending = false;
  #loaded = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(document: Y.Doc, remote: RemoteDesign, options: AutosaveOptions = {}) {
    this.#document = document;
    this.#remote = remote;
    this.#options = options;
    this.#generation = options.generation;
    const ignored = new Set<unknown>([FROM_SERVER, ...(options.ignore ?? [])]);
    this.#isLocal = (origin) => !ignored.has(origin);
    this.state = createStore<SaveState>(() => ({ kind: "loading" }));
    if (!options.readOnly) document.on("update", this.#onUpdate);
  }

  /** Whether something is not stored by the server yet. */
  get hasUnsaved(): boolean {
    return this.#pending.length > 0 || this.#batch !== undefined;
  }

  /** Fetches the server's state, merges it, and sends what the server does not have. Tries again on its own when the server cannot be reached. */
  async start(): Promise<void> {
    await this.#load();
  }

  /** Fetches what others stored meanwhile. */
  async refresh(): Promise<void> {
    if (!this.#loaded || this.#sending || this.#stopped) return;
    try {
      const remote = await this.#remote.load();
      if (this.#merge(remote)) this.#options.onLoaded?.(remote);
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Merges changes of others that the server told. */
  receive(updates: readonly Uint8Array[]): void {
    if (this.#stopped) return;
    this.#document.transact(() => {
      for (const update of updates) Y.applyUpdate(this.#document, update, FROM_SERVER);
    }, FROM_SERVER);
    this.#options.onOthers?.();
  }

  /** Sends now what waits, for a tab that is about to go. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await (this.#loaded ? this.#send() : this.#load());
  }

  /** Says that the server cannot be reached, before a change had to find out. */
  lost(reason: string): void {
    if (!this.#stopped && this.state.getState().kind !== "loading") this.state.setState({ kind: "offline", reason }, true);
  }
  /** Says that the server answers again: what waits is sent now. */
  found(): void {
    if (this.state.getState().kind !== "offline") return;
    this.#failures = 0;
    void this.flush();
  }
  /** Says that an older state took the place of the present one. */
  replaced(): void {
    if (this.#stopped) return;
    this.stop();
    this.state.setState({ kind: "replaced", mine: Y.encodeStateAsUpdate(this.#document) }, true);
  }
  /** Says that the server will take nothing more, and why. */
  refused(reason: string): void {
    if (this.#stopped) return;
    if (this.#options.readOnly) this.ended(reason);
    else this.state.setState({ kind: "refused", reason }, true);
  }
  /** Says that the right to have the design open has ended. */
  ended(reason: string): void {
    if (this.#stopped) return;
    this.stop();
    this.state.setState({ kind: "ended", reason }, true);
  }

  /** Stops watching and sending. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#document.off("update", this.#onUpdate);
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (!this.#isLocal(origin)) return;
    this.#pending.push(update);
    const { kind } = this.state.getState();
    if (kind === "saved") this.state.setState({ kind: "saving" }, true);
    if (this.#loaded && kind !== "offline" && kind !== "refused" && this.#timer === undefined) this.#schedule(this.#options.isLive?.() ? DEBOUNCE_MS.live : DEBOUNCE_MS.request);
  };

  /** Merges the server's state; false when it is of another generation than the document, which must not be mixed. */
  #merge({ generation, state }: RemotePlace & { readonly state: Uint8Array }): boolean {
    if (this.#stopped) return false;
    if (this.#generation !== undefined && this.#generation !== generation) {
      this.replaced();
      return false;
    }
    this.#generation = generation;
    Y.applyUpdate(this.#document, state, FROM_SERVER);
    return true;
  }

  async #load(): Promise<void> {
    if (this.#sending || this.#stopped) return;
    this.#sending = true;
    try {
      const remote = await this.#remote.load();
      if (!this.#merge(remote)) return;
      const missing = this.#options.readOnly ? undefined : missingFrom(remote.state, this.#document);
      this.#pending = missing ? [missing] : [];
      this.#loaded = true;
      this.#failures = 0;
      this.#options.onLoaded?.(remote);
    } catch (error) {
      this.#failed(error);
      return;
    } finally {
      this.#sending = false;
    }
    await this.#send();
  }

  async #send(): Promise<void> {
    if (this.#sending || this.#stopped) return;
    if (!this.#batch && this.#pending.length === 0) {
      this.#rest();
      return;
    }
    this.#sending = true;
    // Trying again is no news: whoever is offline stays told so until it succeeds.
    if (this.state.getState().kind !== "offline") this.state.setState({ kind: "saving" }, true);
    try {
      while (this.#batch || this.#pending.length > 0) {
        this.#batch ??= { id: crypto.randomUUID(), update: Y.mergeUpdates(this.#pending.splice(0)) };
        // Loaded before anything is sent, so the generation is known.
        await this.#remote.append(this.#batch.id, this.#batch.update, this.#generation ?? 1);
        this.#batch = undefined;
        this.#failures = 0;
      }
      this.#rest();
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#sending = false;
    }
  }

  /** Everything is where it belongs. */
  #rest(): void {
    if (!this.#stopped) this.state.setState({ kind: this.#options.readOnly ? "readOnly" : "saved" }, true);
  }

  #failed(error: unknown): void {
    if (this.#stopped) return;
    if (error instanceof ReplacedError) {
      this.replaced();
      return;
    }
    if (error instanceof RefusedError) {
      this.refused(error.message);
      return;
    }
    this.state.setState({ kind: "offline", reason: error instanceof Error ? error.message : "The server cannot be reached." }, true);
    this.#failures += 1;
    const wait = Math.min(RETRY_MS.longest, RETRY_MS.first * 2 ** (this.#failures - 1));
    this.#schedule(wait / 2 + (Math.random() * wait) / 2);
  }

  #schedule(wait: number): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), wait);
  }
}

/** What a document has and the server's state has not; nothing when there is no such thing. */
function missingFrom(state: Uint8Array, document: Y.Doc): Uint8Array | undefined {
  const missing = Y.encodeStateAsUpdate(document, Y.encodeStateVectorFromUpdate(state));
  const { structs, ds } = Y.decodeUpdate(missing);
  // An update always names every deletion; only one that the server lacks counts.
  const known = Y.mergeDeleteSets([Y.decodeUpdate(state).ds]);
  const together = Y.mergeDeleteSets([known, ds]);
  return structs.length === 0 && Y.equalDeleteSets(known, together) ? undefined : missing;
}
