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
  | { readonly kind: "readOnly" };

/** The server's copy of one design, seen from the browser. */
export interface RemoteDesign {
  /** The whole state as one Yjs update. */
  load(): Promise<Uint8Array>;
  /** Stores an update; resolves only after it is stored. The same `updateId` twice is stored once. */
  append(updateId: string, update: Uint8Array): Promise<void>;
}

/** A refusal that repeating will not cure: the design is gone, the update is too large, the right is missing. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
}

/** Origin of changes that come from the server; they are not sent back. */
const FROM_SERVER = Symbol("from the server");

const DEBOUNCE_MS = 250;
const RETRY_MS = { first: 1_000, longest: 30_000 } as const;

interface Batch {
  readonly id: string;
  readonly update: Uint8Array;
}

/** Stores every change of a document on the server, in order, again and again until it is stored; says truthfully how far it is. */
export class Autosave {
  readonly state: StoreApi<SaveState>;
  readonly #document: Y.Doc;
  readonly #remote: RemoteDesign;
  readonly #isLocal: (origin: unknown) => boolean;
  #pending: Uint8Array[] = [];
  #batch: Batch | undefined;
  #sending = false;
  #loaded = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  /** `ignore` lists origins whose changes are already elsewhere (the browser's own store). */
  constructor(document: Y.Doc, remote: RemoteDesign, options: { readonly ignore?: readonly unknown[] } = {}) {
    this.#document = document;
    this.#remote = remote;
    const ignored = new Set<unknown>([FROM_SERVER, ...(options.ignore ?? [])]);
    this.#isLocal = (origin) => !ignored.has(origin);
    this.state = createStore<SaveState>(() => ({ kind: "loading" }));
    document.on("update", this.#onUpdate);
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
      Y.applyUpdate(this.#document, await this.#remote.load(), FROM_SERVER);
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Sends now what waits, for a tab that is about to go. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await (this.#loaded ? this.#send() : this.#load());
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
    if (this.#loaded && kind !== "offline" && kind !== "refused") this.#schedule(DEBOUNCE_MS);
  };

  async #load(): Promise<void> {
    if (this.#sending || this.#stopped) return;
    this.#sending = true;
    try {
      const update = await this.#remote.load();
      if (this.#stopped) return;
      Y.applyUpdate(this.#document, update, FROM_SERVER);
      const missing = Y.encodeStateAsUpdate(this.#document, Y.encodeStateVectorFromUpdate(update));
      this.#pending = isEmpty(missing) ? [] : [missing];
      this.#loaded = true;
      this.#failures = 0;
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
      this.state.setState({ kind: "saved" }, true);
      return;
    }
    this.#sending = true;
    this.state.setState({ kind: "saving" }, true);
    try {
      while (this.#batch || this.#pending.length > 0) {
        this.#batch ??= { id: crypto.randomUUID(), update: Y.mergeUpdates(this.#pending.splice(0)) };
        await this.#remote.append(this.#batch.id, this.#batch.update);
        this.#batch = undefined;
        this.#failures = 0;
      }
      this.state.setState({ kind: "saved" }, true);
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#sending = false;
    }
  }

  #failed(error: unknown): void {
    if (error instanceof RefusedError) {
      this.state.setState({ kind: "refused", reason: error.message }, true);
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

/** Whether a Yjs update carries nothing: no structs and no deletions. */
function isEmpty(update: Uint8Array): boolean {
  const { structs, ds } = Y.decodeUpdate(update);
  return structs.length === 0 && ds.clients.size === 0;
}
