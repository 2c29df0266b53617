import { isSync } from "#lib/analysis/callers.ts";
import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { byId } from "#lib/analysis/ownership.ts";
import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Design } from "#lib/model/design.ts";
import { addMember, connectionId, freshId, patched, updateConnection } from "#lib/model/edit.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { addNear, nameFor } from "../insert.ts";
import { defineRule, finding } from "../rule.ts";
import { canQueue, throughQueue } from "../through-queue.ts";

const hasRegions = ({ design }: DesignIndex): boolean =>
  design.boundaries.some((boundary) => boundary.kind === "region") || design.components.some((component) => component.region !== undefined);

const regions = (_index: DesignIndex): Map<Component, Id | undefined> => new Map();

/** The region of a component, worked out once per pass; one that is named need not be drawn. */
function regionOf(component: Component, index: DesignIndex): Id | undefined {
  const known = index.once(regions);
  const region = known.get(component);
  if (region !== undefined || known.has(component)) return region;
  const found = component.region ?? index.boundaryOf(component, "region")?.id;
  known.set(component, found);
  return found;
}

/** Whether a copy of the data in the caller's region would do. */
const isRead = (connection: Connection, target: Component): boolean => connection.kind === "data" && connection.mode === "r" && target.kind === "database";

/** Reads from a replica in the reader's region: the one that is there, or a new one. */
function fromReplica(design: Design, connection: Connection, index: DesignIndex): Design {
  const reader = index.source(connection);
  const target = index.target(connection);
  const region = reader && regionOf(reader, index);
  if (!reader || !target || region === undefined) return design;
  const primary = index.primaryOf(target);
  const near = byId(index.ofKind("database").filter((database) => database !== primary && index.primaryOf(database) === primary && regionOf(database, index) === region))[0];
  if (near) return updateConnection(design, connection.id, { to: near.id });
  const name = nameFor(primary.name || primary.id, "replica");
  const id = freshId(design, name);
  const { technology, engine, model, owner, managed, encryptedAtRest, dataClasses, contexts, team, zone } = primary;
  const replica = patched<Component>(
    { id, kind: "database", name, role: "replica", replicaOf: primary.id, region },
    { technology, engine, model, owner, managed, encryptedAtRest, dataClasses, contexts, team, zone },
  );
  let next = addNear(design, replica, [reader.id, target.id]);
  next = addMember(next, "connections", patched<Connection>({ id: connectionId(next, primary.id, id), kind: "replicate", from: primary.id, to: id }, { tls: connection.tls }));
  return updateConnection(next, connection.id, { to: id });
}

const world = sketch().boundary("region", "europe", { name: "Europe" }).boundary("region", "america", { name: "America" });
const shop = world.service("shop", { region: "america" });

export const crossRegionSync = defineRule<{ readonly from: Id; readonly to: Id }>({
  id: "communication/cross-region-sync",
  title: "Synchronous hop across regions",
  severity: "warning",
  each: "connection",
  kinds: ["call", "data", "cacheAccess"],
  check(connection, { index }) {
    if (!index.once(hasRegions) || !isSync(connection)) return undefined;
    const source = index.source(connection);
    const target = index.target(connection);
    if (!source || !target) return undefined;
    const from = regionOf(source, index);
    const to = from === undefined ? undefined : regionOf(target, index);
    if (from === undefined || to === undefined || from === to) return undefined;
    const fixable = connection.kind === "call" ? canQueue(connection, index) : isRead(connection, target);
    return finding({ property: "to", related: [source.id, target.id], fixable, data: { from, to } });
  },
  message({ element, data }, { index }) {
    const connection = index.connections.get(element.id);
    const region = (id: Id) => index.boundaries.get(id)?.name || id;
    return `${index.nameOf(connection?.from)} in ${region(data.from)} waits for ${index.nameOf(connection?.to)} in ${region(data.to)}.`;
  },
  why: "Between regions an answer takes many times longer than within one, the line fails more often, and what passes is charged by volume; one region going down takes the other with it.",
  remedy: "Read from a replica in the caller's own region, or hand the work over by a queue or an event.",
  sources: ["000 §0 Fallacies (latency, bandwidth)", "003 expertise multi-region"],
  needs: ["component.region", "boundary.kind", "connection.background"],
  fix: {
    title: "Read from a replica nearby, or hand the call over by a queue",
    apply(design, found, { index }) {
      const connection = index.connections.get(found.element.id);
      const target = connection && index.target(connection);
      if (!target) return design;
      if (connection.kind === "call") return throughQueue(design, connection, index);
      return isRead(connection, target) ? fromReplica(design, connection, index) : design;
    },
  },
  examples: {
    bad: [
      { title: "America waits for a call to Europe", sketch: shop.service("stock", { region: "europe" }).call("shop", "stock") },
      { title: "Every page of the American shop reads in Europe", sketch: shop.database("products", { region: "europe" }).data("shop", "products", { mode: "r" }) },
    ],
    good: [
      {
        title: "The American shop reads its own replica",
        sketch: shop
          .database("products", { region: "europe" })
          .database("products-us", { region: "america", role: "replica", replicaOf: "products" })
          .connect("replicate", "products", "products-us")
          .data("shop", "products-us", { mode: "r" }),
      },
      {
        title: "Europe hears of it by an event",
        sketch: shop.service("stock", { region: "europe" }).topic("order-placed", { region: "america" }).publish("shop", "order-placed").subscribe("order-placed", "stock"),
      },
    ],
  },
});
