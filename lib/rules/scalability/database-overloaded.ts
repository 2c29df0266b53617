import type { Connection } from "#lib/model/connection.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, type Report, undecided } from "../rule.ts";

interface Data {
  readonly what: "reads" | "writes";
  readonly load: number;
  readonly most: number;
}

const SIDES = [
  { what: "reads", rate: "readRps", most: "maxReadRps", unused: "w" },
  { what: "writes", rate: "writeRps", most: "maxWriteRps", unused: "r" },
] as const;

const orders = sketch().service("order").database("orders", { maxReadRps: 500, maxWriteRps: 100 });

export const databaseOverloaded = defineRule<Data>({
  id: "scalability/database-overloaded",
  title: "Database above its capacity",
  severity: "error",
  each: "component",
  kinds: ["database"],
  check(database, { design, index }) {
    const callers = index.incoming(database.id);
    let isMeasured = design.requirements?.nfr?.peakRps !== undefined || database.maxReadRps !== undefined || database.maxWriteRps !== undefined;
    const connections: Connection[] = [];
    for (const connection of callers) {
      if (connection.kind !== "data") continue;
      connections.push(connection);
      isMeasured ||= connection.readRps !== undefined || connection.writeRps !== undefined;
    }
    if (!isMeasured || connections.length === 0) return undefined;
    const reports: Report<Data>[] = [];
    const missing: string[] = [];
    for (const { what, rate, most, unused } of SIDES) {
      let load = 0;
      const unknown: string[] = [];
      for (const connection of connections) {
        const given = connection[rate];
        if (given !== undefined) load += given;
        else if (connection.mode !== unused) unknown.push(`${connection.id}.${rate}`);
      }
      const limit = database[most];
      // What is known may already be too much; what is missing can only add to it.
      if (limit !== undefined && load > limit) reports.push(finding({ property: most, related: connections.map(({ id }) => id), data: { what, load, most: limit } }));
      else if (unknown.length > 0 || load > 0) missing.push(...unknown, ...(limit === undefined ? [`${database.id}.${most}`] : []));
    }
    if (missing.length > 0) reports.push(undecided(missing));
    return reports;
  },
  message: ({ element, data }, { index }) => `${index.nameOf(element.id)} gets ${formatQuantity("rps", data.load)} ${data.what} and can take ${formatQuantity("rps", data.most)}.`,
  why: "A database is the part that is hardest to make larger in a hurry, and everything in front of it waits while it is too slow.",
  remedy: "For reads: a cache first, then read replicas. For writes: fewer or batched writes, then shards. In this order, because each step costs more than the one before.",
  sources: ["003 Output Req. (Scalability Analysis)", "003 Scalability Strategy", "004 §6"],
  needs: ["connection.readRps", "connection.writeRps", "component.maxReadRps", "component.maxWriteRps"],
  needsPerson: "Whether readers can live with stale data, and by which key the data can be split, depends on what the data means.",
  examples: {
    bad: [
      { title: "900 reads a second for a database that can do 500", sketch: orders.data("order", "orders", { mode: "rw", readRps: 900, writeRps: 50 }) },
      {
        title: "Two writers, each within the limit",
        sketch: orders.service("import").data("order", "orders", { mode: "rw", readRps: 200, writeRps: 60 }).data("import", "orders", { mode: "w", writeRps: 70 }),
      },
    ],
    good: [
      { title: "Both within the limits", sketch: orders.data("order", "orders", { mode: "rw", readRps: 300, writeRps: 60 }) },
      {
        title: "A replica that is only read",
        sketch: sketch().service("report").database("copy", { role: "replica", maxReadRps: 500 }).data("report", "copy", { mode: "r", readRps: 20 }),
      },
    ],
  },
});
