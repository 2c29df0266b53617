import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { looksUp, type PlacedTable, tablesOf } from "#lib/analysis/table-index.ts";
import type { Component } from "#lib/model/component.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { AccessPattern } from "#lib/model/store.ts";
import { deletionMark, mentions } from "../columns.ts";
import { defineRule, finding } from "../rule.ts";
import { checkPatterns, fixPattern, type PatternCheck, patternOf, patternTarget } from "../tables.ts";

type Data = { readonly pattern: string; readonly table: string; readonly mark: string };

/** The first table of a pattern whose deleted rows it would return. */
function firstExposed(pattern: AccessPattern, store: Component, index: DesignIndex): PlacedTable | undefined {
  if (pattern.includeDeleted === true || !looksUp(pattern)) return undefined;
  return tablesOf(pattern, store, index).find(({ table }) => {
    if (table.softDelete !== true) return false;
    const mark = deletionMark(table).column;
    return !pattern.filter?.some((condition) => mentions(condition, mark));
  });
}

const check: PatternCheck<Data> = (pattern, store, { index }) => {
  if (pattern.tables === undefined) return undefined;
  const exposed = firstExposed(pattern, store, index);
  if (!exposed) return undefined;
  const { table } = exposed;
  return finding({ target: patternTarget(store, pattern), property: "accessPatterns", data: { pattern: pattern.id, table: table.name, mark: deletionMark(table).column } });
};

const accounts = sketch().service("accounts").data("accounts", "account-db", { mode: "rw" });
const accountDb = {
  engine: "postgresql",
  model: "relational" as const,
  tables: [{ name: "users", pk: [["id"]], softDelete: true, indexes: [{ cols: ["email"], where: "deleted_at IS NULL" }] }],
};
const byEmail = { id: "byEmail", kind: "point" as const, tables: ["users"], filter: ["email"], columns: ["id", "name"] };

export const softDeleteUnfiltered = defineRule<Data>({
  id: "database/soft-delete-unfiltered",
  title: "Query returns deleted rows",
  severity: "error",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkPatterns(store, context, check),
  message: ({ element, data }, { index }) =>
    `${patternOf(data.pattern, element, index)} does not filter by ${data.mark}, so it returns deleted rows of ${data.table || "its table"}.`,
  why: "What somebody deleted comes back: a closed account signs in, a cancelled booking is charged.",
  remedy: "Add deleted_at IS NULL to the filter, read through a view that has it, or say that the pattern includes deleted rows on purpose.",
  sources: ["004 §3.1 Soft Deletes vs. Hard Deletes"],
  needs: ["table.softDelete", "accessPattern.filter", "accessPattern.includeDeleted"],
  fix: {
    title: "Leave deleted rows out",
    apply: (design, found, { index }) =>
      fixPattern(design, found, (pattern, store) => {
        let next = pattern;
        for (let exposed = firstExposed(next, store, index); exposed; exposed = firstExposed(next, store, index)) {
          next = { ...next, filter: [...(next.filter ?? []), deletionMark(exposed.table).alive] };
        }
        return next;
      }),
  },
  examples: {
    bad: [{ title: "A closed account is found by its address", sketch: accounts.database("account-db", { ...accountDb, accessPatterns: [byEmail] }) }],
    good: [
      { title: "Only living accounts", sketch: accounts.database("account-db", { ...accountDb, accessPatterns: [{ ...byEmail, filter: ["email", "deleted_at IS NULL"] }] }) },
      {
        title: "The audit wants to see everything",
        sketch: accounts.database("account-db", { ...accountDb, accessPatterns: [{ ...byEmail, id: "audit", includeDeleted: true }] }),
      },
    ],
  },
});
