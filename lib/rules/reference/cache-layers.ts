import type { ReferenceTable } from "./reference-table.ts";

/** Cache layers. */
export const cacheLayersTable: ReferenceTable = {
  id: "cache-layers",
  title: "Cache layers",
  question: "Where is it cached?",
  columns: ["Layer", "With", "Pattern", "Kept fresh by"],
  rows: [
    {
      cells: ["In the process", "Memory, e.g. 100 MB", "Cache-aside", "A short time to live; several instances drift apart"],
      source: "003 Ex. 1",
      rules: ["caching/local-cache-incoherent"],
    },
    {
      cells: ["Beside the application", "Redis", "Cache-aside", "Time to live and events"],
      source: "002 Caching strategy",
      rules: ["caching/no-expiry", "caching/write-on-update"],
    },
    {
      cells: ["Before the API", "A CDN", "Read-through", "Cache-Control headers"],
      source: "002 Caching strategy",
      rules: ["caching/cdn-missing", "caching/cdn-without-cache-control", "caching/private-response-at-cdn"],
    },
    {
      cells: ["Before the database", "A read replica", "Asked directly", "Nothing: it lags by its replication"],
      source: "002 Caching strategy",
      rules: ["data/replica-lag-unbounded", "data/read-your-writes", "data/write-to-replica"],
    },
  ],
};
