import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { originalOf, primariesOf, type ReadModel, readModels } from "#lib/analysis/read-models.ts";
import { placeOfRate, plus, storeRates } from "#lib/analysis/store-rates.ts";
import type { Connection } from "#lib/model/connection.ts";
import { removeElements, updateConnection } from "#lib/model/edit.ts";
import type { Id } from "#lib/model/schema.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { AccessPattern } from "#lib/model/store.ts";
import { defineRule, finding, undecided } from "../rule.ts";

/** Queries that want a shape of their own: searches, figures, and what is put together from several tables. */
const wantsShape = ({ kind, tables }: AccessPattern): boolean => kind === "fullText" || kind === "facetedSearch" || kind === "analytics" || (tables?.length ?? 0) > 1;

/** Reads and writes of the context: what its primaries and the read model are asked, and what its primaries are told. */
function ratesAround(readModel: ReadModel, index: DesignIndex): { readonly reads: number | undefined; readonly writes: number | undefined } {
  let { reads } = storeRates(readModel.database, index);
  let writes: number | undefined;
  for (const primary of primariesOf(readModel, index)) {
    const rates = storeRates(primary, index);
    reads = plus(reads, rates.reads);
    writes = plus(writes, rates.writes);
  }
  return { reads, writes };
}

const readersOf = (readModel: Id, index: DesignIndex): Connection[] => index.incoming(readModel).filter(({ kind, mode }) => kind === "data" && mode === "r");

const shop = sketch()
  .service("order")
  .database("orders", { owner: "order" })
  .data("order", "orders", { mode: "rw", readRps: 30, writeRps: 10 })
  .topic("order-events")
  .publish("order", "order-events", { atomicWith: "outbox" })
  .service("projector")
  .subscribe("order-events", "projector")
  .data("projector", "order-view", { mode: "w" })
  .data("order", "order-view", { mode: "r", readRps: 20 });

export const cqrsUnjustified = defineRule<{ readonly reads: number | undefined; readonly writes: number | undefined }>({
  id: "data/cqrs-unjustified",
  title: "Read model without a reason",
  severity: "info",
  each: "component",
  kinds: ["database"],
  check(database, { index, settings }) {
    if (database.role !== "readModel" || database.accessPatterns?.some(wantsShape)) return undefined;
    const readModel = readModels(index).get(database.id);
    if (!readModel) return undefined;
    const { reads, writes } = ratesAround(readModel, index);
    if (reads !== undefined && writes !== undefined && writes > 0 && reads >= writes * settings["data.cqrsRatio"]) return undefined;
    if ((reads === undefined) !== (writes === undefined)) {
      const original = originalOf(database, index) ?? primariesOf(readModel, index)[0] ?? database;
      return undecided([placeOfRate(original, index, reads === undefined ? "readRps" : "writeRps")], { property: "accessPatterns" });
    }
    return finding({ property: "accessPatterns", fixable: readersOf(database.id, index).length === 0 || originalOf(database, index) !== undefined, data: { reads, writes } });
  },
  message({ element, data }, { index, settings }) {
    const name = index.nameOf(element.id);
    if (data.reads === undefined || data.writes === undefined)
      return `Nothing says what ${name} is for: it serves no search or report, and no rates of reads and writes are given.`;
    return `${name} serves no search or report, and its context has ${formatQuantity("rps", data.reads)} of reads to ${formatQuantity("rps", data.writes)} of writes, not ${formatQuantity("factor", settings["data.cqrsRatio"])} as many.`;
  },
  why: "A read model costs a projector, a second store, a delay and a way to repair it, for what the primary could answer itself.",
  remedy: "State the search, report or load that it is for, or remove it and ask the primary.",
  sources: ["000 §8 CQRS", "001 Principle 4"],
  needs: ["database.role", "database.accessPatterns", "connection.readRps", "connection.writeRps"],
  thresholds: ["data.cqrsRatio"],
  fix: {
    title: "Remove it and ask the primary",
    apply(design, found, { index }) {
      const readModel = index.component(found.element.id);
      const original = readModel && originalOf(readModel, index);
      let next = design;
      for (const connection of readersOf(found.element.id, index)) if (original) next = updateConnection(next, connection.id, { to: original.id });
      return removeElements(next, [found.element.id]);
    },
  },
  examples: {
    bad: [
      { title: "Three reads for each write", sketch: shop.database("order-view", { role: "readModel", copyOf: "orders" }) },
      {
        title: "Nobody says what it is for",
        sketch: sketch()
          .service("order")
          .topic("order-events")
          .publish("order", "order-events")
          .database("order-view", { role: "readModel" })
          .connect("connector", "order-events", "order-view", { mode: "sink" }),
      },
    ],
    good: [
      {
        title: "It answers searches",
        sketch: shop.database("order-view", { role: "readModel", model: "search", copyOf: "orders", accessPatterns: [{ id: "find", kind: "facetedSearch", tables: ["orders"] }] }),
      },
      {
        title: "It takes 20,000 reads for ten writes",
        sketch: sketch()
          .service("order")
          .database("orders", { owner: "order" })
          .data("order", "orders", { mode: "w", writeRps: 10 })
          .database("order-view", { role: "readModel", copyOf: "orders" })
          .data("order", "order-view", { mode: "r", readRps: 20_000 }),
      },
    ],
  },
});
