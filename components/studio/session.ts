import { IndexeddbPersistence } from "y-indexeddb";
import { createStore, type StoreApi } from "zustand/vanilla";
import { Autosave, type RemoteDesign, type SaveState } from "#lib/editor/autosave.ts";
import type { Pace } from "#lib/editor/checks.ts";
import { Comments, type ReadMemory } from "#lib/editor/comments.ts";
import { Editor } from "#lib/editor/editor.ts";
import { LinkLostError, LiveLink } from "#lib/editor/live-link.ts";
import { nameOf, Presence } from "#lib/editor/presence.ts";
import type { Config, Design } from "#lib/model/design.ts";
import type { Dice } from "#lib/model/own-id.ts";
import { REALTIME_PATH } from "#lib/sync/realtime-protocol.ts";
import { SharedDesign } from "#lib/sync/shared-design.ts";
import { type RestoredVersion, restoreVersion } from "#components/versions/api.ts";
import { createDesign, realtimeTicket, remoteComments, remoteDesign, type Right, type Scope, type Via } from "./api.ts";

/** One open design: the editor, how far saving is, who else is there, and where it lives. */
export interface Session {
  readonly editor: Editor;
  readonly save: StoreApi<SaveState>;
  readonly presence: Presence;
  /** What is said about the design. */
  readonly comments: Comments;
  /** What one may do with the design. Only for what is offered: the server judges by itself. */
  readonly right: Right;
  /** Id on the server; nothing while the design is only looked at. */
  storedId(): string | undefined;
  /** Id under which its versions can be asked for; nothing where they are not open. */
  historyId(): string | undefined;
  /** Puts a version in place of the present state; the save state then says `replaced`. Fails with the reason when it cannot be done. */
  restore(version: number): Promise<void>;
  /** What became of a restore that was asked for here; nothing when none was. */
  restored(): Promise<RestoredVersion> | undefined;
  /** Makes sure the design is on the server and everything so far is stored; returns its id. Fails with the reason when it is not. */
  store(): Promise<string>;
  hasUnsaved(): boolean;
  /** Fetches what others stored meanwhile, where it does not come by itself. */
  refresh(): Promise<void>;
  /** Forgets what this browser kept: a design that was replaced is not continued from what it was before. */
  discard(): Promise<void>;
  close(): void;
}

const today = (): string => new Date().toISOString().slice(0, 10);
const dice: Dice = (sides) => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % sides;

/** Turns between keys and frames, as the browser gives them. */
const pace: Pace = {
  now: () => performance.now(),
  soon: (work) => {
    const controller = new AbortController();
    // Rejects when it is called off, which nobody needs to hear.
    if ("scheduler" in globalThis) void scheduler.postTask(work, { signal: controller.signal }).catch(() => undefined);
    else setTimeout(() => controller.signal.aborted || work());
    return () => controller.abort();
  },
  // For the browser's performance panel, which keeps it; nobody else needs to.
  note: (start) => {
    performance.measure("lintel: check", { start });
    performance.clearMeasures("lintel: check");
  },
};

const NAME_KEY = "lintel-name";
/** How often changes of others are asked for where no connection gets through. */
const ASK_EVERY_MS = 5_000;
/** How often screen readers are told that others changed something. */
const ANNOUNCE_EVERY_MS = 10_000;
/** Key under which the browser's copy remembers which generation it belongs to. */
const GENERATION = "generation";
/** Key under which it remembers how the workspace sets the rules, so that a design is judged alike without the server. */
const RULES = "rules";

/** The name that this person chose in this browser. */
function rememberedName(): string | undefined {
  try {
    return localStorage.getItem(NAME_KEY) ?? undefined;
  } catch {
    return undefined; // Storage is off; the name lasts as long as the tab.
  }
}

/** Keeps the name that this person chose. */
function rememberName(name: string | undefined): void {
  try {
    if (name === undefined) localStorage.removeItem(NAME_KEY);
    else localStorage.setItem(NAME_KEY, name);
  } catch {
    // The same.
  }
}

