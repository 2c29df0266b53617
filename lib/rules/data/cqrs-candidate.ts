import { headOf, isPrimary } from "#lib/analysis/ownership.ts";
import { hasReadModel } from "#lib/analysis/read-models.ts";
import { placeOfRate, storeRates } from "#lib/analysis/store-rates.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { AccessPattern } from "#lib/model/store.ts";
import { addReadModel, keeperOf } from "../read-model.ts";
import { defineRule, finding, undecided } from "../rule.ts";

/** Queries for which rows and keys are the wrong shape. */
const isSearch = ({ kind }: AccessPattern): boolean => kind === "facetedSearch" || kind === "analytics";
const isRead = ({ kind }: AccessPattern): boolean => kind !== "insertRow" && kind !== "insertBulk";

interface Candidate {
  /** The query that wants another shape; nothing when the ratio alone tells. */
  readonly pattern: string | undefined;
  readonly reads: number;
  readonly writes: number;
}

const catalog = sketch().service("catalog").data("catalog", "products", { mode: "rw" });
const find: AccessPattern = { id: "find", kind: "facetedSearch", tables: ["products"] };

export const cqrsCandidate = defineRule<Candidate>({
  id: "data/cqrs-candidate",
  title: "Separate read model would pay",
  severity: "info",
  each: "component",
  kinds: ["database"],
  check(database, { index, settings }) {
    const { accessPatterns: patterns, model } = database;
    if (!isPrimary(database) || model === "columnar" || model === "search" || headOf(database, index) !== database) return undefined;
    const search = patterns?.find(isSearch);
    const { reads, writes } = storeRates(database, index);
    if (search === undefined) {
      if (reads !== undefined && writes !== undefined) {
        if (writes === 0 || reads < writes * settings["data.cqrsRatio"]) return undefined;
      } else if (reads === undefined && writes === undefined && !patterns?.some(isRead)) return undefined;
    }
    if (hasReadModel(database, index)) return undefined;
    if (search === undefined && (reads === undefined || writes === undefined)) {
      const missing = [...(reads === undefined ? [placeOfRate(database, index, "readRps")] : []), ...(writes === undefined ? [placeOfRate(database, index, "writeRps")] : [])];
      return undecided(missing, { property: "accessPatterns" });
    }
    return finding({
      property: "accessPatterns",
      fixable: keeperOf(database, index) !== undefined,
      data: { pattern: search && (search.id || "a search"), reads: reads ?? 0, writes: writes ?? 0 },
    });
  },
  message({ element, data }, { index }) {
    const name = index.nameOf(element.id);
    if (data.pattern !== undefined)
      return `${name} answers ${data.pattern} from the tables that it writes; a read model in the shape of that query would be faster and would not slow the writes down.`;
    return `${name} is read at ${formatQuantity("rps", data.reads)} and written at ${formatQuantity("rps", data.writes)}; a separate read model would take the reads off it.`;
  },
  why: "Tables that are right for writing are wrong for searching and counting: indexes for every question make each write slower.",
  remedy: "Project the changes into a read model that has the shape of the question; leave it out while the load is small.",
  sources: ["000 §8 CQRS When to Use"],
  needs: ["database.accessPatterns", "database.role", "database.model", "connection.readRps", "connection.writeRps"],
  thresholds: ["data.cqrsRatio"],
  fix: {
    title: "Add topic, projector and read model",
    apply(design, found, { index }) {
      const database = index.component(found.element.id);
      const keeper = database && keeperOf(database, index);
      if (!keeper) return design;
      const patterns = database.accessPatterns?.filter(isSearch) ?? [];
      const rest = database.accessPatterns?.filter((pattern) => !isSearch(pattern));
      const next = patterns.length > 0 ? updateComponent(design, database.id, { accessPatterns: rest }) : design;
      return addReadModel(next, {
        original: database,
        services: [keeper],
        reader: keeper,
        patterns,
        model: patterns.some(({ kind }) => kind === "analytics") ? "columnar" : patterns.length > 0 ? "search" : database.model,
      });
    },
  },
  examples: {
    bad: [
      { title: "Faceted search in the tables of the catalogue", sketch: catalog.database("products", { owner: "catalog", model: "relational", accessPatterns: [find] }) },
      {
        title: "2,000 reads for each write",
        sketch: catalog.database("products", {
          owner: "catalog",
          model: "document",
          accessPatterns: [
            { id: "byId", kind: "point", tables: ["products"], readRps: 4_000 },
            { id: "change", kind: "insertRow", tables: ["products"], writeRps: 2 },
          ],
        }),
      },
    ],
    good: [
      {
        title: "A search index takes the searches",
        sketch: catalog
          .database("products", { owner: "catalog", model: "relational" })
          .topic("product-events")
          .publish("catalog", "product-events", { atomicWith: "outbox" })
          .service("indexer")
          .subscribe("product-events", "indexer")
          .database("product-search", { role: "readModel", model: "search", copyOf: "products", accessPatterns: [find] })
          .data("indexer", "product-search", { mode: "w" }),
      },
      {
        title: "As many writes as reads",
        sketch: catalog.database("products", {
          owner: "catalog",
          accessPatterns: [
            { id: "byId", kind: "point", tables: ["products"], readRps: 40 },
            { id: "change", kind: "insertRow", tables: ["products"], writeRps: 20 },
          ],
        }),
      },
    ],
  },
});
