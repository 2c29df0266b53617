import { updateComponent } from "#lib/model/edit.ts";
import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

const MEBIBYTE = 1024 ** 2;

export const localCacheIncoherent = defineRule<{ readonly instances: number; readonly sizeBytes: number | undefined }>({
  id: "caching/local-cache-incoherent",
  title: "In-process cache on several instances",
  severity: "warning",
  each: "component",
  kinds: COMPUTE_KINDS,
  check(component) {
    const { localCache } = component;
    if (!localCache || localCache.ttlMs || localCache.invalidation?.includes("event")) return undefined;
    const instances = component.instances?.max ?? component.instances?.min ?? 1;
    return instances > 1 ? finding({ property: "localCache.ttlMs", data: { instances, sizeBytes: localCache.sizeBytes } }) : undefined;
  },
  message: ({ element, data }, { index }) =>
    `Each of up to ${data.instances} instances of ${index.nameOf(element.id)} keeps its own cache${data.sizeBytes === undefined ? "" : ` of ${formatQuantity("bytes", data.sizeBytes)}`} that never expires and hears of no change.`,
  why: "The instances drift apart: the same question gets another answer depending on which one is hit.",
  remedy: "Give the entries a short time to live, or clear them in every instance by an event.",
  sources: ["003 Ex. 1 (L1 100 MB)", "002 (stateless)"],
  needs: ["component.localCache", "component.instances"],
  thresholds: ["cache.ttlMs"],
  fix: {
    title: `Let the entries expire after ${formatQuantity("ms", 300_000)}`,
    apply(design, found, { index, settings }) {
      const localCache = index.component(found.element.id)?.localCache;
      return localCache ? updateComponent(design, found.element.id, { localCache: { ...localCache, ttlMs: settings["cache.ttlMs"] } }) : design;
    },
  },
  examples: {
    bad: [{ title: "Ten instances, ten truths", sketch: sketch().service("order", { instances: { min: 2, max: 10 }, localCache: { sizeBytes: 100 * MEBIBYTE } }) }],
    good: [
      { title: "Entries live for 5 min at most", sketch: sketch().service("order", { instances: { min: 2, max: 10 }, localCache: { sizeBytes: 100 * MEBIBYTE, ttlMs: 300_000 } }) },
      {
        title: "An event clears the entry everywhere",
        sketch: sketch()
          .service("order", { instances: { min: 2, max: 10 }, localCache: { sizeBytes: 100 * MEBIBYTE, invalidation: ["event"] } })
          .topic("order-changes")
          .subscribe("order-changes", "order"),
      },
      { title: "One instance cannot disagree with itself", sketch: sketch().service("order", { localCache: { sizeBytes: 100 * MEBIBYTE } }) },
    ],
  },
});