interface BrowserCopy {
  readonly store: IndexeddbPersistence;
  /** Nothing when the copy is new. */
  readonly generation: number | undefined;
  readonly rules: Config | undefined;
}

/** The browser's own copy; some private windows have none, and then only the server keeps the design. */
async function browserCopy(name: string, shared: SharedDesign): Promise<BrowserCopy | undefined> {
  try {
    const isNew = shared.isEmpty;
    const store = new IndexeddbPersistence(`lintel:${name}`, shared.document);
    await store.whenSynced;
    const generation = Number(await store.get(GENERATION)) || undefined;
    // Copies from before generations were kept belong to the first.
    const kept = await store.get(RULES);
    // Only this file writes it.
    const rules = typeof kept === "string" ? (JSON.parse(kept) as Config) : undefined;
    return { store, generation: generation ?? (isNew && !shared.isEmpty ? 1 : undefined), rules };
  } catch {
    return undefined;
  }
}

interface KeeperOptions {
  readonly copy?: BrowserCopy | undefined;
  readonly presence: Presence;
  readonly comments: Comments;
  /** The share link by which the design is open. */
  readonly via?: Via;
}

/** A design that is kept on the server, in the browser too unless it is only shown, and live with whoever else has it open. */
class Keeper {
  readonly id: string;
  readonly autosave: Autosave;
  readonly #link: LiveLink;
  readonly #presence: Presence;
  readonly #comments: Comments;
  readonly #copy: IndexeddbPersistence | undefined;
  readonly #stop: (() => void)[] = [];
  #asking: ReturnType<typeof setInterval> | undefined;
  #announced = -Infinity;

