import { daysUntilFull, storageAfter } from "#lib/analysis/storage.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { counted } from "#lib/model/sentence.ts";

const GB = 1_000_000_000;
const orders = (retentionDays?: number) =>
  sketch().database("orders", { capacityBytes: 500 * GB, usedBytes: 100 * GB, growthBytesPerDay: GB, ...(retentionDays !== undefined && { retentionDays }) });

export const storageExhausted = defineRule<{ readonly capacityBytes: number; readonly growthBytesPerDay: number; readonly days: number }>({
  id: "scalability/storage-exhausted",
  title: "Storage is full within two years",
  severity: "warning",
  each: "component",
  kinds: ["database"],
  check(database, { settings }) {
    const { id, capacityBytes, usedBytes, growthBytesPerDay } = database;
    if (capacityBytes === undefined && usedBytes === undefined && growthBytesPerDay === undefined) return undefined;
    // What is known may already be too much; what is missing can only add to it.
    if (capacityBytes !== undefined && storageAfter(database, settings["capacity.horizonDays"]) > capacityBytes) {
      return finding({
        property: "capacityBytes",
        data: { capacityBytes, growthBytesPerDay: growthBytesPerDay ?? 0, days: Math.floor(daysUntilFull(database, capacityBytes) ?? 0) },
      });
    }
    const missing = [
      ...(capacityBytes === undefined ? [`${id}.capacityBytes`] : []),
      ...(usedBytes === undefined ? [`${id}.usedBytes`] : []),
      ...(growthBytesPerDay === undefined ? [`${id}.growthBytesPerDay`] : []),
    ];
    return missing.length > 0 ? undecided(missing) : undefined;
  },
  message: ({ element, data }, { index }) =>
    `${index.nameOf(element.id)} grows by ${formatQuantity("bytes", data.growthBytesPerDay)} a day and its ${formatQuantity("bytes", data.capacityBytes)} are full ${data.days === 0 ? "already" : `in ${counted(data.days, "day")}`}.`,
  why: "A database without space stops taking writes, and often does not even start again to be cleaned up.",
  remedy: "Archive or drop old data (by partition, so that it costs nothing), keep it for a shorter time, or add disks or shards before that day.",
  sources: ["003 Step 4.5", "003 Output Req. (Scalability Analysis)"],
  needs: ["component.capacityBytes", "component.usedBytes", "component.growthBytesPerDay", "component.retentionDays"],
  thresholds: ["capacity.horizonDays"],
  needsPerson: "How long data must be kept is a question of law and product, not of space.",
  examples: {
    bad: [{ title: "1 GB a day, and room for 400 days", sketch: orders() }],
    good: [
      { title: "What is older than 90 days is dropped", sketch: orders(90) },
      { title: "Room for more than two years", sketch: sketch().database("orders", { capacityBytes: 2_000 * GB, usedBytes: 100 * GB, growthBytesPerDay: GB }) },
    ],
  },
});
