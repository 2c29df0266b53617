import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { dataModelOf, looksUp, type PlacedTable, tablesOf } from "#lib/analysis/table-index.ts";
import type { Component } from "#lib/model/component.ts";
import { LINE_LIMIT } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { AccessPattern } from "#lib/model/store.ts";
import { defineRule, finding } from "../rule.ts";
import { checkPatterns, fixPattern, type PatternCheck, patternOf, patternTarget } from "../tables.ts";

type Data = { readonly pattern: string };

/** The tables that a pattern reads; nothing while one of them is not there or does not list its columns. */
function listedTables(pattern: AccessPattern, store: Component, index: DesignIndex): readonly PlacedTable[] | undefined {
  const placed = tablesOf(pattern, store, index);
  return placed.length > 0 && placed.length >= (pattern.tables?.length ?? 0) && placed.every(({ table }) => table.columns?.length) ? placed : undefined;
}

/** Every column of the tables that a pattern reads. */
function columnsOf(pattern: AccessPattern, store: Component, index: DesignIndex): string[] | undefined {
  const placed = listedTables(pattern, store, index);
  const columns = placed?.flatMap(({ table }) => table.columns?.map(({ name }) => (placed.length > 1 ? `${table.name}.${name}`.slice(-LINE_LIMIT) : name)) ?? []);
  return columns && [...new Set(columns)];
}

const check: PatternCheck<Data> = (pattern, store, { index }) => {
  if (pattern.columns !== "*" || !looksUp(pattern) || pattern.kind === "existence") return undefined;
  const model = dataModelOf(store);
  // Documents, items and search hits are read as a whole.
  if (model === "document" || model === "keyValue" || model === "search") return undefined;
  return finding({
    target: patternTarget(store, pattern),
    property: "accessPatterns",
    fixable: listedTables(pattern, store, index) !== undefined,
    data: { pattern: pattern.id },
  });
};

const accounts = sketch().service("accounts").data("accounts", "account-db", { mode: "rw" });
const accountDb = {
  engine: "postgresql",
  model: "relational" as const,
  tables: [{ name: "users", pk: [["id"]], columns: [{ name: "id" }, { name: "name" }, { name: "email" }, { name: "password_hash" }] }],
};
const one = { id: "one", kind: "point" as const, tables: ["users"], filter: ["id"] };

export const selectStar = defineRule<Data>({
  id: "database/select-star",
  title: "All columns fetched",
  severity: "warning",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkPatterns(store, context, check),
  message: ({ element, data }, { index }) => `${patternOf(data.pattern, element, index)} fetches all columns.`,
  why: "It carries columns that nobody reads, cannot be answered from an index alone, and hands out every column that is added later, secret or not.",
  remedy: "List the columns that the caller needs.",
  sources: ["004 §3.2 Query Optimization Techniques"],
  needs: ["accessPattern.columns"],
  fix: {
    title: "List the columns of the table",
    apply: (design, found, { index }) =>
      fixPattern(design, found, (pattern, store) => {
        const columns = pattern.columns === "*" ? columnsOf(pattern, store, index) : undefined;
        return columns ? { ...pattern, columns } : pattern;
      }),
  },
  examples: {
    bad: [{ title: "The password hash comes along", sketch: accounts.database("account-db", { ...accountDb, accessPatterns: [{ ...one, columns: "*" }] }) }],
    good: [{ title: "Name and address only", sketch: accounts.database("account-db", { ...accountDb, accessPatterns: [{ ...one, columns: ["name", "email"] }] }) }],
  },
});
