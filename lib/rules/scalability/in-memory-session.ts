import type { Component } from "#lib/model/component.ts";
import { addMember, connectionId, freshId, updateComponent } from "#lib/model/edit.ts";
import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import { sketch } from "#lib/model/sketch.ts";
import { addNear, nameFor } from "../insert.ts";
import { defineRule, finding } from "../rule.ts";

const two = { instances: { min: 2, max: 4 } } as const;

export const inMemorySession = defineRule<{ readonly copies?: number }>({
  id: "scalability/in-memory-session",
  title: "Session kept in the memory of one process",
  severity: "error",
  each: "component",
  kinds: COMPUTE_KINDS,
  check({ kind, sessionState, instances }) {
    if (sessionState !== "memory") return undefined;
    const copies = instances?.max ?? instances?.min ?? 1;
    if (kind === "function") return finding({ property: "sessionState", data: {} }); // The platform starts and stops its copies at will.
    return copies > 1 ? finding({ property: "sessionState", data: { copies } }) : undefined;
  },
  message: ({ element, data }, { index }) =>
    `${index.nameOf(element.id)} keeps sessions in the memory of ${data.copies === undefined ? "a copy that may be gone at the next request" : `one of up to ${data.copies} instances`}.`,
  why: "The next request lands on another instance and the user is logged out; every release and every step down in scale throws sessions away.",
  remedy: "Keep sessions in a store that all instances share (Redis, DynamoDB), or in a signed token that the client holds.",
  sources: ["002 Service boundary rules (stateless)"],
  needs: ["component.sessionState", "component.instances.max"],
  fix: {
    title: "Keep sessions in a shared store",
    apply(design, found, { index }) {
      const component = index.component(found.element.id);
      if (!component) return design;
      const next = updateComponent(design, component.id, { sessionState: "external" });
      if (index.outgoing(component.id).some((connection) => connection.kind === "cacheAccess" && connection.use === "session")) return next;
      const name = nameFor(component.name, "sessions");
      const store: Component = { id: freshId(next, name), kind: "cache", name };
      const added = addNear(next, store, [component.id]);
      return addMember(added, "connections", { id: connectionId(added, component.id, store.id), kind: "cacheAccess", from: component.id, to: store.id, use: "session" });
    },
  },
  examples: {
    bad: [
      { title: "Four instances, each with sessions of its own", sketch: sketch().service("shop", { ...two, sessionState: "memory" }) },
      { title: "A function forgets between two runs", sketch: sketch().component("function", "checkout", { sessionState: "memory" }) },
    ],
    good: [
      {
        title: "All instances share the sessions",
        sketch: sketch()
          .service("shop", { ...two, sessionState: "external" })
          .cache("sessions")
          .cacheAccess("shop", "sessions", { use: "session" }),
      },
      { title: "There is only one instance", sketch: sketch().service("back-office", { instances: { min: 1, max: 1 }, sessionState: "memory" }) },
    ],
  },
});
