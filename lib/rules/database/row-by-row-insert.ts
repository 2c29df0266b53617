import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { checkPatterns, fixPattern, type PatternCheck, patternOf, patternTarget } from "../tables.ts";

type Data = { readonly pattern: string };

const check: PatternCheck<Data> = (pattern, store) => {
  if (pattern.kind !== "insertBulk" || pattern.batched === true) return undefined;
  return finding({ target: patternTarget(store, pattern), property: "accessPatterns", data: { pattern: pattern.id } });
};

const shop = sketch().component("batchJob", "price-import").data("price-import", "price-db", { mode: "w" });
const importing = { id: "importPrices", kind: "insertBulk" as const, tables: ["prices"] };
const priceDb = { engine: "postgresql", model: "relational" as const, tables: [{ name: "prices", pk: [["product_id"]] }] };

export const rowByRowInsert = defineRule<Data>({
  id: "database/row-by-row-insert",
  title: "Bulk insert row by row",
  severity: "warning",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkPatterns(store, context, check),
  message: ({ element, data }, { index }) => `${patternOf(data.pattern, element, index)} inserts many rows one by one.`,
  why: "Each row costs a round trip and a commit; the same rows in batches take a fraction of the time and of the locks.",
  remedy: "Insert many rows with one statement, or use the bulk loader of the database.",
  sources: ["004 §3.2 Query Optimization Techniques"],
  needs: ["accessPattern.kind", "accessPattern.batched"],
  fix: {
    title: "Insert in batches",
    apply: (design, found) => fixPattern(design, found, (pattern) => (pattern.kind === "insertBulk" ? { ...pattern, batched: true } : pattern)),
  },
  examples: {
    bad: [{ title: "A price list, line by line", sketch: shop.database("price-db", { ...priceDb, accessPatterns: [importing] }) }],
    good: [
      { title: "A price list in batches", sketch: shop.database("price-db", { ...priceDb, accessPatterns: [{ ...importing, batched: true }] }) },
      { title: "A single row is no bulk", sketch: shop.database("price-db", { ...priceDb, accessPatterns: [{ ...importing, id: "setPrice", kind: "insertRow" }] }) },
    ],
  },
});
