import { feedOf, isFed, originalOf } from "#lib/analysis/read-models.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { keeperOf, reconciliationText } from "../read-model.ts";
import { defineRule, finding } from "../rule.ts";

const shop = sketch()
  .service("order")
  .database("orders", { owner: "order" })
  .data("order", "orders", { mode: "rw" })
  .topic("order-events")
  .publish("order", "order-events", { atomicWith: "outbox" })
  .service("projector")
  .subscribe("order-events", "projector")
  .data("projector", "order-search", { mode: "w" });
const search = { role: "readModel", model: "search", copyOf: "orders", accessPatterns: [{ id: "find", kind: "fullText" as const, tables: ["orders"] }] } as const;

export const noReconciliation = defineRule({
  id: "data/no-reconciliation",
  title: "Copied data without a repair procedure",
  severity: "warning",
  each: "component",
  kinds: ["database"],
  check(database, { index }) {
    if (database.reconciliation?.trim() || database.role === "replica" || (database.role !== "readModel" && database.copyOf === undefined)) return undefined;
    if (!isFed(feedOf(database, index))) return undefined;
    const original = originalOf(database, index);
    return finding({ property: "reconciliation", related: original ? [original.id] : [], fixable: original !== undefined });
  },
  message({ element }, { index }) {
    const copy = index.component(element.id);
    const original = copy && originalOf(copy, index);
    return `Nobody says how ${index.nameOf(element.id)} is compared with ${original ? index.nameOf(original.id) : "its source"} and repaired.`;
  },
  why: "Events get lost, arrive twice or meet a bug: sooner or later the copy differs from its source, and without a comparison nobody finds out.",
  remedy: "State how the copy is compared and rebuilt, how often, and who does it.",
  sources: ["003 System Design Edge Cases 3", "000 §8"],
  needs: ["database.reconciliation", "database.role", "database.copyOf"],
  readiness: true,
  fix: {
    title: "Draft a nightly comparison",
    apply(design, found, { index }) {
      const copy = index.component(found.element.id);
      const original = copy && originalOf(copy, index);
      if (!copy || !original) return design;
      const keeper = index.component(copy.owner) ?? keeperOf(copy, index) ?? keeperOf(original, index);
      return updateComponent(design, copy.id, { reconciliation: reconciliationText(keeper?.name || keeper?.id || "its owner", original.name || original.id) });
    },
  },
  examples: {
    bad: [{ title: "A search index that is never compared", sketch: shop.database("order-search", { ...search, accessPatterns: [...search.accessPatterns] }) }],
    good: [
      {
        title: "Compared every night",
        sketch: shop.database("order-search", {
          ...search,
          accessPatterns: [...search.accessPatterns],
          reconciliation: "A nightly job of the ordering team compares counts per day with orders and replays what differs.",
        }),
      },
    ],
  },
});
