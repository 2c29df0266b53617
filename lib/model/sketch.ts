import type { Boundary, BoundaryKind } from "./boundary.ts";
import type { Component, ComponentKind } from "./component.ts";
import type { Connection, ConnectionKind } from "./connection.ts";
import type { Alert, Decision, Waiver } from "./decision.ts";
import { type Design, emptyDesign } from "./design.ts";
import { connectionId, type Patch, updateDesign } from "./edit.ts";
import type { Flow, Saga } from "./flow.ts";

type Properties<Element, Given extends keyof Element> = Patch<Omit<Element, Given>>;
type Body = Properties<Component, "id" | "kind">;
type Wire = Properties<Connection, "kind" | "from" | "to">;

/** Writes a design in code: the one builder behind rule examples, templates, tests and the gallery. Every call returns a new sketch. */
export class Sketch {
  readonly design: Design;

  constructor(design: Design) {
    this.design = design;
  }

  /** Adds a component; its name is its id unless given. */
  component(kind: ComponentKind, id: string, properties: Body = {}): Sketch {
    return this.#with({ components: [...this.design.components, { id, kind, name: id, ...properties }] });
  }

  /** Adds a connection; its id is `from-to` unless given. */
  connect(kind: ConnectionKind, from: string, to: string, properties: Wire = {}): Sketch {
    const connection = { id: connectionId(this.design, from, to), kind, from, to, ...properties } as Connection;
    return this.#with({ connections: [...this.design.connections, connection] });
  }

  /** Adds a boundary; its name is its id unless given. */
  boundary(kind: BoundaryKind, id: string, properties: Properties<Boundary, "id" | "kind"> = {}): Sketch {
    return this.#with({ boundaries: [...this.design.boundaries, { id, kind, name: id, ...properties }] });
  }

  /** Adds a flow over connections named by their ids. */
  flow(id: string, connections: readonly string[], properties: Properties<Flow, "id" | "connections"> = {}): Sketch {
    return this.#with({ flows: [...this.design.flows, { id, connections: [...connections], ...properties }] });
  }

  /** Adds a saga. */
  saga(id: string, properties: Properties<Saga, "id"> = {}): Sketch {
    return this.#with({ sagas: [...this.design.sagas, { id, ...properties }] });
  }

  /** Adds a decision. */
  decision(id: string, title: string, properties: Properties<Decision, "id" | "title"> = {}): Sketch {
    return this.#with({ decisions: [...this.design.decisions, { id, title, ...properties }] });
  }

  /** Adds an alert. */
  alert(id: string, properties: Properties<Alert, "id"> = {}): Sketch {
    return this.#with({ alerts: [...this.design.alerts, { id, ...properties }] });
  }

  /** Adds a waiver. */
  waiver(waiver: Waiver): Sketch {
    return this.#with({ waivers: [...this.design.waivers, waiver] });
  }

  /** Sets properties of the design itself: profile, requirements, organisation, security, mesh, config … */
  set(patch: Patch<Design>): Sketch {
    return this.#with(patch);
  }

  client(id: string, properties: Body = {}): Sketch {
    return this.component("client", id, properties);
  }
  gateway(id: string, properties: Body = {}): Sketch {
    return this.component("gateway", id, properties);
  }
  service(id: string, properties: Body = {}): Sketch {
    return this.component("service", id, properties);
  }
  database(id: string, properties: Body = {}): Sketch {
    return this.component("database", id, { role: "primary", ...properties });
  }
  cache(id: string, properties: Body = {}): Sketch {
    return this.component("cache", id, properties);
  }
  topic(id: string, properties: Body = {}): Sketch {
    return this.component("topic", id, properties);
  }
  queue(id: string, properties: Body = {}): Sketch {
    return this.component("queue", id, properties);
  }
  external(id: string, properties: Body = {}): Sketch {
    return this.component("external", id, properties);
  }
  call(from: string, to: string, properties: Wire = {}): Sketch {
    return this.connect("call", from, to, properties);
  }
  data(from: string, to: string, properties: Wire = {}): Sketch {
    return this.connect("data", from, to, properties);
  }
  cacheAccess(from: string, to: string, properties: Wire = {}): Sketch {
    return this.connect("cacheAccess", from, to, properties);
  }
  publish(from: string, to: string, properties: Wire = {}): Sketch {
    return this.connect("publish", from, to, properties);
  }
  subscribe(from: string, to: string, properties: Wire = {}): Sketch {
    return this.connect("subscribe", from, to, properties);
  }

  #with(patch: Patch<Design>): Sketch {
    return new Sketch(updateDesign(this.design, patch));
  }
}

/** Starts a sketch of a design. */
export const sketch = (title = "Sketch"): Sketch => new Sketch(emptyDesign("sketch", title));
