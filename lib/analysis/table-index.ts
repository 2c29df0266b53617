import { type Technology, technologyById, technologyIn } from "#lib/catalog/technologies.ts";
import type { Component } from "#lib/model/component.ts";
import type { AccessPattern, Table } from "#lib/model/store.ts";
import type { DesignIndex } from "./design-index.ts";
import { headOf } from "./ownership.ts";

const NONE: readonly never[] = [];

/** A table and the store that keeps it. */
export interface PlacedTable {
  readonly store: Component;
  readonly table: Table;
}

/** A name as databases compare it: upper and lower case are the same. */
export const folded = (name: string): string => name.toLowerCase();

const technologyOf = (engine: string | undefined): Technology | undefined => (engine ? (technologyById(folded(engine)) ?? technologyIn(engine)) : undefined);

/** The engine of a store under the name that the catalogue gives it: `Postgres` is `postgresql`. */
export const engineOf = (store: Component): string | undefined => (store.engine ? (technologyOf(store.engine)?.engine ?? folded(store.engine)) : undefined);

/** The engine of a store as its makers write it: `postgres` is PostgreSQL. */
export const engineName = (store: Component): string => technologyOf(store.engine)?.name ?? store.engine ?? "";

/** How a store keeps its data: as declared, else as its engine is known for; nothing when neither says. */
export const dataModelOf = (store: Component): Component["model"] => store.model ?? technologyOf(store.engine)?.model;

/** Whether a table is a relational one. Where nothing is known about the store, a table is, unless it has the keys of a key-value store. */
export function isRelational(table: Table, store: Component): boolean {
  const model = dataModelOf(store);
  return model === undefined ? !table.keys?.length : model === "relational";
}

/** The table that a name means (`orders`, `pg.orders`), seen from a store: its own first, then those of the primary that it copies. */
export function tableNamed(name: string, store: Component, index: DesignIndex): PlacedTable | undefined {
  const placed = placedIn(name, store, index) ?? placedIn(name, headOf(store, index), index);
  if (placed) return placed;
  const dot = name.indexOf(".");
  const other = dot < 0 ? undefined : index.component(name.slice(0, dot));
  return other && placedIn(name.slice(dot + 1), other, index);
}

function placedIn(name: string, store: Component, index: DesignIndex): PlacedTable | undefined {
  return index.once(tablesByStore).get(store)?.get(folded(name));
}

/** The tables that an access pattern of a store reads or writes, as far as the design holds them. */
export function tablesOf(pattern: AccessPattern, store: Component, index: DesignIndex): readonly PlacedTable[] {
  const found = index.once(foundTables);
  const known = found.get(pattern);
  if (known?.store === store) return known.tables;
  const tables = findTables(pattern, store, index);
  found.set(pattern, { store, tables });
  return tables;
}

/** What `tablesOf` has found so far; stores may share the value of a pattern. */
const foundTables = (): Map<AccessPattern, { readonly store: Component; readonly tables: readonly PlacedTable[] }> => new Map();

function findTables(pattern: AccessPattern, store: Component, index: DesignIndex): readonly PlacedTable[] {
  let tables: PlacedTable[] | undefined;
  for (const name of pattern.tables ?? NONE) {
    const placed = tableNamed(name, store, index);
    if (placed) (tables ??= []).push(placed);
  }
  return tables ?? NONE;
}

/** Whether an access pattern looks rows up; an insert names its own. */
export const looksUp = (pattern: AccessPattern): boolean => pattern.kind !== "insertRow" && pattern.kind !== "insertBulk";

/** The access patterns of all stores that use a table. */
export const patternsOf = (table: Table, index: DesignIndex): readonly AccessPattern[] => index.once(patternsByTable).get(table) ?? NONE;

function tablesByStore(index: DesignIndex): Map<Component, Map<string, PlacedTable>> {
  const byStore = new Map<Component, Map<string, PlacedTable>>();
  for (const store of index.design.components) {
    if (!store.tables?.length) continue;
    const byName = new Map<string, PlacedTable>();
    for (const table of store.tables) {
      const name = folded(table.name);
      if (!byName.has(name)) byName.set(name, { store, table });
    }
    byStore.set(store, byName);
  }
  return byStore;
}

function patternsByTable(index: DesignIndex): Map<Table, AccessPattern[]> {
  const byTable = new Map<Table, AccessPattern[]>();
  for (const store of index.design.components) {
    for (const pattern of store.accessPatterns ?? NONE) {
      for (const { table } of tablesOf(pattern, store, index)) {
        const patterns = byTable.get(table);
        if (!patterns) byTable.set(table, [pattern]);
        else if (patterns.at(-1) !== pattern) patterns.push(pattern);
      }
    }
  }
  return byTable;
}
