import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Component } from "#lib/model/component.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

/** Copies of a program that may write at the same time; unset counts as one. */
const copiesOf = ({ kind, instances, maxConcurrency }: Component): number => Math.max(1, instances?.max ?? instances?.min ?? (kind === "function" ? (maxConcurrency ?? 1) : 1));

function writersOf(topic: Id, index: DesignIndex): { readonly ids: Set<Id>; readonly copies: number } {
  const ids = new Set<Id>();
  let copies = 0;
  for (const { kind, from } of index.incoming(topic)) {
    if (kind !== "publish" || ids.has(from)) continue;
    ids.add(from);
    const source = index.component(from);
    copies += source ? copiesOf(source) : 1;
  }
  return { ids, copies };
}

const prices = sketch()
  .service("pricing", { instances: { min: 3, max: 3 } })
  .publish("pricing", "price-changes", { atomicWith: "outbox", key: "productId" });

export const wallClockOrdering = defineRule<{ readonly publishers: readonly Id[]; readonly copies: number }>({
  id: "data/wall-clock-ordering",
  title: "Ordering by wall clock across writers",
  severity: "warning",
  each: "component",
  kinds: ["topic"],
  check(topic, { index }) {
    if (topic.ordering !== "timestamp") return undefined;
    const { ids, copies } = writersOf(topic.id, index);
    if (copies < 2) return undefined;
    const publishers = [...ids].toSorted();
    return finding({ property: "ordering", related: publishers, data: { publishers, copies } });
  },
  message: ({ element, data }, { index }) =>
    `${index.nameOf(element.id)} is ordered by time, and ${formatQuantity("count", data.copies)} instances of ${listed(data.publishers.map((id) => index.nameOf(id)))} each have a clock of their own.`,
  why: "Clocks of different machines differ by milliseconds to seconds, so the later change can carry the earlier time and is overwritten by the older one.",
  remedy: "Order the events of one entity by its key, and compare version numbers or logical clocks instead of times.",
  sources: ["003 System Design Edge Cases 4 (clock skew)"],
  needs: ["topic.ordering", "component.instances"],
  fix: {
    title: "Order per key",
    apply: (design, found) => updateComponent(design, found.element.id, { ordering: "perKey" }),
  },
  examples: {
    bad: [{ title: "Three clocks decide which price is the newest", sketch: prices.topic("price-changes", { ordering: "timestamp" }) }],
    good: [
      { title: "The changes of one product stay in order", sketch: prices.topic("price-changes", { ordering: "perKey", entityKey: "productId" }) },
      {
        title: "A single writer has a single clock",
        sketch: sketch()
          .service("importer", { instances: { min: 1, max: 1 } })
          .topic("price-changes", { ordering: "timestamp" })
          .publish("importer", "price-changes"),
      },
    ],
  },
});
