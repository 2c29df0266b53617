import { isRelational } from "#lib/analysis/table-index.ts";
import type { Component } from "#lib/model/component.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { Table } from "#lib/model/store.ts";
import { baseType, type Column, isListType, isTextType } from "../columns.ts";
import { defineRule, finding } from "../rule.ts";
import { byValue, type Split, splitTables, splitValues } from "../table-split.ts";
import { hasKey, keysOf } from "../table-keys.ts";
import { checkTables, columnTarget, inStore, type TableCheck } from "../tables.ts";

type Data = { readonly table: string; readonly column: string };

const holdsSeveral = (column: Column): boolean => column.document !== true && (column.multi === true || isListType(column.type));

/** Type of one value: of an array what it is an array of, of a packed list a text. */
function typeOfOne({ type }: Column): string {
  const element = type?.replace(/\[\d*\]/gu, "").trim();
  return element && element !== type && !isListType(element) ? element : isTextType(type) && baseType(type) !== "text" && type ? type : "TEXT";
}

const check: TableCheck<Data> = (table, store) => {
  if (!table.columns?.some(holdsSeveral) || !isRelational(table, store)) return undefined;
  return table.columns.filter(holdsSeveral).map((column) =>
    finding({
      target: columnTarget(store, table, column.name),
      property: "tables",
      fixable: hasKey(table),
      data: { table: table.name, column: column.name },
    }),
  );
};

function nextSplit(tables: readonly Table[], store: Component, target: string): Split | undefined {
  for (const table of tables) {
    const key = keysOf(table)[0];
    const column = key && isRelational(table, store) && table.columns?.find((candidate) => holdsSeveral(candidate) && columnTarget(store, table, candidate.name) === target);
    if (!key || !column) continue;
    const split = splitValues(tables, table, column.name, key, typeOfOne(column));
    const isLookedUp = store.accessPatterns?.some((pattern) => pattern.filter?.includes(column.name));
    return isLookedUp ? { ...split, tables: split.tables.map((candidate) => (candidate.name === split.to ? byValue(candidate) : candidate)) } : split;
  }
  return undefined;
}

const accounts = sketch().service("accounts").data("accounts", "account-db", { mode: "rw" });
const accountDb = { engine: "postgresql", model: "relational" as const };
const id = { name: "id", type: "UUID" };

export const nonAtomicColumn = defineRule<Data>({
  id: "database/non-atomic-column",
  title: "Several values in one column",
  severity: "warning",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkTables(store, context, check),
  message: ({ element, data }, { index }) => `The column ${data.column} of the table ${inStore(data.table, element, index)} holds several values.`,
  why: "One of several values cannot be indexed, constrained or referred to, and changing one means rewriting all of them.",
  remedy: "Move the values into a table with one row per value, or mark the column as a document when it is always read and written as a whole.",
  sources: ["004 §3.1 1NF"],
  conflicts: ["CF-38"],
  needs: ["column.multi", "column.type", "column.document", "component.model"],
  fix: {
    title: "Move the values into a table of their own",
    apply: (design, found) => splitTables(design, found.element.id, (tables, store) => nextSplit(tables, store, found.target)),
  },
  examples: {
    bad: [
      {
        title: "Addresses separated by commas",
        sketch: accounts.database("account-db", { ...accountDb, tables: [{ name: "users", pk: [["id"]], columns: [id, { name: "emails", type: "TEXT", multi: true }] }] }),
      },
      {
        title: "An array that is searched",
        sketch: accounts.database("account-db", {
          ...accountDb,
          tables: [{ name: "users", pk: [["id"]], columns: [id, { name: "roles", type: "VARCHAR(20)[]" }] }],
          accessPatterns: [{ id: "byRole", kind: "list", tables: ["users"], filter: ["roles"], columns: ["id"], limit: 20 }],
        }),
      },
    ],
    good: [
      {
        title: "One row per address",
        sketch: accounts.database("account-db", {
          ...accountDb,
          tables: [
            { name: "users", pk: [["id"]], columns: [id] },
            {
              name: "user_emails",
              pk: [["user_id", "email"]],
              fks: [{ cols: ["user_id"], refTable: "users", onDelete: "cascade" }],
              columns: [
                { name: "user_id", type: "UUID" },
                { name: "email", type: "TEXT" },
              ],
            },
          ],
        }),
      },
      {
        title: "Preferences that are read as a whole",
        sketch: accounts.database("account-db", {
          ...accountDb,
          tables: [{ name: "users", pk: [["id"]], columns: [id, { name: "preferences", type: "JSONB", multi: true, document: true }] }],
        }),
      },
    ],
  },
});
