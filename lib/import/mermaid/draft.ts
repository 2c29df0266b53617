import { connectionKindsBetween } from "#lib/catalog/connections.ts";
import type { Boundary } from "#lib/model/boundary.ts";
import type { Component, ComponentKind } from "#lib/model/component.ts";
import { CONNECTION_KINDS, type Connection, type ConnectionKind } from "#lib/model/connection.ts";
import { readContractLabel } from "#lib/model/contract-label.ts";
import { type Design, emptyDesign } from "#lib/model/design.ts";
import { freshAmong } from "#lib/model/edit.ts";
import { type Id, idSchema, LINE_LIMIT } from "#lib/model/schema.ts";
import type { ImportNote } from "../importer.ts";
import { type Guess, guessComponent } from "./guess.ts";

/** A line of text that fits the model; a longer one is cut, never through the middle of a character. */
export function fitted(text: string): string {
  const line = text.replaceAll("\n", " ").trim();
  return line.length <= LINE_LIMIT ? line : `${line.slice(0, LINE_LIMIT - 1).replace(/[\uD800-\uDBFF]$/u, "")}…`;
}

/** What is known of an arrow before its kind is settled. */
export interface DraftConnection {
  readonly from: Id;
  readonly to: Id;
  readonly text: string;
  /** Whether it points both ways. */
  readonly isMutual: boolean;
  readonly told?: { readonly id: string; readonly kind: string } | undefined;
}

/** A design in the making: hands out ids, settles kinds, and keeps the notes. Mutable on purpose, for one import. */
export class Draft {
  readonly notes: ImportNote[] = [];
  readonly #boundaries = new Map<Id, Boundary>();
  readonly #components = new Map<Id, Component>();
  readonly #connections: Connection[] = [];
  readonly #taken = new Set<string>();
  readonly #collections = { boundaries: new Set<string>(), components: new Set<string>(), connections: new Set<string>() };

  /** An id for an element: the wanted one when it is an id and free within its collection, otherwise one made from it. */
  #id(collection: "boundaries" | "components" | "connections", wanted: string, exact: boolean): Id {
    const free = exact ? this.#collections[collection] : this.#taken;
    const id = idSchema.safeParse(wanted).success && !free.has(wanted) ? wanted : freshAmong(this.#taken, wanted);
    this.#taken.add(id);
    this.#collections[collection].add(id);
    return id;
  }

  /** Adds a boundary and gives its id; `exact` keeps an id that only another collection uses. */
  boundary(wanted: string, exact: boolean, properties: Omit<Boundary, "id">): Id {
    const id = this.#id("boundaries", wanted, exact);
    this.#boundaries.set(id, { ...properties, id } as Boundary); // An open object type forgets its named keys under Omit; all are given.
    return id;
  }

  /** Puts a boundary inside another one. */
  nest(id: Id, parent: Id): void {
    const boundary = this.#boundaries.get(id);
    if (boundary) this.#boundaries.set(id, { ...boundary, parent });
  }

  /** Adds a component that was drawn, with what its name and outline tell. */
  component(
    wanted: string,
    exact: boolean,
    drawn: { readonly text: string; readonly shape: string; readonly classes: readonly string[] },
    properties: Partial<Component> = {},
    kind?: ComponentKind,
  ): Id {
    const id = this.#id("components", wanted, exact);
    const { name, technology } = nameOf(drawn.text || wanted);
    const guess: Guess = kind ? { kind, certain: false } : guessComponent({ id: wanted, ...drawn });
    const assumed = [
      ...(guess.certain ? [] : ["kind"]),
      ...(guess.role ? ["role"] : []),
      ...(guess.engine ? ["engine"] : []),
      ...(guess.technology && !technology ? ["technology"] : []),
    ];
    const product = technology ?? guess.technology;
    this.#components.set(id, {
      id,
      kind: guess.kind,
      name: fitted(name) || id,
      ...(product ? { technology: { name: fitted(product) } } : {}),
      ...(guess.role ? { role: guess.role } : {}),
      ...(guess.engine ? { engine: guess.engine } : {}),
      ...properties,
      ...(assumed.length > 0 ? { assumed } : {}),
    });
    return id;
  }

  /** Adds a connection; its kind follows from its ends unless the diagram tells it. */
  connection(drawn: DraftConnection): Id {
    const ends = [this.#components.get(drawn.from)?.kind ?? "service", this.#components.get(drawn.to)?.kind ?? "service"] as const;
    const told = drawn.told && CONNECTION_KINDS.find((kind) => kind === drawn.told?.kind);
    const kind = told ?? connectionKindsBetween(...ends)[0];
    const read = readContractLabel(kind, drawn.text);
    const id = drawn.told ? this.#id("connections", drawn.told.id, true) : this.#freshConnection(`${drawn.from}-${drawn.to}`);
    const mode = modeOf(kind, ends, read.mode);
    const isStatedMode = mode !== undefined && mode === read.mode;
    const assumed = [
      ...(told || connectionKindsBetween(...ends).length === 1 ? [] : ["kind"]),
      ...(mode && !isStatedMode ? ["mode"] : []),
      ...(drawn.isMutual && kind === "call" ? ["interaction"] : []),
    ];
    this.#connections.push({
      id,
      kind,
      from: drawn.from,
      to: drawn.to,
      ...(read.label ? { label: fitted(read.label) } : {}),
      ...(read.protocol ? { protocol: read.protocol } : {}),
      ...(kind === "call" && drawn.isMutual ? { interaction: "bidi" as const } : {}),
      ...(mode ? { mode } : {}),
      ...(read.pattern ? { pattern: read.pattern } : {}),
      ...(read.timeoutMs === undefined ? {} : { timeoutMs: read.timeoutMs }),
      ...(read.ttlMs === undefined ? {} : { ttlMs: read.ttlMs }),
      ...(read.retries === undefined ? {} : { retry: { max: read.retries } }),
      ...(assumed.length > 0 ? { assumed } : {}),
    });
    return id;
  }

  #freshConnection(wanted: string): Id {
    const id = freshAmong(this.#taken, wanted);
    this.#taken.add(id);
    this.#collections.connections.add(id);
    return id;
  }

  /** The design as it stands. */
  finish(title: string): Design {
    const name = fitted(title) || "Imported diagram";
    return {
      ...emptyDesign(freshAmong(new Set(), name), name),
      boundaries: [...this.#boundaries.values()],
      components: [...this.#components.values()],
      connections: this.#connections,
    };
  }
}

/** A last line in square brackets names the technology, as in C4 diagrams. */
function nameOf(text: string): { readonly name: string; readonly technology?: string } {
  const lines = text.split("\n");
  const last = lines.at(-1) ?? "";
  if (lines.length > 1 && last.length > 2 && last.startsWith("[") && last.endsWith("]")) return { name: lines.slice(0, -1).join(" "), technology: last.slice(1, -1).trim() };
  return { name: lines.join(" ") };
}

function modeOf(kind: ConnectionKind, [from]: readonly [ComponentKind, ComponentKind], stated: Connection["mode"]): Connection["mode"] {
  if (kind === "data") return stated === "r" || stated === "w" || stated === "rw" ? stated : "rw";
  if (kind === "connector") return from === "database" || from === "objectStore" ? "cdc" : "sink";
  return undefined;
}
