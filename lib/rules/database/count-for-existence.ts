import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { checkPatterns, fixPattern, type PatternCheck, patternOf, patternTarget } from "../tables.ts";

type Data = { readonly pattern: string };

const check: PatternCheck<Data> = (pattern, store) => {
  if (pattern.kind !== "existence" || pattern.method !== "count") return undefined;
  return finding({ target: patternTarget(store, pattern), property: "accessPatterns", data: { pattern: pattern.id } });
};

const accounts = sketch().service("accounts").data("accounts", "account-db", { mode: "rw" });
const taken = { id: "isTaken", kind: "existence" as const, tables: ["users"], filter: ["email"] };
const accountDb = { engine: "postgresql", model: "relational" as const, tables: [{ name: "users", pk: [["id"]], columns: [{ name: "id" }, { name: "email", unique: true }] }] };

export const countForExistence = defineRule<Data>({
  id: "database/count-for-existence",
  title: "COUNT used to test existence",
  severity: "info",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkPatterns(store, context, check),
  message: ({ element, data }, { index }) => `${patternOf(data.pattern, element, index)} counts all rows to learn whether there is one.`,
  why: "Counting visits every matching row; asking whether there is one stops at the first.",
  remedy: "Use EXISTS, or fetch one row with LIMIT 1.",
  sources: ["004 §3.2 Query Optimization Techniques"],
  needs: ["accessPattern.kind", "accessPattern.method"],
  fix: {
    title: "Use EXISTS",
    apply: (design, found) => fixPattern(design, found, (pattern) => (pattern.kind === "existence" && pattern.method === "count" ? { ...pattern, method: "exists" } : pattern)),
  },
  examples: {
    bad: [{ title: "Is this address taken? Counts to find out", sketch: accounts.database("account-db", { ...accountDb, accessPatterns: [{ ...taken, method: "count" }] }) }],
    good: [
      { title: "Stops at the first row", sketch: accounts.database("account-db", { ...accountDb, accessPatterns: [{ ...taken, method: "exists" }] }) },
      {
        title: "A report does want the number",
        sketch: accounts.database("account-db", { ...accountDb, accessPatterns: [{ ...taken, id: "perMonth", kind: "analytics", method: "count" }] }),
      },
    ],
  },
});
