import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { tableNamed } from "#lib/analysis/table-index.ts";
import type { Component } from "#lib/model/component.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { Table } from "#lib/model/store.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";
import type { ForeignKey } from "../table-keys.ts";
import { checkTables, columnTarget, inStore, mapTables, type TableCheck } from "../tables.ts";

type Data = { readonly table: string; readonly columns: readonly string[]; readonly refTable: string; readonly kept: string };

/** The side of a cascading foreign key that keeps its deleted rows. */
function softSide(key: ForeignKey, table: Table, store: Component, index: DesignIndex): Table | undefined {
  if (key.onDelete !== "cascade") return undefined;
  if (table.softDelete === true) return table;
  const home = key.refDb === undefined ? store : index.component(key.refDb);
  const referenced = home && key.refTable !== undefined ? tableNamed(key.refTable, home, index)?.table : undefined;
  return referenced?.softDelete === true ? referenced : undefined;
}

const check: TableCheck<Data> = (table, store, { index }) => {
  if (!table.fks?.some((key) => softSide(key, table, store, index))) return undefined;
  return table.fks.flatMap((key) => {
    const soft = softSide(key, table, store, index);
    return soft
      ? finding({
          target: columnTarget(store, table, key.cols ?? []),
          property: "tables",
          data: { table: table.name, columns: key.cols ?? [], refTable: key.refTable ?? "", kept: soft.name },
        })
      : [];
  });
};

const blog = sketch().service("posts").data("posts", "post-db", { mode: "rw" });
const postDb = { engine: "postgresql", model: "relational" as const };
const users = { name: "users", pk: [["id"]], softDelete: true, indexes: [{ cols: ["id"], where: "deleted_at IS NULL" }] };
const posts = { name: "posts", pk: [["id"]], indexes: [{ cols: ["user_id"] }] };
const reference = { cols: ["user_id"], refTable: "users" };

export const cascadeWithSoftDelete = defineRule<Data>({
  id: "database/cascade-with-soft-delete",
  title: "Hard cascade meets soft delete",
  severity: "warning",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkTables(store, context, check),
  message: ({ element, data }, { index }) =>
    `The foreign key ${data.columns.length > 0 ? `on ${listed(data.columns)} ` : ""}of the table ${inStore(data.table, element, index)} deletes for good, but ${data.kept || "the other table"} only marks rows as deleted.`,
  why: "Marking a parent never starts the cascade, so children of deleted parents live on; and one real delete wipes out rows that were to be kept.",
  remedy: "Use RESTRICT, and mark the children in the same transaction as the parent.",
  sources: ["004 §3.1 Foreign Keys & Referential Integrity", "004 §3.1 Soft Deletes vs. Hard Deletes"],
  conflicts: ["CF-39"],
  needs: ["table.fks.onDelete", "table.softDelete"],
  fix: {
    title: "Restrict instead of cascade",
    apply: (design, found, { index }) =>
      mapTables(design, found.element.id, (table, store) => {
        const isMeant = (key: ForeignKey) => columnTarget(store, table, key.cols ?? []) === found.target && softSide(key, table, store, index) !== undefined;
        return table.fks?.some(isMeant) ? { ...table, fks: table.fks.map((key) => (isMeant(key) ? { ...key, onDelete: "restrict" as const } : key)) } : table;
      }),
  },
  examples: {
    bad: [
      {
        title: "Users are marked, their posts would be wiped out",
        sketch: blog.database("post-db", { ...postDb, tables: [users, { ...posts, fks: [{ ...reference, onDelete: "cascade" }] }] }),
      },
    ],
    good: [
      { title: "A user with posts stays", sketch: blog.database("post-db", { ...postDb, tables: [users, { ...posts, fks: [{ ...reference, onDelete: "restrict" }] }] }) },
      {
        title: "Both are deleted for good",
        sketch: blog.database("post-db", {
          ...postDb,
          tables: [
            { name: "users", pk: [["id"]] },
            { ...posts, fks: [{ ...reference, onDelete: "cascade" }] },
          ],
        }),
      },
    ],
  },
});
