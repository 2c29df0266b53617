import type { ComponentKind } from "#lib/model/component.ts";
import type { Connection, ConnectionKind } from "#lib/model/connection.ts";
import type { Flow } from "#lib/model/flow.ts";
import type { Subject } from "../analysis.ts";
import { isChannel, isDeadLetters } from "../channels.ts";
import type { DesignIndex } from "../design-index.ts";

/** Flows to ask about, the critical ones first. */
export const flowSubjects = (index: DesignIndex): readonly Subject[] =>
  index.design.flows
    .toSorted((a, b) => Number(b.criticality === "critical") - Number(a.criticality === "critical"))
    .map((flow): Subject => ({ type: "flow", id: flow.id, name: flow.name || flow.id }));

/** The flow that a subject names; an empty one when it has gone. */
export const flowOf = (index: DesignIndex, subject: Subject): Flow => index.design.flows.find((flow) => flow.id === subject.id) ?? { id: subject.id };

/** Components of these kinds to ask about, by name. */
export const componentSubjects = (index: DesignIndex, kinds: readonly ComponentKind[]): readonly Subject[] =>
  kinds
    .flatMap((kind) => index.ofKind(kind))
    .map((component): Subject => ({ type: "component", id: component.id, name: component.name || component.id }))
    .toSorted((a, b) => a.name.localeCompare(b.name, "en"));

/** Connections of these kinds to ask about, named by their ends. */
export const connectionSubjects = (index: DesignIndex, kinds: readonly ConnectionKind[]): readonly Subject[] =>
  kinds
    .flatMap((kind) => index.connectionsOfKind(kind))
    .map((connection): Subject => ({ type: "connection", id: connection.id, name: `${index.nameOf(connection.from)} → ${index.nameOf(connection.to)}` }))
    .toSorted((a, b) => a.name.localeCompare(b.name, "en"));

/** The design as the only subject. */
export const designSubject = (index: DesignIndex): readonly Subject[] => [{ type: "design", id: "design", name: index.design.title || "This design" }];

/** The connection that a subject names; nothing when it has gone. */
export const connectionOf = (index: DesignIndex, subject: Subject): Connection | undefined => index.connections.get(subject.id);

/** Subscriptions to ask about: what somebody reads from a topic or queue, dead letters last. */
export function subscriptionSubjects(index: DesignIndex): readonly Subject[] {
  const isDead = ({ id }: Subject): boolean => {
    const channel = index.component(index.connections.get(id)?.from);
    return isChannel(channel) && isDeadLetters(channel, index);
  };
  return connectionSubjects(index, ["subscribe"])
    .filter(({ id }) => {
      const subscription = index.connections.get(id);
      return subscription && isChannel(index.source(subscription)) && index.target(subscription) !== undefined;
    })
    .toSorted((a, b) => Number(isDead(a)) - Number(isDead(b)));
}
