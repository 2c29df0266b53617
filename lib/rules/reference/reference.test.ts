import { describe, expect, test } from "vitest";
import { ruleById, RULES } from "../catalogue.ts";
import { CONFLICTS, conflictById } from "../conflicts.ts";
import { checklistOf } from "../sources.ts";
import { GLOSSARY } from "./glossary.ts";
import { REFERENCE_TABLES, tablesNaming } from "./list.ts";

describe.each(REFERENCE_TABLES.map((table) => [table.id, table] as const))("the table %s", (_, { columns, rows, conflicts = [], question }) => {
  test("asks a question and answers it in full rows with a known source", () => {
    expect(question).toMatch(/^\p{Lu}.*\?$/u);
    expect(rows.length).toBeGreaterThan(1);
    for (const { cells, source } of rows) {
      expect(cells).toHaveLength(columns.length);
      expect(cells.every((cell) => cell.length > 0)).toBe(true);
      expect(checklistOf(source), source).toBeDefined();
    }
  });
  test("names rules and disagreements that exist", () => {
    expect(rows.flatMap(({ rules }) => rules.filter((id) => !ruleById(id)))).toEqual([]);
    expect(conflicts.filter((id) => !conflictById(id))).toEqual([]);
    expect(rows.some(({ rules }) => rules.length > 0)).toBe(true);
  });
});

test("every table has a name of its own", () => {
  expect(new Set(REFERENCE_TABLES.map(({ id }) => id)).size).toBe(REFERENCE_TABLES.length);
});

test("a rule leads to the tables that name it", () => {
  expect(tablesNaming("mesh/too-few-services").map(({ id }) => id)).toEqual(["service-mesh", "patterns"]);
  expect(tablesNaming("process/adr-incomplete")).toEqual([]);
});

test("the words of the glossary are in order, and lead to rules that exist", () => {
  expect(GLOSSARY.map(({ term }) => term)).toEqual(GLOSSARY.map(({ term }) => term).toSorted());
  expect(GLOSSARY.flatMap(({ rules }) => rules.filter((id) => !ruleById(id)))).toEqual([]);
  expect(GLOSSARY.map(({ term }) => term)).toEqual(expect.arrayContaining(["Partitioning", "Sharding"]));
});

test("all 54 disagreements of the sources are shown: on the page of a rule, or beside a table", () => {
  expect(CONFLICTS.map(({ id }) => id)).toEqual(Array.from({ length: 54 }, (_, at) => `CF-${String(at + 1).padStart(2, "0")}`));
  const shown = new Set([...RULES, ...REFERENCE_TABLES].flatMap(({ conflicts = [] }) => conflicts));
  expect(CONFLICTS.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([]);
});
