import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Component } from "#lib/model/component.ts";
import type { Design } from "#lib/model/design.ts";
import { updateComponent } from "#lib/model/edit.ts";
import type { Id } from "#lib/model/schema.ts";
import type { AccessPattern, Table } from "#lib/model/store.ts";
import type { Column } from "./columns.ts";
import { type ElementRef, type Finding, type Report, type RuleContext, withOutcome } from "./rule.ts";

/** How a table is named in reports: `pg.orders`. */
export const tableTarget = (store: Component, table: Table): string => `${store.id}.${table.name}`;

/** How a column, or several, of a table are named in reports: `pg.orders.status`. */
export const columnTarget = (store: Component, table: Table, columns: string | readonly string[]): string => `${tableTarget(store, table)}.${String(columns)}`;

/** How an access pattern is named in reports: `pg.byUser`. */
export const patternTarget = (store: Component, pattern: AccessPattern): string => `${store.id}.${pattern.id}`;

/** A table and its store in sentences: `orders of PostgreSQL primary`. */
export const inStore = (name: string, element: ElementRef, index: DesignIndex): string => `${name || "a table without a name"} of ${index.nameOf(element.id)}`;

/** An access pattern and its store at the beginning of sentences: `The access pattern byUser of PostgreSQL primary`. */
export const patternOf = (id: string, element: ElementRef, index: DesignIndex): string => `The access pattern ${id || "without a name"} of ${index.nameOf(element.id)}`;

/** What a rule says about one table. */
export type TableCheck<Data> = (table: Table, store: Component, context: RuleContext) => Report<Data> | readonly Report<Data>[] | undefined;

/** What a rule says about one access pattern. */
export type PatternCheck<Data> = (pattern: AccessPattern, store: Component, context: RuleContext) => Report<Data> | readonly Report<Data>[] | undefined;

/** Tables or patterns that share a name share their findings: none has a quick fix when it cannot help all of them. */
function likeNamed<Data>(reports: readonly Report<Data>[]): readonly Report<Data>[] {
  if (reports.length < 2 || reports.every(({ fixable }) => fixable !== false)) return reports;
  const helpless = new Set(reports.flatMap(({ fixable, target }) => (fixable === false ? target : [])));
  return reports.map((report) => (report.verdict === "finding" && helpless.has(report.target) ? { ...report, fixable: false } : report));
}

/** Runs a check over every table of a store; nothing when all of them pass. */
export function checkTables<Data>(store: Component, context: RuleContext, check: TableCheck<Data>): readonly Report<Data>[] | undefined {
  if (store.tables === undefined) return undefined;
  let reports: Report<Data>[] | undefined;
  for (const table of store.tables) {
    const outcome = check(table, store, context);
    if (outcome !== undefined) reports = withOutcome(reports, outcome);
  }
  return reports && likeNamed(reports);
}

/** Runs a check over every access pattern of a store; nothing when all of them pass. */
export function checkPatterns<Data>(store: Component, context: RuleContext, check: PatternCheck<Data>): readonly Report<Data>[] | undefined {
  if (store.accessPatterns === undefined) return undefined;
  let reports: Report<Data>[] | undefined;
  for (const pattern of store.accessPatterns) {
    const outcome = check(pattern, store, context);
    if (outcome !== undefined) reports = withOutcome(reports, outcome);
  }
  return reports && likeNamed(reports);
}

/** Changes tables of a store, each into itself or into several; the same design when every table stays. */
export function mapTables(design: Design, storeId: Id, change: (table: Table, store: Component) => Table | readonly Table[]): Design {
  const store = design.components.find((component) => component.id === storeId);
  if (!store?.tables) return design;
  const tables = store.tables.flatMap((table) => change(table, store));
  return tables.length === store.tables.length && tables.every((table, at) => table === store.tables?.[at]) ? design : updateComponent(design, storeId, { tables });
}

/** Changes access patterns of a store; the same design when every one stays. */
function mapPatterns(design: Design, storeId: Id, change: (pattern: AccessPattern, store: Component) => AccessPattern): Design {
  const store = design.components.find((component) => component.id === storeId);
  if (!store?.accessPatterns) return design;
  const accessPatterns = store.accessPatterns.map((pattern) => change(pattern, store));
  return accessPatterns.every((pattern, at) => pattern === store.accessPatterns?.[at]) ? design : updateComponent(design, storeId, { accessPatterns });
}

/** Changes the table that a finding is about. */
export const fixTable = (design: Design, found: Finding, change: (table: Table, store: Component) => Table | readonly Table[]): Design =>
  mapTables(design, found.element.id, (table, store) => (tableTarget(store, table) === found.target ? change(table, store) : table));

/** Changes the column that a finding is about. */
export const fixColumn = (design: Design, found: Finding, change: (column: Column, table: Table, store: Component) => Column): Design =>
  mapTables(design, found.element.id, (table, store) => {
    const columns = table.columns?.map((column) => (columnTarget(store, table, column.name) === found.target ? change(column, table, store) : column));
    return columns?.some((column, at) => column !== table.columns?.[at]) ? { ...table, columns } : table;
  });

/** Changes the access pattern that a finding is about. */
export const fixPattern = (design: Design, found: Finding, change: (pattern: AccessPattern, store: Component) => AccessPattern): Design =>
  mapPatterns(design, found.element.id, (pattern, store) => (patternTarget(store, pattern) === found.target ? change(pattern, store) : pattern));
