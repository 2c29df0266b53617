import { engineOf, isRelational } from "#lib/analysis/table-index.ts";
import type { Component } from "#lib/model/component.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { Table } from "#lib/model/store.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";
import { type ForeignKey, isIndexed, withIndex } from "../table-keys.ts";
import { checkTables, columnTarget, inStore, mapTables, type TableCheck } from "../tables.ts";

type Data = { readonly table: string; readonly columns: readonly string[]; readonly refTable: string };

/** Engines that add the index themselves (MySQL and MariaDB manuals, FOREIGN KEY Constraints). */
const ADDS_INDEX = new Set(["mysql", "mariadb"]);

const isBare = (key: ForeignKey, table: Table, store: Component): boolean =>
  !!key.cols?.length && (key.refDb === undefined || key.refDb === store.id) && !isIndexed(table, key.cols);

const check: TableCheck<Data> = (table, store) => {
  if (!table.fks?.some((key) => isBare(key, table, store)) || !isRelational(table, store) || ADDS_INDEX.has(engineOf(store) ?? "")) return undefined;
  return table.fks.flatMap((key) =>
    isBare(key, table, store)
      ? finding({ target: columnTarget(store, table, key.cols ?? []), property: "tables", data: { table: table.name, columns: key.cols ?? [], refTable: key.refTable ?? "" } })
      : [],
  );
};

const blog = sketch().service("posts").data("posts", "post-db", { mode: "rw" });
const postDb = { engine: "postgresql", model: "relational" as const };
const posts = { name: "posts", pk: [["id"]], fks: [{ cols: ["user_id"], refTable: "users", onDelete: "cascade" as const }] };

export const fkWithoutIndex = defineRule<Data>({
  id: "database/fk-without-index",
  title: "Foreign key without an index",
  severity: "warning",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkTables(store, context, check),
  message: ({ element, data }, { index }) =>
    `No index of the table ${inStore(data.table, element, index)} begins with ${listed(data.columns)}, which refers to ${data.refTable || "another table"}.`,
  why: "Every delete or key change in the referenced table, and every join, reads the whole table to find the rows that refer to it, and holds locks meanwhile.",
  remedy: "Add an index on the columns of the foreign key.",
  sources: ["004 §3.1 Foreign Keys & Referential Integrity"],
  needs: ["table.fks", "table.indexes", "component.engine"],
  fix: {
    title: "Add an index on the foreign key",
    apply: (design, found) =>
      mapTables(design, found.element.id, (table, store) =>
        (table.fks ?? []).reduce((next, key) => (key.cols?.length && columnTarget(store, table, key.cols) === found.target ? withIndex(next, key.cols) : next), table),
      ),
  },
  examples: {
    bad: [
      { title: "Deleting a user reads all posts", sketch: blog.database("post-db", { ...postDb, tables: [posts] }) },
      {
        title: "An index that has the column only in second place",
        sketch: blog.database("post-db", { ...postDb, tables: [{ ...posts, indexes: [{ cols: ["created_at", "user_id"] }] }] }),
      },
    ],
    good: [
      { title: "An index of its own", sketch: blog.database("post-db", { ...postDb, tables: [{ ...posts, indexes: [{ cols: ["user_id"] }] }] }) },
      { title: "The primary key begins with it", sketch: blog.database("post-db", { ...postDb, tables: [{ ...posts, pk: [["user_id", "id"]] }] }) },
      { title: "MySQL adds the index itself", sketch: blog.database("post-db", { ...postDb, engine: "mysql", tables: [posts] }) },
    ],
  },
});
