import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { checkPatterns, fixPattern, type PatternCheck, patternOf, patternTarget } from "../tables.ts";

type Data = { readonly pattern: string };

const check: PatternCheck<Data> = (pattern, store) => {
  if (pattern.perParent !== true || pattern.batched === true) return undefined;
  return finding({ target: patternTarget(store, pattern), property: "accessPatterns", data: { pattern: pattern.id } });
};

const blog = sketch().service("posts").data("posts", "post-db", { mode: "rw" });
const ofUser = { id: "postsOfUser", kind: "list" as const, tables: ["posts"], filter: ["user_id"], columns: ["id", "title"], limit: 20, perParent: true };
const postDb = { engine: "postgresql", model: "relational" as const, tables: [{ name: "posts", pk: [["id"]], indexes: [{ cols: ["user_id"] }] }] };

export const nPlusOne = defineRule<Data>({
  id: "database/n-plus-one",
  title: "Query repeated per parent row",
  severity: "error",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkPatterns(store, context, check),
  message: ({ element, data }, { index }) => `${patternOf(data.pattern, element, index)} runs once for every parent row.`,
  why: "A list of a hundred rows becomes a hundred and one round trips: the page slows down with every row, and the connection pool is busy meanwhile.",
  remedy: "Fetch the children of all parents in one query: a join, or one query with the list of parent ids.",
  sources: ["004 §3.2 N+1 Query Problem"],
  needs: ["accessPattern.perParent", "accessPattern.batched"],
  fix: {
    title: "Fetch for all parents in one query",
    apply: (design, found) => fixPattern(design, found, (pattern) => (pattern.perParent === true ? { ...pattern, batched: true } : pattern)),
  },
  examples: {
    bad: [{ title: "One query for the users, one more for each of them", sketch: blog.database("post-db", { ...postDb, accessPatterns: [ofUser] }) }],
    good: [{ title: "One query with the list of users", sketch: blog.database("post-db", { ...postDb, accessPatterns: [{ ...ofUser, batched: true }] }) }],
  },
});
