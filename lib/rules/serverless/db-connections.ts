import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { technologyIn } from "#lib/catalog/technologies.ts";
import type { Component } from "#lib/model/component.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { counted } from "#lib/model/sentence.ts";

interface Demand {
  readonly connections: number;
  readonly functions: readonly string[];
  readonly missing: readonly string[];
}

/** Connections that functions may open to a database together: each run has its own pool, of one connection unless it says otherwise. */
function demandOf(database: Component, index: DesignIndex): Demand | undefined {
  let perRun: Map<Component, number> | undefined;
  for (const access of index.incoming(database.id)) {
    const source = access.kind === "data" ? index.source(access) : undefined;
    if (source?.kind === "function") (perRun ??= new Map()).set(source, Math.max(perRun.get(source) ?? 0, access.pool?.size ?? 1));
  }
  if (!perRun) return undefined;
  const missing: string[] = [];
  let connections = 0;
  for (const [source, size] of perRun) {
    if (source.maxConcurrency === undefined) missing.push(`${source.id}.maxConcurrency`);
    else connections += source.maxConcurrency * size;
  }
  return { connections, functions: [...perRun.keys()].map(({ id }) => id), missing };
}

const isRelational = ({ model, engine }: Component): boolean => (model === undefined ? technologyIn(engine ?? "")?.model === "relational" : model === "relational");

const api = (maxConcurrency: number) => sketch().component("function", "apiStreams", { maxConcurrency }).data("apiStreams", "pg", { mode: "rw" });

export const dbConnections = defineRule<{ readonly connections: number; readonly maxConnections: number; readonly functions: number }>({
  id: "serverless/db-connections",
  title: "Functions exhaust the database connections",
  severity: "error",
  each: "component",
  kinds: ["database"],
  check(database, { index }) {
    if (database.pooler === true) return undefined;
    const demand = demandOf(database, index);
    if (!demand || !isRelational(database)) return undefined;
    const { maxConnections } = database;
    const { connections, functions } = demand;
    if (maxConnections !== undefined && connections > maxConnections)
      return finding({ property: "pooler", related: functions, data: { connections, maxConnections, functions: functions.length } });
    const missing = maxConnections === undefined ? [`${database.id}.maxConnections`, ...demand.missing] : demand.missing;
    return missing.length > 0 ? undecided(missing, { property: "maxConnections" }) : undefined;
  },
  message: ({ element, data }, { index }) =>
    `${counted(data.functions, "function")} may open ${counted(data.connections, "connection")} to ${index.nameOf(element.id)}, which accepts ${data.maxConnections}.`,
  why: "Every copy of a function has connections of its own, and a peak starts copies faster than the database can take connections: it then refuses everybody.",
  remedy: "Put a pooler (RDS Proxy, PgBouncer) before the database, limit the concurrency of the functions, or use a store that is called by HTTP.",
  sources: ["000 §7", "000 MDL (derived)"],
  needs: ["component.maxConcurrency", "component.maxConnections", "component.pooler", "component.model", "connection.pool.size"],
  fix: { title: "Put a pooler before the database", apply: (design, found) => updateComponent(design, found.element.id, { pooler: true }) },
  examples: {
    bad: [{ title: "500 copies for 200 connections", sketch: api(500).database("pg", { engine: "postgresql", model: "relational", maxConnections: 200 }) }],
    good: [
      { title: "A pooler shares the connections", sketch: api(500).database("pg", { engine: "postgresql", model: "relational", maxConnections: 200, pooler: true }) },
      { title: "50 copies fit", sketch: api(50).database("pg", { engine: "postgresql", model: "relational", maxConnections: 200 }) },
      { title: "DynamoDB is called by HTTP", sketch: api(500).database("pg", { engine: "dynamodb", model: "keyValue" }) },
    ],
  },
});
