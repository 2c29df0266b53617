import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { updateSharding } from "./sharded.ts";

const tenants = { strategy: "directory", key: "tenant_id", shards: 4 } as const;

export const shardDirectoryUncached = defineRule({
  id: "scalability/shard-directory-uncached",
  title: "Shard directory is asked every time",
  severity: "info",
  each: "component",
  kinds: ["database"],
  check: ({ sharding }) => (sharding?.strategy === "directory" && sharding.directoryCached !== true ? finding({ property: "sharding.directoryCached" }) : undefined),
  message: ({ element }, { index }) => `Every query on ${index.nameOf(element.id)} first asks a directory where the data is.`,
  why: "The directory becomes the one place that every request needs: it doubles the round trips, and when it is down all shards are.",
  remedy: "Cache the directory in the callers; entries change only when data moves, and a wrong one can be noticed and renewed.",
  sources: ["004 §3.3 Directory-Based"],
  needs: ["component.sharding.strategy", "component.sharding.directoryCached"],
  fix: { title: "Cache the directory", apply: (design, found, { index }) => updateSharding(design, found.element.id, index, { directoryCached: true }) },
  examples: {
    bad: [{ title: "Two round trips for every query", sketch: sketch().database("tenants", { sharding: tenants }) }],
    good: [{ title: "Callers remember where a tenant lives", sketch: sketch().database("tenants", { sharding: { ...tenants, directoryCached: true } }) }],
  },
});
