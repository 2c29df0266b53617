import * as Y from "yjs";
import { type Design, emptyDesign } from "#lib/model/design.ts";
import { isKeyedList, KEYED_LISTS, type KeyedList } from "./keyed.ts";
import { ORDER, ROOT, writeDesign } from "./write.ts";

type SharedMap = Y.Map<unknown>;
type Plain = Record<string, unknown>;

/** What a listener learns about a change. */
export interface DesignChange {
  readonly design: Design;
  /** Origin of the transaction: the editor's own, the server, the browser's store … */
  readonly origin: unknown;
}

function plain(value: unknown): unknown {
  if (!(value instanceof Y.Map)) return value;
  const record: Plain = {};
  for (const [key, member] of (value as SharedMap).entries()) if (key !== ORDER) record[key] = plain(member);
  return record;
}

interface Placed {
  readonly key: string;
  readonly order: number;
  readonly value: Plain;
}

/**
 * A design inside a Y.Doc, which is the truth while editing. Reads it as an immutable `Design` that shares whatever did not
 * change, and writes a new `Design` back as the smallest change, in one transaction.
 */
export class SharedDesign {
  readonly document: Y.Doc;
  readonly #lists = new Map<KeyedList, Map<string, Placed>>();
  readonly #listeners = new Set<(change: DesignChange) => void>();
  /** What the document says, also where two edits do not fit together. */
  #raw: Design;
  #design: Design;

  constructor(document: Y.Doc = new Y.Doc()) {
    this.document = document;
    this.#raw = this.#readAll();
    this.#design = withoutLooseEnds(this.#raw);
    this.root.observeDeep(this.#onChange);
  }

  /** The root map: what undo watches. */
  get root(): SharedMap {
    return this.document.getMap(ROOT);
  }
  /** The design as it stands. */
  get design(): Design {
    return this.#design;
  }
  /** Whether nothing was ever written: a fresh document. */
  get isEmpty(): boolean {
    return this.root.size === 0;
  }

  /** Makes the document hold this design, as one transaction; what is equal is not touched. */
  write(design: Design, origin: unknown): void {
    writeDesign(this.document, this.#design, design, origin);
  }

  /** The whole document as one update; another document that applies it holds the same design with the same history. */
  encode(): Uint8Array {
    return Y.encodeStateAsUpdate(this.document);
  }
  /** Merges an update of another document with the same history. */
  apply(update: Uint8Array, origin: unknown): void {
    Y.applyUpdate(this.document, update, origin);
  }

  /** Calls back after every change, whoever made it; returns the way to stop. */
  subscribe(listener: (change: DesignChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Stops watching the document. */
  destroy(): void {
    this.root.unobserveDeep(this.#onChange);
    this.#listeners.clear();
  }

  readonly #onChange = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction): void => {
    const dirty = new Map<string, Set<string> | "all">();
    for (const event of events) {
      const [top, member] = event.path;
      if (top === undefined) for (const key of event.changes.keys.keys()) dirty.set(key, "all");
      else if (!isKeyedList(String(top))) dirty.set(String(top), "all");
      else if (dirty.get(String(top)) !== "all") {
        const members = (dirty.get(String(top)) as Set<string> | undefined) ?? new Set<string>();
        if (member === undefined) for (const key of event.changes.keys.keys()) members.add(key);
        else members.add(String(member));
        dirty.set(String(top), members);
      }
    }
    if (dirty.size === 0) return;
    const next: Plain = { ...this.#raw };
    for (const [key, members] of dirty) {
      if (isKeyedList(key)) next[key] = this.#readList(key, members);
      else if (this.root.has(key)) next[key] = plain(this.root.get(key));
      else delete next[key];
    }
    this.#raw = withFoundation(next);
    this.#design = withoutLooseEnds(this.#raw);
    for (const listener of this.#listeners) listener({ design: this.#design, origin: transaction.origin });
  };

  #readAll(): Design {
    const record: Plain = {};
    for (const [key, value] of this.root.entries()) if (!isKeyedList(key)) record[key] = plain(value);
    for (const list of KEYED_LISTS) record[list] = this.#readList(list, "all");
    return withFoundation(record);
  }

  #readList(list: KeyedList, dirty: Set<string> | "all"): Plain[] {
    const stored = this.root.get(list);
    // Anything else was not written by Lintel; it must not keep anybody from reading the rest.
    const map = stored instanceof Y.Map ? (stored as SharedMap) : undefined;
    const placed = dirty === "all" ? new Map<string, Placed>() : (this.#lists.get(list) ?? new Map<string, Placed>());
    if (map) {
      for (const key of dirty === "all" ? map.keys() : dirty) {
        const entry = map.get(key);
        if (entry instanceof Y.Map) placed.set(key, { key, order: Number((entry as SharedMap).get(ORDER) ?? 0), value: plain(entry) as Plain });
        else placed.delete(key);
      }
    }
    this.#lists.set(list, placed);
    return [...placed.values()].toSorted((a, b) => a.order - b.order || (a.key < b.key ? -1 : 1)).map((member) => member.value);
  }
}

const FOUNDATION = emptyDesign("design", "Untitled design");

/** A document that is empty or still arriving reads as an empty design. */
function withFoundation(record: Plain): Design {
  // Written through `write` only, which takes a Design.
  return { ...FOUNDATION, ...record };
}

/**
 * Somebody may remove a component while somebody else, far away, connects it. Everybody leaves such a connection out in the same way; it is back
 * when the removal is undone.
 */
function withoutLooseEnds(design: Design): Design {
  const ids = new Set(design.components.map(({ id }) => id));
  const fits = ({ from, to }: Design["connections"][number]): boolean => ids.has(from) && ids.has(to);
  return design.connections.every(fits) ? design : { ...design, connections: design.connections.filter(fits) };
}

/** The update that makes an empty document hold this design; for a first upload. */
export function designUpdate(design: Design): Uint8Array {
  const shared = new SharedDesign();
  shared.write(design, "create");
  return shared.encode();
}