  constructor(id: string, editor: Editor, { copy, presence, comments, via }: KeeperOptions) {
    this.id = id;
    this.#comments = comments;
    // A frame in another page shows the design, not what is said about it.
    if (via === undefined || "linkId" in via) comments.attach(remoteComments(id, via), readMemory(id));
    this.#copy = copy?.store;
    this.#presence = presence;
    const follow = (rules: Config): void => {
      editor.setRulesAround(rules);
      void this.#copy?.set(RULES, JSON.stringify(rules));
    };
    if (copy?.rules) editor.setRulesAround(copy.rules);
    const http = remoteDesign(id, via);
    const remote: RemoteDesign = {
      load: async () => {
        const loaded = await http.load();
        follow(loaded.rules);
        return loaded;
      },
      append: async (updateId, update, generation) => {
        if (!this.#link.takes(update)) return http.append(updateId, update, generation);
        try {
          return await this.#link.store(updateId, update);
        } catch (error) {
          // Whether it was stored is not known; under the same id it is not stored twice.
          if (error instanceof LinkLostError) return http.append(updateId, update, generation);
          throw error;
        }
      },
    };
    this.autosave = new Autosave(editor.shared.document, remote, {
      ignore: [copy?.store],
      generation: copy?.generation,
      readOnly: !editor.writesRequirements,
      isLive: () => this.#link.isLive,
      onLoaded: (place) => {
        void this.#copy?.set(GENERATION, place.generation);
        this.#link.start(place);
      },
      onOthers: () => this.#announce(editor),
    });
    const socketAddress = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${REALTIME_PATH}`;
    this.#link = new LiveLink(
      { ticket: () => realtimeTicket(id, via), open: () => new WebSocket(socketAddress) },
      {
        onChanges: (updates) => this.autosave.receive(updates),
        onRules: follow,
        onComments: () => void comments.refresh(),
        onLost: (reason) => this.autosave.lost(reason),
        onLive: () => {
          this.#ask(false);
          this.autosave.found();
          // What was said while there was no connection.
          void comments.refresh();
        },
        onBlocked: () => {
          this.#ask(true);
          this.autosave.found();
        },
        onReplaced: () => this.autosave.replaced(),
        onEnded: (reason) => {
          if (via === undefined) {
            this.autosave.refused(reason);
            return;
          }
          this.autosave.ended(reason);
          // What a link opened is not kept longer than the link.
          void this.discard();
        },
      },
      presence,
    );
    presence.sendWith((showing) => this.#link.show(showing));
    this.#stop.push(editor.ui.subscribe(({ selection }, before) => selection === before.selection || presence.select(selection)));
    const onOffline = (): void => {
      this.#link.drop();
      this.autosave.lost("This device has no network.");
    };
    const onOnline = (): void => this.#link.retryNow();
    window.addEventListener("offline", onOffline);
    window.addEventListener("online", onOnline);
    this.#stop.push(() => {
      window.removeEventListener("offline", onOffline);
      window.removeEventListener("online", onOnline);
    });
  }

  async store(): Promise<string> {
    await this.autosave.flush();
    const state = this.autosave.state.getState();
    if (state.kind === "offline" || state.kind === "refused" || state.kind === "ended") throw new Error(state.reason);
    return this.id;
  }
  async discard(): Promise<void> {
    await this.#copy?.clearData();
  }
  async refresh(): Promise<void> {
    if (this.#link.isLive) return;
    this.#link.retryNow();
    await this.autosave.refresh();
  }
  close(): void {
    for (const stop of this.#stop) stop();
    this.#ask(false);
    void this.autosave.flush().finally(() => {
      this.#link.stop();
      this.autosave.stop();
    });
    void this.#copy?.destroy();
  }

  #ask(isNeeded: boolean): void {
    clearInterval(this.#asking);
    this.#asking = isNeeded
      ? setInterval(() => {
          if (document.visibilityState !== "visible") return;
          void this.autosave.refresh();
          void this.#comments.refresh();
        }, ASK_EVERY_MS)
      : undefined;
  }

  #announce(editor: Editor): void {
    const now = performance.now();
    if (now - this.#announced < ANNOUNCE_EVERY_MS) return;
    this.#announced = now;
    const drawing = this.#presence.state.getState().others.filter(({ canEdit }) => canEdit);
    const [only] = drawing;
    editor.announce(`${drawing.length === 1 && only ? nameOf(only) : "Somebody else"} changed the design`);
  }
}

/** What this browser has read of a design's conversations. */
const readMemory = (id: string): ReadMemory => ({
  load: () => {
    try {
      // Written below.
      return JSON.parse(localStorage.getItem(`lintel-read:${id}`) ?? "{}") as Readonly<Record<string, string>>;
    } catch {
      return {};
    }
  },
  keep: (read) => {
    try {
      localStorage.setItem(`lintel-read:${id}`, JSON.stringify(read));
    } catch {
      // Storage is off; what was read is known as long as the tab lives.
    }
  },
});

/** Who is there; remembers the name that this person chooses. */
function makePresence(): Presence {
  const presence = new Presence(rememberedName());
  presence.state.subscribe(({ name }, before) => name === before.name || rememberName(name));
  return presence;
}

/** Opens a design of the server: first what this browser kept, then what the server has, merged. */
export async function openStored(id: string, right: "requirements" | "manage"): Promise<Session> {
  const shared = new SharedDesign();
  const copy = await browserCopy(id, shared);
  const editor = new Editor(shared, { today: today(), dice, pace, requirementsOnly: right === "requirements" });
  const around = surroundings(right);
  return openKept(new Keeper(id, editor, { copy, ...around }), editor, around, right);
}

/** Opens a design of the server as a share link lets, or only to look at it; changes of others are seen as they are made. */
export async function openShown(id: string, right: Scope, via?: Via): Promise<Session> {
  const shared = new SharedDesign();
  // Whoever only looks has nothing that could get lost, and this browser keeps nothing of it.
  const copy = right === "edit" && via !== undefined && "linkId" in via ? await browserCopy(`${id}:${via.linkId}`, shared) : undefined;
  const editor = new Editor(shared, { today: today(), dice, pace, readOnly: right !== "edit" });
  const around = surroundings(right);
  return openKept(new Keeper(id, editor, { copy, ...around, via }), editor, around, right, via);
}

interface Surroundings {
  readonly presence: Presence;
  readonly comments: Comments;
}

/** Who else is there and what is said, for somebody with a right. */
function surroundings(right: Right, obtain?: () => Promise<void>): Surroundings {
  const presence = makePresence();
  const comments = new Comments({ mayComment: right !== "view", name: () => presence.state.getState().name, ...(obtain && { obtain }) });
  return { presence, comments };
}

async function openKept(keeper: Keeper, editor: Editor, { presence, comments }: Surroundings, right: Right, via?: Via): Promise<Session> {
  const started = keeper.autosave.start();
  // What the browser kept is shown at once; without it the server's answer is awaited.
  if (editor.shared.isEmpty) await started;
  const state = keeper.autosave.state.getState();
  if (editor.shared.isEmpty && "reason" in state) {
    keeper.close();
    throw new Error(state.reason);
  }
  return {
    editor,
    save: keeper.autosave.state,
    presence,
    comments,
    right,
    ...restoring(async () => keeper),
    historyId: () => (via === undefined ? keeper.id : undefined),
    storedId: () => (right === "manage" ? keeper.id : undefined),
    store: () => (editor.writesRequirements ? keeper.store() : Promise.reject(new Error(ONLY_SHOWN))),
    hasUnsaved: () => keeper.autosave.hasUnsaved,
    refresh: () => keeper.refresh(),
    discard: () => keeper.discard(),
    close: () => {
      keeper.close();
      editor.destroy();
    },
  };
}

/** The two parts of a session that restore a version. */
function restoring(keeperOf: () => Promise<Keeper>): Pick<Session, "restore" | "restored"> {
  let asked: Promise<RestoredVersion> | undefined;
  return {
    restored: () => asked,
    restore: async (version) => {
      const keeper = await keeperOf();
      // What was not sent yet belongs to the state that is kept before the restore.
      asked = restoreVersion(await keeper.store(), version);
      try {
        await asked;
      } catch (error) {
        asked = undefined;
        throw error;
      }
      // A live connection is ended by the server; without one the new state has to be asked for.
      await keeper.refresh();
    },
  };
}

const ONLY_SHOWN = "This design is only shown. Make a copy to change it.";
const RETRY_MS = { first: 1_000, longest: 30_000 } as const;

/**
 * Opens a design that is nowhere yet (the sample). With the first change it becomes a design of the server;
 * `onStored` learns its id so that the address can follow.
 */
export function openSample(design: Design, onStored: (id: string) => void): Session {
  const shared = new SharedDesign();
  shared.write(design, "sample");
  const editor = new Editor(shared, { today: today(), dice, pace });
  const { presence, comments } = surroundings("manage", async () => void (await ensure()));
  const save = createStore<SaveState>(() => ({ kind: "browser" }));
  let creating: Promise<Keeper> | undefined;
  let keeper: Keeper | undefined;
  let failures = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const create = async (): Promise<Keeper> => {
    save.setState({ kind: "saving" }, true);
    try {
      const id = await createDesign(shared.encode());
      keeper = new Keeper(id, editor, { copy: await browserCopy(id, shared), presence, comments });
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
    presence,
    comments,
    right: "manage",
    ...restoring(ensure),
    historyId: () => keeper?.id,
    storedId: () => keeper?.id,
    store: async () => (await ensure()).store(),
    hasUnsaved: () => keeper?.autosave.hasUnsaved ?? save.getState().kind !== "browser",
    refresh: async () => keeper?.refresh(),
    discard: async () => keeper?.discard(),
    close: () => {
      clearTimeout(retry);
      stop();
      keeper?.close();
      editor.destroy();
    },
  };
}

/** Opens a design that is nowhere, only to look at it. */
export function openReadOnly(design: Design): Session {
  const shared = new SharedDesign();
  shared.write(design, "view");
  const editor = new Editor(shared, { today: today(), readOnly: true });
  return {
    editor,
    save: createStore<SaveState>(() => ({ kind: "readOnly" })),
    ...surroundings("view"),
    right: "view",
    restore: () => Promise.reject(new Error(ONLY_SHOWN)),
    restored: () => undefined,
    historyId: () => undefined,
    storedId: () => undefined,
    store: () => Promise.reject(new Error(ONLY_SHOWN)),
    hasUnsaved: () => false,
    refresh: async () => {},
    discard: async () => {},
    close: () => editor.destroy(),
  };
}
