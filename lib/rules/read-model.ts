import { DesignIndex } from "#lib/analysis/design-index.ts";
import { byId, writesData } from "#lib/analysis/ownership.ts";
import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Design } from "#lib/model/design.ts";
import { addMember, connectionId, freshId, patched } from "#lib/model/edit.ts";
import { isCompute } from "#lib/model/kinds.ts";
import { type Id, LINE_LIMIT } from "#lib/model/schema.ts";
import { addNear, nameFor } from "./insert.ts";

/** The service that knows when data changes: the owner of the database, else its only writer. */
export function keeperOf(database: Component, index: DesignIndex): Component | undefined {
  const owner = index.component(database.owner);
  if (isCompute(owner)) return owner;
  const writers = new Set<Component>();
  for (const connection of index.incoming(database.id)) {
    const writer = writesData(connection) ? index.source(connection) : undefined;
    if (writer && isCompute(writer)) writers.add(writer);
  }
  const [only, ...others] = writers;
  return others.length === 0 ? only : undefined;
}

/** The topic on which a service tells what has changed: one that it publishes to, else a new one behind an outbox. */
function withTopic(design: Design, service: Component): { readonly design: Design; readonly topic: Id } {
  const index = new DesignIndex(design);
  const published = index.outgoing(service.id).flatMap((connection) => {
    const topic = connection.kind === "publish" ? index.target(connection) : undefined;
    return topic?.kind === "topic" ? topic : [];
  });
  const existing = byId(published)[0];
  if (existing) return { design, topic: existing.id };
  const name = nameFor(service.name || service.id, "events");
  const topic = freshId(design, name);
  const next = addNear(design, { id: topic, kind: "topic", name }, [service.id]);
  const publication: Connection = { id: connectionId(next, service.id, topic), kind: "publish", from: service.id, to: topic, atomicWith: "outbox" };
  return { design: addMember(next, "connections", publication), topic };
}

/** Lets a program hear what services change; duplicates do no harm, because it writes by key. */
export function withSubscriptions(design: Design, projector: Id, services: readonly Component[]): Design {
  let next = design;
  for (const service of services) {
    const { design: published, topic } = withTopic(next, service);
    next = published;
    if (next.connections.some(({ kind, from, to }) => kind === "subscribe" && from === topic && to === projector)) continue;
    next = addMember(next, "connections", {
      id: connectionId(next, topic, projector),
      kind: "subscribe",
      from: topic,
      to: projector,
      group: projector.slice(0, LINE_LIMIT),
      ack: "after",
      delivery: "atLeastOnce",
      idempotency: "upsert",
    });
  }
  return next;
}

/** Adds a program that writes a read model from the events of services. */
export function withProjector(design: Design, readModel: Component, services: readonly Component[]): Design {
  const name = nameFor(readModel.name || readModel.id, "projector");
  const id = freshId(design, name);
  const [first] = services;
  const projector = patched<Component>({ id, kind: "service", name, role: "worker" }, { contexts: first?.contexts, team: first?.team, zone: first?.zone, region: first?.region });
  let next = addNear(design, projector, [readModel.id, ...services.map((service) => service.id)]);
  next = addMember(next, "connections", { id: connectionId(next, id, readModel.id), kind: "data", from: id, to: readModel.id, mode: "w" });
  return withSubscriptions(next, id, services);
}

/** How a copy is repaired, as a quick fix drafts it. */
export const reconciliationText = (keeper: string, original: string): string =>
  `Every night a job of ${keeper} compares counts and checksums per day with ${original} and replays what differs; a lost copy is rebuilt from there.`;

/** Adds a read model beside a database, with the program that projects events into it and the reader that uses it. */
export function addReadModel(
  design: Design,
  {
    original,
    services,
    reader,
    patterns,
    model,
  }: {
    readonly original: Component;
    readonly services: readonly Component[];
    readonly reader: Component | undefined;
    readonly patterns: NonNullable<Component["accessPatterns"]>;
    readonly model: Component["model"];
  },
): Design {
  const name = nameFor(original.name || original.id, "read model");
  const id = freshId(design, name);
  const { contexts, zone, region, encryptedAtRest, dataClasses } = original;
  const readModel = patched<Component>(
    {
      id,
      kind: "database",
      name,
      role: "readModel",
      copyOf: original.id,
      reconciliation: reconciliationText(services[0]?.name || services[0]?.id || "its owner", original.name || original.id),
    },
    { model, contexts, zone, region, encryptedAtRest, dataClasses, owner: services[0]?.id, accessPatterns: patterns.length > 0 ? [...patterns] : undefined },
  );
  let next = addNear(design, readModel, [original.id]);
  next = withProjector(next, readModel, services);
  if (!reader) return next;
  return addMember(next, "connections", { id: connectionId(next, reader.id, id), kind: "data", from: reader.id, to: id, mode: "r" });
}
