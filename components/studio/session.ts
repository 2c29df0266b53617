import { IndexeddbPersistence } from "y-indexeddb";
import { createStore, type StoreApi } from "zustand/vanilla";
import { Autosave, type SaveState } from "#lib/editor/autosave.ts";
import { Editor } from "#lib/editor/editor.ts";
import type { Design } from "#lib/model/design.ts";
import { SharedDesign } from "#lib/sync/shared-design.ts";
import { createDesign, remoteDesign } from "./api.ts";

/** One open design: the editor, how far saving is, and where it lives. */
export interface Session {
  readonly editor: Editor;
  readonly save: StoreApi<SaveState>;
  /** Id on the server; nothing while the design is only looked at. */
  storedId(): string | undefined;
  /** Makes sure the design is on the server and everything so far is stored; returns its id. Fails with the reason when it is not. */
  store(): Promise<string>;
  hasUnsaved(): boolean;
  /** Fetches what others stored meanwhile. */
  refresh(): Promise<void>;
  close(): void;
}

const today = (): string => new Date().toISOString().slice(0, 10);

/** The browser's own copy; some private windows have none, and then only the server keeps the design. */
async function browserCopy(id: string, shared: SharedDesign): Promise<IndexeddbPersistence | undefined> {
  try {
    const copy = new IndexeddbPersistence(`lintel:${id}`, shared.document);
    await copy.whenSynced;
    return copy;
  } catch {
    return undefined;
  }
}

/** A design that is kept in the browser and on the server. */
class Keeper {
  readonly id: string;
  readonly autosave: Autosave;
  readonly #copy: IndexeddbPersistence | undefined;

  constructor(id: string, shared: SharedDesign, copy: IndexeddbPersistence | undefined) {
    this.id = id;
    this.#copy = copy;
    this.autosave = new Autosave(shared.document, remoteDesign(id), { ignore: [copy] });
  }
  async store(): Promise<string> {
    await this.autosave.flush();
    const state = this.autosave.state.getState();
    if (state.kind === "offline" || state.kind === "refused") throw new Error(state.reason);
    return this.id;
  }
  close(): void {
    void this.autosave.flush().finally(() => this.autosave.stop());
    void this.#copy?.destroy();
  }
}

/** Opens a design of the server: first what this browser kept, then what the server has, merged. */
export async function openStored(id: string): Promise<Session> {
  const shared = new SharedDesign();
  const copy = await browserCopy(id, shared);
  const keeper = new Keeper(id, shared, copy);
  const editor = new Editor(shared, { today: today() });
  const started = keeper.autosave.start();
  // What the browser kept is shown at once; without it the server's answer is awaited.
  if (shared.isEmpty) await started;
  const state = keeper.autosave.state.getState();
  if (shared.isEmpty && (state.kind === "refused" || state.kind === "offline")) {
    keeper.close();
    throw new Error(state.reason);
  }
  return {
    editor,
    save: keeper.autosave.state,
    storedId: () => id,
    store: () => keeper.store(),
    hasUnsaved: () => keeper.autosave.hasUnsaved,
    refresh: () => keeper.autosave.refresh(),
    close: () => {
      keeper.close();
      editor.destroy();
    },
  };
}

const RETRY_MS = { first: 1_000, longest: 30_000 } as const;

/**
 * Opens a design that is nowhere yet (the sample). With the first change it becomes a design of the server;
 * `onStored` learns its id so that the address can follow.
 */
export function openSample(design: Design, onStored: (id: string) => void): Session {
  const shared = new SharedDesign();
  shared.write(design, "sample");
  const editor = new Editor(shared, { today: today() });
  const save = createStore<SaveState>(() => ({ kind: "browser" }));
  let creating: Promise<Keeper> | undefined;
  let keeper: Keeper | undefined;
  let failures = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const create = async (): Promise<Keeper> => {
    save.setState({ kind: "saving" }, true);
    try {
      const id = await createDesign(shared.encode());
      keeper = new Keeper(id, shared, await browserCopy(id, shared));
      keeper.autosave.state.subscribe((state) => save.setState(state, true));
      onStored(id);
      await keeper.autosave.start();
      return keeper;
    } catch (error) {
      creating = undefined;
      const wait = Math.min(RETRY_MS.longest, RETRY_MS.first * 2 ** failures);
      failures += 1;
      save.setState({ kind: "offline", reason: error instanceof Error ? error.message : "The server cannot be reached." }, true);
      retry = setTimeout(keep, wait);
      throw error;
    }
  };
  const ensure = (): Promise<Keeper> => (creating ??= create());
  // A failure shows in the state and is tried again; nobody else waits for it.
  const keep = (): void => void ensure().catch(() => undefined);
  const stop = shared.subscribe(() => {
    stop();
    keep();
  });
  return {
    editor,
    save,
    storedId: () => keeper?.id,
    store: async () => (await ensure()).store(),
    hasUnsaved: () => keeper?.autosave.hasUnsaved ?? save.getState().kind !== "browser",
    refresh: async () => keeper?.autosave.refresh(),
    close: () => {
      clearTimeout(retry);
      stop();
      keeper?.close();
      editor.destroy();
    },
  };
}

/** Opens a design only to look at it: a value, or the state of a document. */
export function openReadOnly(source: Design | Uint8Array): Session {
  const shared = new SharedDesign();
  if (source instanceof Uint8Array) shared.apply(source, "view");
  else shared.write(source, "view");
  const editor = new Editor(shared, { today: today(), readOnly: true });
  return {
    editor,
    save: createStore<SaveState>(() => ({ kind: "readOnly" })),
    storedId: () => undefined,
    store: () => Promise.reject(new Error("This design is only shown. Make a copy to change it.")),
    hasUnsaved: () => false,
    refresh: async () => {},
    close: () => editor.destroy(),
  };
}
