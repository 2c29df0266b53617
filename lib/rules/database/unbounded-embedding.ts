import type { Component } from "#lib/model/component.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { Table } from "#lib/model/store.ts";
import { type Column, plural } from "../columns.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { freshTableName, referenceTo, type Split, splitTables, withoutColumns } from "../table-split.ts";
import { keysOf } from "../table-keys.ts";
import { checkTables, columnTarget, inStore, type TableCheck } from "../tables.ts";

type Data = { readonly table: string; readonly column: string };

const isGrowing = (column: Column): boolean => column.embed === true && column.cardinality === "many";

const check: TableCheck<Data> = (table, store) => {
  if (!table.columns?.some((column) => column.embed === true && column.cardinality !== "few")) return undefined;
  return table.columns.flatMap((column) => {
    if (column.embed !== true || column.cardinality === "few") return [];
    const target = columnTarget(store, table, column.name);
    if (column.cardinality === undefined) return undecided([`${target}.cardinality`], { target, property: "tables" });
    return finding({ target, property: "tables", data: { table: table.name, column: column.name } });
  });
};

/** Gives the embedded documents a collection of their own, each with the id of the document that it belongs to. */
function nextSplit(tables: readonly Table[], store: Component, target: string): Split | undefined {
  for (const table of tables) {
    const column = table.columns?.find((candidate) => isGrowing(candidate) && columnTarget(store, table, candidate.name) === target);
    if (!column) continue;
    const to = freshTableName(tables, /s$/iu.test(column.name) ? column.name : plural(column.name || "entry"));
    const parent = referenceTo(table, keysOf(table)[0] ?? ["_id"]);
    const own = store.model === "relational" ? "id" : "_id";
    const child: Table = { name: to, pk: [[own]], columns: [{ name: own, nullable: false }, ...parent], indexes: [{ cols: parent.map(({ name }) => name) }] };
    return { tables: [...tables.map((candidate) => (candidate === table ? withoutColumns(table, [column.name]) : candidate)), child], from: table, moved: [column.name], to };
  }
  return undefined;
}

const blog = sketch().service("posts").data("posts", "post-db", { mode: "rw" });
const postDb = { engine: "mongodb", model: "document" as const };
const posts = (comments: Partial<Column>) => ({ name: "posts", pk: [["_id"]], columns: [{ name: "_id" }, { name: "title" }, { name: "comments", ...comments }] });

export const unboundedEmbedding = defineRule<Data>({
  id: "database/unbounded-embedding",
  title: "Growing list embedded in a document",
  severity: "warning",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkTables(store, context, check),
  message: ({ element, data }, { index }) => `Documents of ${inStore(data.table, element, index)} embed ${data.column || "a list"}, which grows without end.`,
  why: "Every read and write carries the whole list, and one day the document hits the size limit of the database (16 MB in MongoDB).",
  remedy: "Keep the entries in a collection of their own that refers to the parent by id; embed only a few that belong together.",
  sources: ["004 §3.4 MongoDB"],
  needs: ["column.embed", "column.cardinality"],
  fix: {
    title: "Move the list to a collection of its own",
    apply: (design, found) => splitTables(design, found.element.id, (tables, store) => nextSplit(tables, store, found.target)),
  },
  examples: {
    bad: [{ title: "All comments inside the post", sketch: blog.database("post-db", { ...postDb, tables: [posts({ embed: true, cardinality: "many" })] }) }],
    good: [
      {
        title: "Comments refer to their post",
        sketch: blog.database("post-db", {
          ...postDb,
          tables: [
            { name: "posts", pk: [["_id"]], columns: [{ name: "_id" }, { name: "title" }] },
            { name: "comments", pk: [["_id"]], columns: [{ name: "_id" }, { name: "post_id" }], indexes: [{ cols: ["post_id"] }] },
          ],
        }),
      },
      { title: "A handful of addresses may stay inside", sketch: blog.database("post-db", { ...postDb, tables: [posts({ name: "authors", embed: true, cardinality: "few" })] }) },
    ],
  },
});
