import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

/** Data that may be lost with the cache's memory. */
const MAY_BE_LOST = new Set(["analytics", "logs", "metrics"]);

const payment = sketch().service("payment").cache("redis").database("payments", { owner: "payment" }).data("payment", "payments", { mode: "rw" });

export const writeBehindCritical = defineRule<{ readonly dataClass: string | undefined }>({
  id: "caching/write-behind-critical",
  title: "Write-behind for data that must not be lost",
  severity: "error",
  each: "connection",
  kinds: ["cacheAccess"],
  check(access) {
    if (access.pattern !== "writeBehind") return undefined;
    const { dataClass } = access;
    return dataClass !== undefined && MAY_BE_LOST.has(dataClass.toLowerCase())
      ? undefined
      : finding({ property: dataClass === undefined ? "dataClass" : "pattern", data: { dataClass } });
  },
  message({ element, data }, { index }) {
    const access = index.connections.get(element.id);
    const what = data.dataClass === undefined ? "data of an undeclared class" : `${data.dataClass} data`;
    return `${index.nameOf(access?.from)} writes ${what} to ${index.nameOf(access?.to)} first and to the store later.`;
  },
  why: "What has reached only the memory of the cache is gone when the cache restarts, although the caller was told that it is saved.",
  remedy: "Write through the cache or write the store first; keep write-behind for analytics, logs and metrics.",
  sources: ["000 §7 Write-Behind"],
  needs: ["connection.pattern", "connection.dataClass"],
  fix: {
    title: "Write through the cache",
    apply: (design, found) => updateConnection(design, found.element.id, { pattern: "writeThrough" }),
  },
  examples: {
    bad: [
      { title: "Payments wait in memory", sketch: payment.cacheAccess("payment", "redis", { use: "cache", pattern: "writeBehind", dataClass: "financial", ttlMs: 300_000 }) },
      { title: "Nobody said what kind of data it is", sketch: payment.cacheAccess("payment", "redis", { use: "cache", pattern: "writeBehind", ttlMs: 300_000 }) },
    ],
    good: [
      { title: "Payments are written through", sketch: payment.cacheAccess("payment", "redis", { use: "cache", pattern: "writeThrough", dataClass: "financial", ttlMs: 300_000 }) },
      {
        title: "A few page views may be lost",
        sketch: sketch()
          .service("tracking")
          .cache("redis")
          .database("views")
          .data("tracking", "views", { mode: "w" })
          .cacheAccess("tracking", "redis", { use: "cache", pattern: "writeBehind", dataClass: "analytics", ttlMs: 60_000 }),
      },
    ],
  },
});
