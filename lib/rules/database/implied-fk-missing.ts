import { isRelational, tableNamed } from "#lib/analysis/table-index.ts";
import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Component } from "#lib/model/component.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { Table } from "#lib/model/store.ts";
import { holds, isSameName, plural } from "../columns.ts";
import { defineRule, finding, type Report } from "../rule.ts";
import { hasKey, keysOf, withReference } from "../table-keys.ts";
import { checkTables, columnTarget, inStore, mapTables, type TableCheck } from "../tables.ts";

type Data = { readonly table: string; readonly column: string; readonly refTable: string };

/** What a column refers to, by its name: `order` of `order_id` and `orderId`. */
function nounOf(column: string): string | undefined {
  const length = column.endsWith("_id") || column.endsWith("_ID") ? column.length - 3 : column.endsWith("Id") ? column.length - 2 : 0;
  return length > 0 ? column.slice(0, length) : undefined;
}

/** Whether one value can stand for one row: a composite key cannot be referred to by a single column. */
const hasSimpleKey = (table: Table): boolean => !hasKey(table) || keysOf(table).some((key) => key.length === 1) || table.columns?.some((column) => column.unique === true) === true;

/** The table of the same store that a column refers to by its name, as long as no foreign key says so. */
function impliedTable(column: string, table: Table, store: Component, index: DesignIndex): Table | undefined {
  const noun = nounOf(column);
  if (noun === undefined || table.fks?.some((key) => key.cols && holds(key.cols, column))) return undefined;
  return neighbour(noun, table, store, index) ?? neighbour(`${noun}s`, table, store, index) ?? neighbour(plural(noun), table, store, index);
}

function neighbour(name: string, table: Table, store: Component, index: DesignIndex): Table | undefined {
  const placed = tableNamed(name, store, index);
  return placed?.store === store && !isSameName(placed.table.name, table.name) && hasSimpleKey(placed.table) ? placed.table : undefined;
}

const check: TableCheck<Data> = (table, store, { index }) => {
  if (!table.columns || store.tables === undefined || store.tables.length < 2 || !isRelational(table, store)) return undefined;
  let reports: Report<Data>[] | undefined;
  for (const { name } of table.columns) {
    const implied = impliedTable(name, table, store, index);
    if (!implied) continue;
    (reports ??= []).push(finding({ target: columnTarget(store, table, name), property: "tables", data: { table: table.name, column: name, refTable: implied.name } }));
  }
  return reports;
};

const blog = sketch().service("posts").data("posts", "post-db", { mode: "rw" });
const postDb = { engine: "postgresql", model: "relational" as const };
const users = { name: "users", pk: [["id"]], columns: [{ name: "id", type: "UUID" }] };
const columns = [
  { name: "id", type: "UUID" },
  { name: "user_id", type: "UUID" },
];
const posts = { name: "posts", pk: [["id"]], columns, indexes: [{ cols: ["user_id"] }] };

export const impliedFkMissing = defineRule<Data>({
  id: "database/implied-fk-missing",
  title: "Reference column without a foreign key",
  severity: "info",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkTables(store, context, check),
  message: ({ element, data }, { index }) =>
    `The column ${data.column} of the table ${inStore(data.table, element, index)} looks like a reference to ${data.refTable}, but no foreign key says so.`,
  why: "Without the constraint, rows will one day refer to something that is gone, and nobody notices until a join loses them.",
  remedy: "Declare the foreign key and what happens when the referenced row is deleted.",
  sources: ["004 §3.1 Foreign Keys & Referential Integrity"],
  needs: ["table.columns", "table.fks"],
  fix: {
    title: "Add the foreign key and its index",
    apply: (design, found, { index }) =>
      mapTables(design, found.element.id, (table, store) =>
        (table.columns ?? []).reduce((next, { name }) => {
          const implied = columnTarget(store, table, name) === found.target ? impliedTable(name, next, store, index) : undefined;
          return implied ? withReference(next, { cols: [name], refTable: implied.name, onDelete: "restrict" }) : next;
        }, table),
      ),
  },
  examples: {
    bad: [{ title: "Posts of users, without a word about it", sketch: blog.database("post-db", { ...postDb, tables: [users, posts] }) }],
    good: [
      {
        title: "The reference is declared",
        sketch: blog.database("post-db", { ...postDb, tables: [users, { ...posts, fks: [{ cols: ["user_id"], refTable: "users", onDelete: "cascade" }] }] }),
      },
      { title: "The users live in another database", sketch: blog.database("post-db", { ...postDb, tables: [posts] }) },
    ],
  },
});
