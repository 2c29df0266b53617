import { dataModelOf, looksUp, type PlacedTable, tablesOf } from "#lib/analysis/table-index.ts";
import { LINE_LIMIT } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { AccessPattern, Table } from "#lib/model/store.ts";
import { columnsIn, isSameName, mentions } from "../columns.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { checkPatterns, mapTables, type PatternCheck, patternOf, patternTarget } from "../tables.ts";

type Data = { readonly pattern: string; readonly table: string; readonly keys: readonly string[] };

/** The partition keys of a table and of its indexes. */
function partitionKeys(table: Table): string[] {
  const keys = [...(table.keys?.map(({ pk }) => pk ?? "") ?? []), ...(table.pk?.map(([first]) => first ?? "") ?? [])];
  return [...new Set(keys.filter((key) => key !== ""))];
}

const isScanned = ({ table }: PlacedTable, pattern: AccessPattern): boolean => {
  const keys = partitionKeys(table);
  return keys.length > 0 && !keys.some((key) => pattern.filter?.some((condition) => mentions(condition, key)));
};

const check: PatternCheck<Data> = (pattern, store, { index }) => {
  const model = dataModelOf(store);
  if ((model !== "keyValue" && model !== "wideColumn") || !looksUp(pattern)) return undefined;
  const target = patternTarget(store, pattern);
  const placed = tablesOf(pattern, store, index);
  const scanned = placed.filter((candidate) => isScanned(candidate, pattern));
  const [first] = scanned;
  if (first) {
    const fixable = scanned.every(({ table }) => columnsIn(pattern.filter, table).length > 0);
    return finding({ target, property: "accessPatterns", fixable, data: { pattern: pattern.id, table: first.table.name, keys: partitionKeys(first.table) } });
  }
  const keyless = placed.find(({ table }) => partitionKeys(table).length === 0);
  if (keyless) return undecided([`${keyless.store.id}.${keyless.table.name}.keys`], { target, property: "accessPatterns" });
  if (placed.length > 0) return undefined;
  const [name] = pattern.tables ?? [];
  return undecided([name ? `${store.id}.${name}.keys` : `${target}.tables`], { target, property: "accessPatterns" });
};

const platform = sketch().service("streams").data("streams", "videos", { mode: "rw" });
const videos = { name: "videos", keys: [{ pk: "channel_id", sk: "stream_id" }] };
const dynamo = { engine: "dynamodb", model: "keyValue" as const };
const byTitle = { id: "byOwner", kind: "list" as const, tables: ["videos"], filter: ["owner_id"], sort: ["created_at"], columns: ["stream_id"], limit: 20 };

export const nosqlScan = defineRule<Data>({
  id: "database/nosql-scan",
  title: "Key-value access that scans",
  severity: "error",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkPatterns(store, context, check),
  message: ({ element, data }, { index }) =>
    `${patternOf(data.pattern, element, index)} does not name the partition key of ${data.table || "its table"} (${data.keys.join(" or ")}), so it scans.`,
  why: "A scan reads, and bills, every item of every partition; it slows down with the table and takes the throughput of everybody else.",
  remedy: "Query by the partition key, or add an index whose partition key the query knows.",
  sources: ["000 MDL DynamoDB", "004 §3.4 DynamoDB"],
  needs: ["table.keys", "accessPattern.filter", "component.model"],
  fix: {
    title: "Add an index for the query",
    apply(design, found, { index }) {
      const store = index.component(found.element.id);
      let next = design;
      for (const pattern of store?.accessPatterns ?? []) {
        if (!store || patternTarget(store, pattern) !== found.target || !looksUp(pattern)) continue;
        for (const placed of tablesOf(pattern, store, index)) {
          const [pk, second] = columnsIn(pattern.filter, placed.table);
          const sk = second ?? columnsIn(pattern.sort, placed.table)[0];
          if (!pk || !isScanned(placed, pattern)) continue;
          const key = { gsi: `by_${pk}`.slice(0, LINE_LIMIT), pk, ...(sk !== undefined && { sk }) };
          next = mapTables(next, placed.store.id, (table) => (isSameName(table.name, placed.table.name) ? { ...table, keys: [...(table.keys ?? []), key] } : table));
        }
      }
      return next;
    },
  },
  examples: {
    bad: [{ title: "The streams of an owner, found by reading all channels", sketch: platform.database("videos", { ...dynamo, tables: [videos], accessPatterns: [byTitle] }) }],
    good: [
      {
        title: "An index by owner",
        sketch: platform.database("videos", {
          ...dynamo,
          tables: [{ ...videos, keys: [...videos.keys, { gsi: "by_owner", pk: "owner_id", sk: "created_at" }] }],
          accessPatterns: [byTitle],
        }),
      },
      {
        title: "The streams of one channel",
        sketch: platform.database("videos", { ...dynamo, tables: [videos], accessPatterns: [{ ...byTitle, id: "byChannel", filter: ["channel_id"] }] }),
      },
    ],
  },
});
