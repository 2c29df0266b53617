import { isRelational } from "#lib/analysis/table-index.ts";
import { LINE_LIMIT } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { Table } from "#lib/model/store.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { type Column, holds, isStatus, isTextType, mentions, plural, singular } from "../columns.ts";
import { defineRule, finding, type Report, undecided } from "../rule.ts";
import { withReference } from "../table-keys.ts";
import { freshTableName } from "../table-split.ts";
import { checkTables, columnTarget, inStore, type TableCheck } from "../tables.ts";

type Data = { readonly table: string; readonly column: string; readonly type: string };

/** Whether a CHECK or a foreign key limits what a column may hold. */
const isConstrained = ({ name }: Column, table: Table): boolean =>
  table.checks?.some((rule) => (rule.cols && holds(rule.cols, name)) || mentions(rule.expr, name)) === true || table.fks?.some((key) => key.cols && holds(key.cols, name)) === true;

const isOpen = (column: Column, table: Table): boolean => isStatus(column.name) && (!column.type || isTextType(column.type)) && !isConstrained(column, table);

const check: TableCheck<Data> = (table, store) => {
  if (!table.columns || !isRelational(table, store)) return undefined;
  let reports: Report<Data>[] | undefined;
  for (const column of table.columns) {
    if (!isOpen(column, table)) continue;
    const target = columnTarget(store, table, column.name);
    (reports ??= []).push(
      column.type
        ? finding({ target, property: "tables", data: { table: table.name, column: column.name, type: column.type } })
        : undecided([`${target}.type`], { target, property: "tables" }),
    );
  }
  return reports;
};

const shop = sketch().service("order").data("order", "order-db", { mode: "rw" });
const orderDb = { engine: "postgresql", model: "relational" as const };
const orders = {
  name: "orders",
  pk: [["id"]],
  columns: [
    { name: "id", type: "UUID" },
    { name: "status", type: "VARCHAR(20)" },
  ],
};

export const statusUnconstrained = defineRule<Data>({
  id: "database/status-unconstrained",
  title: "Status column accepts any text",
  severity: "warning",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkTables(store, context, check),
  message: ({ element, data }, { index }) => `The column ${data.column} (${data.type}) of the table ${inStore(data.table, element, index)} accepts any text.`,
  why: "One misspelt state is enough: the row drops out of every query that asks for the right one, and no error says so.",
  remedy: "Allow only the states that exist: a CHECK (status IN (…)), an ENUM type, or a foreign key to a table of states.",
  sources: ["004 §3.1 Constraints", "003 Ex. 1 Database Schema (judged)"],
  needs: ["column.name", "column.type", "table.checks", "table.fks"],
  fix: {
    // A CHECK would have to name the states, which only the team knows; a table of them can be filled later.
    title: "Refer to a table of allowed values",
    apply(design, found, { index }) {
      const store = index.component(found.element.id);
      if (!store?.tables) return design;
      const added: Table[] = [];
      const tables = store.tables.map((table) =>
        (table.columns ?? []).reduce((next, column) => {
          if (columnTarget(store, table, column.name) !== found.target || !isOpen(column, next) || !column.type) return next;
          const name = freshTableName([...(store.tables ?? []), ...added], `${singular(table.name)}_${plural(column.name)}`);
          added.push({ name, pk: [["code"]], columns: [{ name: "code", type: column.type.slice(0, LINE_LIMIT), nullable: false }] });
          return withReference(next, { cols: [column.name], refTable: name, onDelete: "restrict" });
        }, table),
      );
      return updateComponent(design, store.id, { tables: [...tables, ...added] });
    },
  },
  examples: {
    bad: [{ title: "Shipped, SHIPPED and shiped are three states", sketch: shop.database("order-db", { ...orderDb, tables: [orders] }) }],
    good: [
      {
        title: "Four states and no other",
        sketch: shop.database("order-db", {
          ...orderDb,
          tables: [{ ...orders, checks: [{ cols: ["status"], expr: "status IN ('pending', 'paid', 'shipped', 'delivered')" }] }],
        }),
      },
      {
        title: "A type of its own",
        sketch: shop.database("order-db", { ...orderDb, tables: [{ ...orders, columns: [{ name: "status", type: "order_status" }] }] }),
      },
    ],
  },
});
