import { dataModelOf, engineOf, type PlacedTable, tablesOf } from "#lib/analysis/table-index.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { AccessPattern } from "#lib/model/store.ts";
import { columnIn, columnsIn, isSameName, isTextType, mentions } from "../columns.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { isSorted } from "../table-keys.ts";
import { checkPatterns, mapTables, type PatternCheck, patternOf, patternTarget } from "../tables.ts";

type Data = { readonly pattern: string; readonly table: string };

/** Engines whose text index is called FULLTEXT rather than GIN. */
const HAS_FULLTEXT = new Set(["mysql", "mariadb", "sqlserver", "oracle", "sqlite"]);

/** Whether a table has a text index, over a searched column where the pattern names some. */
function hasTextIndex({ table }: PlacedTable, { filter }: AccessPattern): boolean {
  const named = filter?.filter((condition) => columnIn(condition, table) !== undefined);
  return table.indexes?.some((index) => !isSorted(index) && (!named?.length || index.cols?.some((column) => named.some((condition) => mentions(condition, column))))) === true;
}

/** The columns to search: those of the filter, else the texts of the table. */
function searchedColumns({ filter }: AccessPattern, { table }: PlacedTable): string[] {
  const named = columnsIn(filter, table);
  if (named.length > 0) return named;
  return table.columns?.filter((column) => column.name !== "" && isTextType(column.type)).map((column) => column.name) ?? [];
}

const check: PatternCheck<Data> = (pattern, store, { index }) => {
  if (pattern.kind !== "fullText") return undefined;
  const model = dataModelOf(store);
  if (model !== undefined && model !== "relational") return undefined;
  const target = patternTarget(store, pattern);
  const placed = tablesOf(pattern, store, index);
  const [first] = placed;
  if (!first) return undecided([pattern.tables?.[0] ? `${store.id}.${pattern.tables[0]}.indexes` : `${target}.tables`], { target, property: "accessPatterns" });
  if (placed.some((candidate) => hasTextIndex(candidate, pattern))) return undefined;
  const fixable = placed.some((candidate) => searchedColumns(pattern, candidate).length > 0);
  return finding({ target, property: "accessPatterns", fixable, data: { pattern: pattern.id, table: first.table.name } });
};

const blog = sketch().service("posts").data("posts", "post-db", { mode: "rw" });
const posts = {
  name: "posts",
  pk: [["id"]],
  columns: [
    { name: "id", type: "UUID" },
    { name: "content", type: "TEXT" },
  ],
};
const postDb = { engine: "postgresql", model: "relational" as const };
const search = { id: "search", kind: "fullText" as const, tables: ["posts"], filter: ["content"], columns: ["id"], limit: 20 };

export const fullTextWithoutIndex = defineRule<Data>({
  id: "database/full-text-without-index",
  title: "Text search without a text index",
  severity: "warning",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkPatterns(store, context, check),
  message: ({ element, data }, { index }) => `${patternOf(data.pattern, element, index)} searches texts of ${data.table || "its table"}, which has no text index.`,
  why: "A search for a word inside a text cannot use an ordinary index, so every search reads every text.",
  remedy: "Add a text index (GIN over to_tsvector in PostgreSQL, FULLTEXT in MySQL), or feed a search engine.",
  sources: ["004 §3.1 Indexes (full-text)"],
  needs: ["accessPattern.kind", "table.indexes", "component.model"],
  fix: {
    title: "Add a text index",
    apply(design, found, { index }) {
      const store = index.component(found.element.id);
      let next = design;
      for (const pattern of store?.accessPatterns ?? []) {
        if (!store || patternTarget(store, pattern) !== found.target || pattern.kind !== "fullText") continue;
        const all = tablesOf(pattern, store, index);
        const isListed = (placed: PlacedTable) =>
          pattern.filter?.some((condition) => placed.table.columns?.some(({ name }) => isSameName(name, columnIn(condition, placed.table) ?? ""))) === true;
        const placed = all.find(isListed) ?? all.find((candidate) => searchedColumns(pattern, candidate).length > 0);
        if (!placed || all.some((candidate) => hasTextIndex(candidate, pattern))) continue;
        const added = { cols: searchedColumns(pattern, placed), method: HAS_FULLTEXT.has(engineOf(placed.store) ?? "") ? ("fts" as const) : ("gin" as const) };
        next = mapTables(next, placed.store.id, (table) => (isSameName(table.name, placed.table.name) ? { ...table, indexes: [...(table.indexes ?? []), added] } : table));
      }
      return next;
    },
  },
  examples: {
    bad: [{ title: "Every search reads every post", sketch: blog.database("post-db", { ...postDb, tables: [posts], accessPatterns: [search] }) }],
    good: [
      {
        title: "A GIN index over the content",
        sketch: blog.database("post-db", { ...postDb, tables: [{ ...posts, indexes: [{ cols: ["content"], method: "gin" }] }], accessPatterns: [search] }),
      },
      { title: "A search engine", sketch: blog.database("post-db", { engine: "elasticsearch", model: "search", tables: [posts], accessPatterns: [search] }) },
    ],
  },
});
