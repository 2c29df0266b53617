import * as Y from "yjs";
import { Autosave, RefusedError, type RemoteDesign, ReplacedError } from "#lib/editor/autosave.ts";
import { LinkLostError, LiveLink } from "#lib/editor/live-link.ts";
import { Presence } from "#lib/editor/presence.ts";
import { REALTIME_PATH } from "#lib/sync/realtime-protocol.ts";

/** The map of a document into which everybody writes keys of their own. */
export const MAP = "chaos";
const ANSWER_MS = 15_000;

/** Somebody who draws with the studio's own live link and autosave, against real addresses. Writes one key per edit and knows which are acknowledged. */
export class Drawer {
  readonly document = new Y.Doc();
  readonly presence = new Presence();
  readonly autosave: Autosave;
  readonly name: string;
  readonly #link: LiveLink;
  readonly #api: string;
  /** How many edits each batch closes. */
  readonly #batches = new Map<string, number>();
  #acknowledged = 0;
  #made = 0;
  /** Called when the connection stands. */
  onLive: () => void = () => undefined;
  /** Called with every key that somebody else wrote. */
  onKey: (key: string) => void = () => undefined;

  constructor(name: string, address: string, designId: string) {
    this.name = name;
    this.#api = `${address}/api/v1/designs/${designId}`;
    const remote: RemoteDesign = {
      load: async () => {
        // The operation answers so.
        const { generation, seq, state } = (await this.#ask("GET", "/state")) as { generation: number; seq: number; state: string };
        return { generation, seq, state: Buffer.from(state, "base64") };
      },
      append: async (updateId, update, generation) => {
        // A batch holds every edit up to now that is in none before.
        const upTo = this.#batches.get(updateId) ?? this.#made;
        this.#batches.set(updateId, upTo);
        const byHttp = () => this.#ask("POST", "/updates", { updateId, update: Buffer.from(update).toString("base64"), generation });
        if (!this.#link.takes(update)) await byHttp();
        else {
          await this.#link.store(updateId, update).catch((error: unknown) => {
            if (error instanceof LinkLostError) return byHttp();
            throw error;
          });
        }
        this.#acknowledged = Math.max(this.#acknowledged, upTo);
      },
    };
    this.autosave = new Autosave(this.document, remote, { isLive: () => this.#link.isLive, onLoaded: (place) => this.#link.start(place) });
    this.#link = new LiveLink(
      {
        ticket: async () => ((await this.#ask("POST", "/realtime-tickets", {})) as { ticket: string }).ticket,
        open: () => new WebSocket(`${address.replace("http", "ws")}${REALTIME_PATH}`),
      },
      {
        onChanges: (updates) => this.autosave.receive(updates),
        onRules: () => undefined,
        onComments: () => undefined,
        onLost: (reason) => this.autosave.lost(reason),
        onLive: () => {
          this.onLive();
          this.autosave.found();
        },
        onBlocked: () => this.autosave.found(),
        onReplaced: () => this.autosave.replaced(),
        onEnded: (reason) => this.autosave.refused(reason),
      },
      this.presence,
    );
    this.presence.sendWith((showing) => this.#link.show(showing));
    this.document.getMap(MAP).observe(({ keysChanged, transaction }) => {
      if (!transaction.local) for (const key of keysChanged) this.onKey(key);
    });
  }

  /** Loads the design and connects. */
  async start(): Promise<this> {
    await this.autosave.start();
    return this;
  }
  /** Makes one edit; returns its key. */
  edit(): string {
    this.#made += 1;
    const key = this.#key(this.#made);
    this.document.getMap(MAP).set(key, this.#made);
    return key;
  }
  /** Keys that the server said are stored. */
  get acknowledged(): readonly string[] {
    return Array.from({ length: this.#acknowledged }, (_, index) => this.#key(index + 1));
  }
  /** Keys of all edits so far. */
  get made(): readonly string[] {
    return Array.from({ length: this.#made }, (_, index) => this.#key(index + 1));
  }
  get isLive(): boolean {
    return this.#link.isLive;
  }
  get keys(): ReadonlySet<string> {
    return new Set(this.document.getMap(MAP).keys());
  }
  stop(): void {
    this.#link.stop();
    this.autosave.stop();
  }

  #key(number: number): string {
    return `${this.name}-${String(number).padStart(6, "0")}`;
  }

  async #ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.#api}${path}`, {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (response.ok) return response.json();
    const { error } = (await response.json().catch(() => ({ error: { code: "internal", message: String(response.status) } }))) as { error: { code: string; message: string } };
    if (error.code === "conflict") throw new ReplacedError(error.message);
    if (response.status < 500 && response.status !== 429) throw new RefusedError(error.message, error.code);
    throw new Error(error.message);
  }
}

/** Waits until something holds; fails with what it was when it does not in time. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, milliseconds: number): Promise<number> {
  const began = performance.now();
  for (;;) {
    if (await holds()) return performance.now() - began;
    if (performance.now() - began > milliseconds) throw new Error(`Not within ${milliseconds} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
