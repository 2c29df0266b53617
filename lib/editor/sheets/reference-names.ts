import { type PropertyOwner, type ReferenceOption, referenceOptions } from "#lib/catalog/references.ts";
import { COLLECTIONS, type Design } from "#lib/model/design.ts";
import type { Id } from "#lib/model/schema.ts";

/** What a text of a cell refers to: an element, or a sentence that says why none. */
export type ReadReference = { readonly ok: true; readonly value: Id } | { readonly ok: false; readonly reason: string };

interface Names {
  readonly options: readonly ReferenceOption[];
  readonly byId: ReadonlyMap<Id, ReferenceOption>;
  readonly byName: ReadonlyMap<string, readonly ReferenceOption[]>;
}

const folded = (text: string): string => text.trim().toLowerCase();

/** The elements of one design value by name, as cells write and read references. */
export class ReferenceNames {
  readonly #design: Design;
  readonly #owner: PropertyOwner | undefined;
  readonly #names = new Map<string, Names>();
  #ids: ReadonlySet<Id> | undefined;

  constructor(design: Design, owner: PropertyOwner | undefined) {
    this.#design = design;
    this.#owner = owner;
  }

  /** The elements that the property at a path may refer to. */
  options(path: string): readonly ReferenceOption[] {
    return this.#at(path).options;
  }

  /** How a cell names an element: by its name where that is clear, else by its id. */
  textOf(path: string, id: Id): string {
    const { byId, byName } = this.#at(path);
    const name = byId.get(id)?.name ?? "";
    const key = folded(name);
    return key !== "" && name === name.trim() && byName.get(key)?.length === 1 && !byId.has(name) ? name : id;
  }

  /** The element that a text names, by name or id; any id of the design counts, because what is drawn is kept and reported, not refused. */
  read(path: string, text: string): ReadReference {
    const written = text.trim();
    const { byId, byName } = this.#at(path);
    if (byId.has(written)) return { ok: true, value: written };
    const named = byName.get(folded(written)) ?? [];
    const [only] = named;
    if (only && named.length === 1) return { ok: true, value: only.id };
    if (named.length > 1) return { ok: false, reason: `Several are called “${written}”. Write the id: ${named.map(({ id }) => id).join(" or ")}.` };
    this.#ids ??= new Set(COLLECTIONS.flatMap((collection) => this.#design[collection].map(({ id }) => id)));
    return this.#ids.has(written) ? { ok: true, value: written } : { ok: false, reason: `Nothing that fits here is called “${written}”. Choose one of the list.` };
  }

  #at(path: string): Names {
    let names = this.#names.get(path);
    if (!names) {
      const options = this.#owner ? referenceOptions(this.#design, this.#owner, path) : [];
      names = { options, byId: new Map(options.map((option) => [option.id, option])), byName: Map.groupBy(options, ({ name }) => folded(name)) };
      this.#names.set(path, names);
    }
    return names;
  }
}

const known = new WeakMap<Design, Map<PropertyOwner | undefined, ReferenceNames>>();

/** The names of a design value for one kind of owner; the same object for the same value. */
export function referenceNames(design: Design, owner: PropertyOwner | undefined): ReferenceNames {
  let byOwner = known.get(design);
  if (!byOwner) known.set(design, (byOwner = new Map()));
  let names = byOwner.get(owner);
  if (!names) byOwner.set(owner, (names = new ReferenceNames(design, owner)));
  return names;
}
