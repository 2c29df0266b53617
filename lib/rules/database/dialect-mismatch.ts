import { engineName, engineOf } from "#lib/analysis/table-index.ts";
import { sketch } from "#lib/model/sketch.ts";
import { featureIn, isKnownEngine } from "../dialects.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { checkTables, columnTarget, inStore, mapTables, type TableCheck, tableTarget } from "../tables.ts";

type Data = { readonly table: string; readonly feature: string; readonly engine: string; readonly instead: string };

const isStrange = (text: string, engine: string): boolean => featureIn(text)?.engines.includes(engine) === false;

const check: TableCheck<Data> = (table, store) => {
  if (!table.features?.length) return undefined;
  const engine = engineOf(store);
  if (engine === undefined) {
    if (!table.features.some((text) => featureIn(text))) return undefined;
    return undecided([`${store.id}.engine`], { target: tableTarget(store, table), property: "engine" });
  }
  if (!isKnownEngine(engine)) return undefined;
  return table.features.flatMap((text) => {
    const feature = featureIn(text);
    if (!feature || feature.engines.includes(engine)) return [];
    return finding({
      target: columnTarget(store, table, text),
      property: "tables",
      data: { table: table.name, feature: feature.name, engine: engineName(store), instead: feature.instead[engine] ?? "" },
    });
  });
};

const accounts = sketch().service("accounts").data("accounts", "account-db", { mode: "rw" });
const users = {
  name: "users",
  pk: [["id"]],
  columns: [
    { name: "id", type: "CHAR(36)" },
    { name: "email", type: "VARCHAR(255)", unique: true },
  ],
};

export const dialectMismatch = defineRule<Data>({
  id: "database/dialect-mismatch",
  title: "Syntax of another database",
  severity: "error",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkTables(store, context, check),
  message: ({ element, data }, { index }) =>
    `The table ${inStore(data.table, element, index)} uses ${data.feature}, which ${data.engine} does not understand${data.instead ? `; it has ${data.instead} for that` : ""}.`,
  why: "The script fails on the day of the deployment, or on the machine of the first colleague who tries it.",
  remedy: "Write the schema for the database that is used, or choose the database that the schema is written for.",
  sources: ["003 Output Requirements (judged)"],
  conflicts: ["CF-41"],
  needs: ["table.features", "component.engine"],
  fix: {
    title: "Use what the database understands",
    apply: (design, found) =>
      mapTables(design, found.element.id, (table, store) => {
        const engine = engineOf(store) ?? "";
        const isMeant = (text: string) => columnTarget(store, table, text) === found.target && isStrange(text, engine);
        if (!table.features?.some(isMeant)) return table;
        const features = table.features.flatMap((text) => (isMeant(text) ? (featureIn(text)?.instead[engine] ?? []) : text));
        return { ...table, features: [...new Set(features)] };
      }),
  },
  examples: {
    bad: [
      {
        title: "An index in the middle of CREATE TABLE is MySQL",
        sketch: accounts.database("account-db", { engine: "postgresql", model: "relational", tables: [{ ...users, features: ["inline INDEX", "gen_random_uuid()"] }] }),
      },
      {
        title: "The other way round",
        sketch: accounts.database("account-db", { engine: "mysql", model: "relational", tables: [{ ...users, features: ["inline INDEX", "gen_random_uuid()"] }] }),
      },
    ],
    good: [
      {
        title: "PostgreSQL throughout",
        sketch: accounts.database("account-db", { engine: "postgresql", model: "relational", tables: [{ ...users, features: ["CREATE INDEX", "gen_random_uuid()"] }] }),
      },
    ],
  },
});
