import * as Y from "yjs";
import type { Connection } from "#lib/model/connection.ts";
import { type Design, emptyDesign } from "#lib/model/design.ts";
import type { Id } from "#lib/model/schema.ts";
import { ORDER, type Plain, readFields, type SharedMap, topOf } from "./flat.ts";
import { isKeyedList, isMerged, KEYED_LISTS, type KeyedList } from "./keyed.ts";
import { type KeysByName, ROOT, writeDesign } from "./write.ts";

/** What a listener learns about a change. */
export interface DesignChange {
  readonly design: Design;
  /** Origin of the transaction: the editor's own, the server, the browser's store … */
  readonly origin: unknown;
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
  /** Per list, the key of each member that got another id since it was made. */
  readonly #renamed = new Map<KeyedList, KeysByName>();
  readonly #listeners = new Set<(change: DesignChange) => void>();
  /** What the document says, also where two edits do not fit together. */
  #raw: Design;
  #design: Design;

  constructor(document: Y.Doc = new Y.Doc()) {
    this.document = document;
    this.#raw = this.#readAll();
    this.#design = this.#withoutLooseEnds();
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
    writeDesign(this.document, this.#design, design, origin, (list) => this.#renamed.get(list) ?? NONE);
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
      if (top === undefined) for (const key of event.changes.keys.keys()) dirty.set(topOf(key), "all");
      else if (!isKeyedList(String(top))) dirty.set(topOf(String(top)), "all");
      else if (dirty.get(String(top)) !== "all") {
        const members = (dirty.get(String(top)) as Set<string> | undefined) ?? new Set<string>();
        if (member === undefined) for (const key of event.changes.keys.keys()) members.add(key);
        else members.add(String(member));
        dirty.set(String(top), members);
      }
    }
    if (dirty.size === 0) return;
    const next: Record<string, unknown> = { ...this.#raw };
    for (const [key, members] of dirty) {
      if (isKeyedList(key)) next[key] = this.#readList(key, members);
      else delete next[key];
    }
    const fields = [...dirty.keys()].filter((key) => !isKeyedList(key));
    if (fields.length > 0)
      Object.assign(
        next,
        readFields(this.root, (field) => fields.includes(field)),
      );
    this.#raw = withFoundation(next);
    this.#design = this.#withoutLooseEnds();
    for (const listener of this.#listeners) listener({ design: this.#design, origin: transaction.origin });
  };

  #readAll(): Design {
    const record = readFields(this.root, (field) => !isKeyedList(field));
    for (const list of KEYED_LISTS) record[list] = this.#readList(list, "all");
    return withFoundation(record);
  }

  #readList(list: KeyedList, dirty: Set<string> | "all"): readonly Plain[] {
    const stored = this.root.get(list);
    // Anything else was not written by Lintel; it must not keep anybody from reading the rest.
    const map = stored instanceof Y.Map ? (stored as SharedMap) : undefined;
    if (map && isMerged(list)) return mergedMembers(map);
    const placed = dirty === "all" ? new Map<string, Placed>() : (this.#lists.get(list) ?? new Map<string, Placed>());
    if (map) {
      for (const key of dirty === "all" ? map.keys() : dirty) {
        const entry = map.get(key);
        if (entry instanceof Y.Map) placed.set(key, { key, order: Number((entry as SharedMap).get(ORDER) ?? 0), value: readFields(entry as SharedMap) });
        else placed.delete(key);
      }
    }
    this.#lists.set(list, placed);
    const members = [...placed.values()].toSorted(byPlace);
    if (list === "waivers") return members.map(({ value }) => value);
    const { values, keys } = withNamesApart(members, placed);
    this.#renamed.set(list, keys);
    return values;
  }

  /**
   * Somebody may remove a component while somebody else, far away, connects it. Everybody leaves such a connection out in the same way; it is back
   * when the removal is undone. A connection to a component that got its name at the same moment follows it.
   */
  #withoutLooseEnds(): Design {
    const design = this.#raw;
    const ids = new Set(design.components.map(({ id }) => id));
    const fits = ({ from, to }: Connection): boolean => ids.has(from) && ids.has(to);
    if (design.connections.every(fits)) return design;
    const names = new Map([...(this.#renamed.get("components") ?? NONE)].map(([name, key]) => [key, name]));
    const nameOf = (id: Id): Id => (ids.has(id) ? id : (names.get(id) ?? id));
    return { ...design, connections: design.connections.map((one) => (fits(one) ? one : { ...one, from: nameOf(one.from), to: nameOf(one.to) })).filter(fits) };
  }
}

const NONE: KeysByName = new Map();

const byPlace = (one: Pick<Placed, "order" | "key">, other: Pick<Placed, "order" | "key">): number => one.order - other.order || (one.key < other.key ? -1 : 1);

/** A member that got an id which is the key of another keeps its own key as its id. */
function withNamesApart(members: readonly Placed[], placed: ReadonlyMap<string, Placed>): { readonly values: readonly Plain[]; readonly keys: KeysByName } {
  const keys = new Map<string, string>();
  const values = members.map(({ key, value }) => {
    const id = String(value["id"]);
    if (id === key) return value;
    if (placed.has(id) || keys.has(id)) return { ...value, id: key };
    keys.set(id, key);
    return value;
  });
  return { values, keys };
}

function mergedMembers(map: SharedMap): readonly Plain[] {
  const members = Object.entries(readFields(map)).flatMap(([key, value]) => (typeof value === "object" && value !== null ? [{ key, value: value as Plain }] : []));
  return members
    .map(({ key, value: { [ORDER]: order, ...value } }) => ({ key, value, order: Number(order ?? 0) }))
    .toSorted(byPlace)
    .map(({ value }) => value);
}

const FOUNDATION = emptyDesign("design", "Untitled design");

/** A document that is empty or still arriving reads as an empty design. */
function withFoundation(record: Readonly<Record<string, unknown>>): Design {
  // Written through `write` only, which takes a Design.
  return { ...FOUNDATION, ...record };
}

/** The update that makes an empty document hold this design; for a first upload. */
export function designUpdate(design: Design): Uint8Array {
  const shared = new SharedDesign();
  shared.write(design, "create");
  return shared.encode();
}
