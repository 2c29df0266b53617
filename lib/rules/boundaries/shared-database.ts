import { groupOf, headOf, type Isolation, isolationOf, ownersOf, unitName, unitsOf, writesData } from "#lib/analysis/ownership.ts";
import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Component } from "#lib/model/component.ts";
import { freshId, patched, updateConnection } from "#lib/model/edit.ts";
import { isCompute } from "#lib/model/kinds.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { addNear, nameFor } from "../insert.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

/** Services that write a database or one of its replicas, in the order of the drawing. */
function writersOf(head: Component, index: DesignIndex): Component[] {
  const writers = new Set<Component>();
  for (const member of groupOf(head, index)) {
    for (const connection of index.incoming(member.id)) {
      const writer = writesData(connection) ? index.source(connection) : undefined;
      if (writer && isCompute(writer)) writers.add(writer);
    }
  }
  return [...writers];
}

/** Whether a second service writes: the common case of one writer is settled without building anything. */
function hasSecondWriter(head: Component, index: DesignIndex): boolean {
  let first: Id | undefined;
  for (const member of groupOf(head, index)) {
    for (const connection of index.incoming(member.id)) {
      if (connection.from === first || !writesData(connection) || !isCompute(index.source(connection))) continue;
      if (first !== undefined) return true;
      first = connection.from;
    }
  }
  return false;
}

/** The owners that all of these services have in common. */
const sharedBy = (services: readonly Component[], index: DesignIndex, isolation: Isolation): readonly Id[] =>
  services.map((service) => unitsOf(service, index, isolation)).reduce((common, units) => common.filter((unit) => units.includes(unit)));

const order = sketch()
  .boundary("context", "ordering", { name: "Ordering" })
  .boundary("context", "billing", { name: "Billing" })
  .service("order", { contexts: ["ordering"] });
const bothServices = order.service("invoice", { contexts: ["billing"] }).database("pg", { engine: "postgresql", owner: "order" });

export const sharedDatabase = defineRule<{ readonly writers: readonly Id[] }>({
  id: "boundaries/shared-database",
  title: "Database written by several bounded contexts",
  severity: "error",
  each: "component",
  kinds: ["database"],
  check(database, { index, settings }) {
    if (headOf(database, index) !== database || !hasSecondWriter(database, index)) return undefined;
    const isolation = isolationOf(settings["boundaries.dbIsolation"]);
    const writers = writersOf(database, index);
    const placed = writers.filter((writer) => unitsOf(writer, index, isolation).length > 0);
    if (placed.length > 0 && sharedBy(placed, index, isolation).length === 0) {
      const ids = placed.map((writer) => writer.id);
      const writes = groupOf(database, index).flatMap((member) => index.incoming(member.id).filter((connection) => writesData(connection) && ids.includes(connection.from)));
      return finding({ related: [...ids, ...writes.map(({ id }) => id)], data: { writers: ids } });
    }
    const unplaced = writers.filter((writer) => !placed.includes(writer));
    return unplaced.length === 0 ? undefined : undecided(unplaced.map((writer) => `${writer.id}.contexts`));
  },
  message({ element, data }, { index, settings }) {
    const isolation = isolationOf(settings["boundaries.dbIsolation"]);
    const names = data.writers.map((id) => {
      const writer = index.component(id);
      const contexts = writer && isolation === "context" ? unitsOf(writer, index, isolation) : [];
      return contexts.length > 0 ? `${index.nameOf(id)} (${listed(contexts.map((context) => unitName(context, index)))})` : index.nameOf(id);
    });
    return `${index.nameOf(element.id)} is written by ${listed(names)}, which belong to different ${isolation === "context" ? "bounded contexts" : "services"}.`;
  },
  why: "Whoever writes the same tables depends on the same schema: no service can change, scale or be released without the others, and nobody answers for the data alone.",
  remedy: "Give each bounded context its own database, and let the others get what they need by its API or its events.",
  sources: ["000 §0 Data Locality", "000 §2 DDD anti-pattern", "000 §8 Database per Service", "002 Service boundary rules", "004 §4.1"],
  conflicts: ["CF-10"],
  needs: ["connection.mode", "component.contexts", "component.replicaOf", "component.clusterId", "component.owner"],
  thresholds: ["boundaries.dbIsolation"],
  fix: {
    title: "Give each its own database",
    apply(design, found, { index, settings }) {
      const shared = index.component(found.element.id);
      if (!shared) return design;
      const isolation = isolationOf(settings["boundaries.dbIsolation"]);
      const writers = writersOf(shared, index);
      const writing = writers.flatMap((writer) => unitsOf(writer, index, isolation));
      const keeper = ownersOf(shared, index, isolation)[0] ?? writing[0];
      const homes = new Map<Id, Id>(); // owner -> its new database
      let next = design;
      for (const member of groupOf(shared, index)) {
        for (const connection of index.incoming(member.id)) {
          const source = connection.kind === "data" ? index.source(connection) : undefined;
          const units = source ? unitsOf(source, index, isolation) : [];
          const unit = units.find((candidate) => writing.includes(candidate));
          if (!source || unit === undefined || keeper === undefined || units.includes(keeper)) continue;
          let home = homes.get(unit);
          if (home === undefined) {
            const name = nameFor(unitName(unit, index), "database");
            const { engine, model, technology, managed, zone, region, encryptedAtRest } = shared;
            home = freshId(next, name);
            const own: Component = {
              id: home,
              kind: "database",
              name,
              role: "primary",
              owner: writers.find((writer) => unitsOf(writer, index, isolation).includes(unit))?.id ?? source.id,
            };
            const contexts = isolation === "context" ? [unit] : source.contexts;
            next = addNear(next, patched(own, { engine, model, technology, managed, zone, region, encryptedAtRest, contexts }), [source.id]);
            homes.set(unit, home);
          }
          next = updateConnection(next, connection.id, { to: home });
        }
      }
      return next;
    },
  },
  examples: {
    bad: [
      { title: "Ordering and Billing write the same database", sketch: bothServices.data("order", "pg", { mode: "rw" }).data("invoice", "pg", { mode: "rw" }) },
      {
        title: "One of them writes to the replica",
        sketch: bothServices
          .database("pg-replica", { role: "replica", replicaOf: "pg" })
          .connect("replicate", "pg", "pg-replica")
          .data("order", "pg", { mode: "rw" })
          .data("invoice", "pg-replica", { mode: "rw" }),
      },
    ],
    good: [
      {
        title: "Each context has its own database",
        sketch: bothServices.database("invoices", { engine: "postgresql", owner: "invoice" }).data("order", "pg", { mode: "rw" }).data("invoice", "invoices", { mode: "rw" }),
      },
      {
        title: "Two services of one context share its database",
        sketch: order
          .service("returns", { contexts: ["ordering"] })
          .database("pg", { owner: "order" })
          .data("order", "pg", { mode: "rw" })
          .data("returns", "pg", { mode: "rw" }),
      },
    ],
  },
});
