import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { checkPatterns, fixPattern, type PatternCheck, patternOf, patternTarget } from "../tables.ts";

type Data = { readonly pattern: string };

const check: PatternCheck<Data> = (pattern, store) => {
  if (pattern.kind !== "list" || pattern.limit) return undefined;
  return finding({ target: patternTarget(store, pattern), property: "accessPatterns", data: { pattern: pattern.id } });
};

const blog = sketch().service("posts").data("posts", "post-db", { mode: "rw" });
const latest = { id: "latest", kind: "list" as const, tables: ["posts"], filter: ["user_id"], sort: ["created_at"], columns: ["id", "title"] };
const postDb = { engine: "postgresql", model: "relational" as const, tables: [{ name: "posts", pk: [["id"]], indexes: [{ cols: ["user_id", "created_at"] }] }] };

export const unboundedList = defineRule<Data>({
  id: "database/unbounded-list",
  title: "List query without limit",
  severity: "warning",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkPatterns(store, context, check),
  message: ({ element, data }, { index }) => `${patternOf(data.pattern, element, index)} has no limit.`,
  why: "The list grows with the data: one busy customer is enough to fill the memory of the service and the time of everybody else.",
  remedy: "Fetch one page at a time, 20 rows unless the caller asks for another number, and never more than a fixed maximum.",
  sources: ["004 §3.2 Query Optimization Techniques"],
  needs: ["accessPattern.kind", "accessPattern.limit"],
  thresholds: ["db.listLimit"],
  fix: {
    title: "Fetch 20 rows at a time",
    apply: (design, found, { settings }) =>
      fixPattern(design, found, (pattern) => (pattern.kind === "list" && !pattern.limit ? { ...pattern, limit: Math.max(1, Math.floor(settings["db.listLimit"])) } : pattern)),
  },
  examples: {
    bad: [{ title: "All posts of a user", sketch: blog.database("post-db", { ...postDb, accessPatterns: [latest] }) }],
    good: [
      { title: "The last 20 posts of a user", sketch: blog.database("post-db", { ...postDb, accessPatterns: [{ ...latest, limit: 20 }] }) },
      { title: "One row needs no limit", sketch: blog.database("post-db", { ...postDb, accessPatterns: [{ ...latest, kind: "point", filter: ["id"] }] }) },
    ],
  },
});
