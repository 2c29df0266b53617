import { poolFormula } from "#lib/analysis/connection-pools.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding, undecided } from "../rule.ts";

const order = (size: number) => sketch().service("order").database("orders", { cores: 8 }).data("order", "orders", { pool: { size } });

export const poolOffFormula = defineRule<{ readonly size: number; readonly cores: number }>({
  id: "scalability/pool-off-formula",
  title: "Connection pool above the formula",
  severity: "warning",
  each: "connection",
  kinds: ["data"],
  check(connection, { index }) {
    const { id, pool } = connection;
    const database = pool && index.target(connection);
    if (database?.kind !== "database") return undefined;
    const { cores } = database;
    if (!cores || pool?.size === undefined) return undecided([...(pool?.size === undefined ? [`${id}.pool.size`] : []), ...(cores ? [] : [`${database.id}.cores`])]);
    return pool.size > poolFormula(cores) ? finding({ property: "pool.size", data: { size: pool.size, cores } }) : undefined;
  },
  message({ element, data }, { index }) {
    const { from, to } = endsOf(index, element);
    return `${from} holds ${data.size} connections to ${to}, whose ${data.cores} cores work off ${poolFormula(data.cores)} best.`;
  },
  why: "A database with more connections than it can serve at once does not do more, it switches between them: the same work takes longer for everybody.",
  remedy: "Set the pool to 2 × cores + 1 and let requests wait in the application, where they can be counted and refused.",
  sources: ["000 §7 Database Connection Pooling"],
  conflicts: ["CF-27"],
  needs: ["connection.pool.size", "component.cores"],
  fix: {
    title: "Set the pool to 2 × cores + 1",
    apply(design, found, { index }) {
      const connection = index.connections.get(found.element.id);
      const cores = connection && index.target(connection)?.cores;
      return cores ? updateConnection(design, connection.id, { pool: { ...connection.pool, size: poolFormula(cores) } }) : design;
    },
  },
  examples: {
    bad: [{ title: "100 connections to 8 cores", sketch: order(100) }],
    good: [{ title: "17 connections to 8 cores", sketch: order(17) }],
  },
});
