import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { updateSharding } from "./sharded.ts";

const growing = sketch().set({ requirements: { growth: { m6: 1.2, m12: 1.5, m24: 2 } } });
const users = { key: "user_id", shards: 4 } as const;

export const moduloResharding = defineRule<{ readonly growth: number }>({
  id: "scalability/modulo-resharding",
  title: "Modulo sharding in a system that grows",
  severity: "warning",
  each: "component",
  kinds: ["database"],
  check({ sharding }, { design }) {
    if (sharding?.strategy !== "modulo") return undefined;
    const growth = design.requirements?.growth?.m24;
    if (growth === undefined) return undecided(["requirements.growth.m24"], { property: "sharding.strategy" });
    return growth > 1 ? finding({ property: "sharding.strategy", data: { growth } }) : undefined;
  },
  message: ({ element, data }, { index }) =>
    `${index.nameOf(element.id)} places rows by key modulo the number of shards, and the load is projected to grow ${formatQuantity("factor", data.growth)} in two years.`,
  why: "One more shard changes the remainder of nearly every key: almost all data has to move, while the system is running and needed the room yesterday.",
  remedy: "Use consistent hashing, with which a new shard takes only its share, or a directory that says where each key lives.",
  sources: ["004 §3.3"],
  needs: ["component.sharding.strategy", "requirements.growth.m24"],
  fix: { title: "Use consistent hashing", apply: (design, found, { index }) => updateSharding(design, found.element.id, index, { strategy: "hash" }) },
  examples: {
    bad: [{ title: "The load doubles, the remainder changes", sketch: growing.database("users", { sharding: { ...users, strategy: "modulo" } }) }],
    good: [
      { title: "Consistent hashing", sketch: growing.database("users", { sharding: { ...users, strategy: "hash" } }) },
      {
        title: "It will not grow",
        sketch: sketch()
          .set({ requirements: { growth: { m6: 1, m12: 1, m24: 1 } } })
          .database("users", { sharding: { ...users, strategy: "modulo" } }),
      },
    ],
  },
});
