import type { ReferenceTable } from "./reference-table.ts";

/** Cache patterns. */
export const cachePatternsTable: ReferenceTable = {
  id: "cache-patterns",
  title: "Cache patterns",
  question: "How do cache and store stay in step?",
  columns: ["Pattern", "How", "Use it for", "Mind"],
  rows: [
    {
      cells: ["Cache-aside", "Look, miss, read the store, keep", "Read-heavy data: profiles, catalogues", "A write leaves the cache alone: expiry or an event clears it"],
      source: "000 §7, 002 Cache-aside rule",
      rules: ["caching/write-on-update", "caching/stampede"],
    },
    {
      cells: ["Read-through", "The cache itself fetches", "Public answers at a CDN", "Headers say how long"],
      source: "002 Caching strategy",
      rules: ["caching/cdn-without-cache-control"],
    },
    {
      cells: ["Write-through", "Cache and store are written together", "Critical data that must agree", "Every write pays twice"],
      source: "000 §7",
      rules: ["caching/lazy-cache-for-critical"],
    },
    {
      cells: ["Write-behind", "The store follows later", "Very many writes: analytics events, logs", "What was not stored yet is lost with the cache"],
      source: "000 §7",
      rules: ["caching/write-behind-critical"],
    },
    {
      cells: ["Against a stampede", "Expire early at random, or lock", "Hot keys", "Without it everybody recomputes at once"],
      source: "000 §7",
      rules: ["caching/stampede", "caching/cache-loss-overload"],
    },
  ],
  conflicts: ["CF-26"],
};
