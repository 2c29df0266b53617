import { canReadStrongly, type CapClass, capClassOf } from "#lib/analysis/cap-class.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";

const stock = sketch().service("stock").data("stock", "items", { mode: "rw" });

export const capMismatch = defineRule<{ readonly capClass: CapClass; readonly engine: string | undefined }>({
  id: "data/cap-mismatch",
  title: "Store class does not fit the consistency need",
  severity: "error",
  each: "component",
  kinds: ["database"],
  check(database) {
    const { consistencyNeed, engine } = database;
    if ((consistencyNeed !== "strong" && consistencyNeed !== "availability") || (consistencyNeed === "strong" && database.strongReads === true)) return undefined;
    const capClass = capClassOf(database);
    if (capClass === undefined) return undecided([`${database.id}.capClass`], { property: "capClass" });
    if (capClass !== (consistencyNeed === "strong" ? "AP" : "CP")) return undefined;
    return finding({
      property: consistencyNeed === "strong" ? "strongReads" : "consistencyNeed",
      fixable: consistencyNeed === "strong" && canReadStrongly(database),
      data: { capClass, engine: engine || undefined },
    });
  },
  message({ element, data }, { index }) {
    const store = data.engine === undefined ? "its store" : data.engine;
    return data.capClass === "AP"
      ? `${index.nameOf(element.id)} needs strong consistency, but ${store} goes on answering with old data when its nodes cannot reach each other (AP).`
      : `${index.nameOf(element.id)} has to answer always, but ${store} stops answering when its nodes cannot reach each other (CP).`;
  },
  why: "When the network splits, a store either stops or answers with what it has; stock that was sold twice and a shop that does not open are the price of the wrong choice.",
  remedy: "Ask the store for strong reads where it offers them, choose an engine of the class that the data needs, or correct the need.",
  sources: ["004 §5.1", "004 §5.2", "003 System Design Principles"],
  conflicts: ["CF-35", "CF-36"],
  needs: ["database.consistencyNeed", "database.capClass", "database.engine", "database.strongReads"],
  fix: {
    title: "Switch on strong reads",
    apply: (design, found) => updateComponent(design, found.element.id, { strongReads: true }),
  },
  examples: {
    bad: [
      { title: "Stock that may be sold twice", sketch: stock.database("items", { owner: "stock", engine: "dynamodb", consistencyNeed: "strong" }) },
      { title: "A store that declares its class", sketch: stock.database("items", { owner: "stock", capClass: "AP", consistencyNeed: "strong" }) },
    ],
    good: [
      { title: "Reads see the last write", sketch: stock.database("items", { owner: "stock", engine: "dynamodb", consistencyNeed: "strong", strongReads: true }) },
      { title: "A store that keeps its nodes in agreement", sketch: stock.database("items", { owner: "stock", engine: "postgresql", consistencyNeed: "strong" }) },
      { title: "A feed may be a moment old", sketch: stock.database("items", { owner: "stock", engine: "cassandra", consistencyNeed: "eventual" }) },
    ],
  },
});
