import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { feedOf, isFed, originalOf } from "#lib/analysis/read-models.ts";
import type { Component } from "#lib/model/component.ts";
import { sketch } from "#lib/model/sketch.ts";
import { keeperOf, withProjector, withSubscriptions } from "../read-model.ts";
import { defineRule, finding } from "../rule.ts";

/** The service whose events the read model should follow. */
function sourceOf(readModel: Component, index: DesignIndex): Component | undefined {
  const original = originalOf(readModel, index);
  return original && keeperOf(original, index);
}

const shop = sketch()
  .service("order")
  .database("orders", { owner: "order" })
  .data("order", "orders", { mode: "rw" })
  .topic("order-events")
  .publish("order", "order-events", { atomicWith: "outbox" })
  .database("order-search", { role: "readModel", model: "search", copyOf: "orders", accessPatterns: [{ id: "find", kind: "fullText", tables: ["orders"] }] })
  .data("order", "order-search", { mode: "r" });

export const readModelNotFed = defineRule<{ readonly writers: readonly string[] }>({
  id: "data/read-model-not-fed",
  title: "Read model nobody updates",
  severity: "error",
  each: "component",
  kinds: ["database"],
  check(database, { index }) {
    if (database.role !== "readModel") return undefined;
    const feed = feedOf(database, index);
    if (isFed(feed)) return undefined;
    return finding({
      property: "copyOf",
      related: feed.writers.map(({ id }) => id),
      fixable: sourceOf(database, index) !== undefined,
      data: { writers: feed.writers.map(({ id }) => id) },
    });
  },
  message({ element, data }, { index }) {
    const name = index.nameOf(element.id);
    const [writer] = data.writers;
    return writer === undefined ? `Nothing writes ${name}.` : `${index.nameOf(writer)} writes ${name} and hears of no change that it could write.`;
  },
  why: "A read model that follows no events shows for ever what it was filled with once.",
  remedy: "Let a projector subscribe to the events of the write side and write the read model, or feed it by change capture.",
  sources: ["000 §8 CQRS", "000 §4.3"],
  needs: ["database.role", "database.copyOf", "connection.kind", "connection.mode"],
  fix: {
    title: "Subscribe its projector to the events of the write side",
    apply(design, found, { index }) {
      const readModel = index.component(found.element.id);
      const source = readModel && sourceOf(readModel, index);
      if (!source) return design;
      const writer = feedOf(readModel, index).writers.find(({ id }) => id !== source.id);
      return writer ? withSubscriptions(design, writer.id, [source]) : withProjector(design, readModel, [source]);
    },
  },
  examples: {
    bad: [
      { title: "A search index that nobody fills", sketch: shop },
      { title: "A projector that hears nothing", sketch: shop.service("projector").data("projector", "order-search", { mode: "w" }) },
    ],
    good: [
      {
        title: "The projector follows the order events",
        sketch: shop.service("projector").data("projector", "order-search", { mode: "w" }).subscribe("order-events", "projector"),
      },
      { title: "A connector writes the events into it", sketch: shop.connect("connector", "order-events", "order-search", { mode: "sink" }) },
    ],
  },
});
