import * as fc from "fast-check";
import * as z from "zod";
import { BOUNDARY_KINDS, boundarySchema } from "./boundary.ts";
import { COMPONENT_KINDS, type ComponentKind, componentSchema } from "./component.ts";
import { CONNECTION_KINDS, type ConnectionKind, connectionSchema } from "./connection.ts";
import { alertSchema, decisionSchema } from "./decision.ts";
import { COLLECTIONS, type Collection, type Design, designSchema } from "./design.ts";
import { flowSchema, sagaSchema } from "./flow.ts";
import { isMessaging, isStore } from "./kinds.ts";

/** What random designs may look like. */
export interface ArbitraryDesignOptions {
  /** Most components; there are up to twice as many connections. */
  readonly size?: number;
  /** Lets elements share an id, as a file merged by hand may. */
  readonly duplicates?: boolean;
}

/**
 * Random designs that the schema accepts, for property tests: every kind and property, references that dangle, cycles, empty lists, odd numbers.
 * Drawn from the zod schemas themselves, so that a new property is covered without a change here. Shrinks towards few elements with few properties.
 */
export function arbitraryDesign({ size = 8, duplicates = false }: ArbitraryDesignOptions = {}): fc.Arbitrary<Design> {
  return fc
    .record({
      components: fc.nat(size),
      connections: fc.nat(2 * size),
      others: fc.nat(3),
      density: fc.constantFrom(0, 0.03, 0.1, 0.3, 0.6, 0.9),
      seed: fc.nat(),
    })
    .map((shape) => new Drawing(shape.seed, shape.density, size, duplicates).design(shape));
}

const TEXTS = [
  "",
  "a",
  "id",
  "order",
  "orders",
  "price",
  "role",
  "tenant_id",
  "user_id",
  "created_at",
  "none",
  "oidc",
  "GET",
  "POST",
  "PATCH",
  "DELETE",
  "/orders",
  "/api/v1/orders/{id}",
  "rate",
  "errors",
  "duration",
  "postgresql",
  "redis",
  "kafka",
  "dynamodb",
  "payment",
  "email",
  "pii",
  "v1",
  "w3c",
  "ci-cd",
  "c0.orders",
  "e1",
  "x".repeat(200),
  "Data Access",
  "Ünïcode 漢字 🙂",
  "<b>&\"'`|[x](y)",
  "__proto__",
  "two\nlines",
] as const;
const NUMBERS = [0, 1, 2, 3, 5, 10, 100, 1_000, 5_000, 30_000, 900_000, 86_400_000, Number.MAX_SAFE_INTEGER, 400, 422, 0.5, 0.999, 0.9995, 1.5, 1e-9, 1e15, -1, -320.5] as const;
const DATES = ["2020-02-29", "2026-11-21", "9999-12-31", "2026-99-99"] as const;
/** Names of zones that need not be drawn, and an id that nothing has. */
const LOOSE_IDS = ["public", "private", "dmz", "ghost"] as const;

/** First letters of the ids of each collection. */
const PREFIX: Record<Collection, string> = { boundaries: "b", components: "c", connections: "e", flows: "f", sagas: "s", alerts: "a", decisions: "d" };
const ELEMENT: Record<Exclude<Collection, "components" | "connections" | "boundaries">, z.ZodObject> = {
  flows: flowSchema,
  sagas: sagaSchema,
  alerts: alertSchema,
  decisions: decisionSchema,
};
/** Kinds that most rules are about; the others come up less often. */
const COMMON: readonly ComponentKind[] = ["client", "gateway", "service", "service", "service", "database", "database", "cache", "topic", "queue", "external", "loadBalancer"];

/** What a reference is likely to mean, by the name of its property; anything else mostly means a component. */
const MEANT: Readonly<Record<string, Collection>> = {
  contexts: "boundaries",
  team: "boundaries",
  teams: "boundaries",
  zone: "boundaries",
  region: "boundaries",
  parent: "boundaries",
  connections: "connections",
  saga: "sagas",
  decision: "decisions",
};

type Draw = (drawing: Drawing, depth: number, key: string) => unknown;
const drawers = new WeakMap<z.core.$ZodType, Draw>();

/** One random design in the making; the same seed draws the same design. */
class Drawing {
  readonly #density: number;
  readonly #size: number;
  readonly #duplicates: boolean;
  #state: number;

  constructor(seed: number, density: number, size: number, duplicates: boolean) {
    this.#state = seed >>> 0;
    this.#density = density;
    this.#size = size;
    this.#duplicates = duplicates;
  }

  design({ components, connections, others }: { readonly components: number; readonly connections: number; readonly others: number }): Design {
    const design = objectOf(designSchema, new Set<string>(COLLECTIONS))(this, 1, "") as Design; // The collections that are still missing follow.
    design.boundaries = this.#many("boundaries", others, (id) => ({ ...this.element(boundarySchema), id, kind: this.pick(BOUNDARY_KINDS) }));
    design.components = this.#many("components", components, (id) => ({
      ...this.element(componentSchema),
      id,
      kind: this.chance(0.7) ? this.pick(COMMON) : this.pick(COMPONENT_KINDS),
    }));
    design.connections = this.#many("connections", components === 0 && this.chance(0.5) ? 0 : connections, (id) => {
      const from = this.chance(0.95) ? `c${this.below(components || 1)}` : this.id();
      const to = this.chance(0.95) ? `c${this.below(components || 1)}` : this.id();
      return { ...this.element(connectionSchema), id, from, to, kind: this.#connectionKind(design, from, to) };
    });
    for (const collection of ["flows", "sagas", "alerts", "decisions"] as const) {
      const schema = ELEMENT[collection];
      // Each collection is filled from its own schema, which the type of the union cannot say.
      Object.assign(design, { [collection]: this.#many(collection, this.below(others + 1), (id) => ({ ...this.element(schema), id })) });
    }
    return design;
  }

  #many<Element>(collection: Collection, count: number, draw: (id: string) => object): Element[] {
    return Array.from({ length: count }, (_, at) => draw(`${PREFIX[collection]}${this.#duplicates && this.chance(0.3) ? this.below(count) : at}`) as Element); // Drawn from the schema of the collection.
  }

  #connectionKind(design: Design, from: string, to: string): ConnectionKind {
    if (this.chance(0.2)) return this.pick(CONNECTION_KINDS);
    const source = design.components.find(({ id }) => id === from);
    const target = design.components.find(({ id }) => id === to);
    if (isMessaging(source)) return "subscribe";
    if (isMessaging(target)) return "publish";
    if (target?.kind === "cache") return "cacheAccess";
    if (isStore(target)) return source?.kind === "database" ? "replicate" : "data";
    return target?.kind === "idp" || target?.kind === "sharedLib" ? "uses" : "call";
  }

  /** The properties of one element, without id and kind. */
  element(schema: z.ZodObject): object {
    return drawer(schema)(this, 0, "") as object; // An object schema draws an object.
  }
  /** Whether an optional property is present: rarely on an element, mostly inside a value that is there. */
  isPresent(depth: number): boolean {
    return this.chance(depth === 0 ? this.#density : depth === 1 ? this.#density * 0.8 : 0.6);
  }
  /** An id that may or may not exist. */
  id(key = ""): string {
    if (this.chance(key === "zone" ? 0.6 : 0.05)) return this.pick(LOOSE_IDS);
    const collection = this.chance(0.9) ? ((Object.hasOwn(MEANT, key) ? MEANT[key] : undefined) ?? "components") : this.pick(COLLECTIONS);
    return `${PREFIX[collection]}${this.below(collection === "components" || collection === "connections" ? this.#size : 3)}`;
  }
  pick<Value>(values: readonly Value[]): Value {
    return values[this.below(values.length)] as Value; // Every list that is picked from has members.
  }
  chance(share: number): boolean {
    return this.#next() < share;
  }
  below(limit: number): number {
    return Math.floor(this.#next() * limit);
  }
  /** The next number of the sequence (mulberry32), 0 up to 1. */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}

function drawer(schema: z.core.$ZodType): Draw {
  let draw = drawers.get(schema);
  if (!draw) {
    draw = drawerOnce(schema);
    drawers.set(schema, draw);
  }
  return draw;
}

function drawerOnce(schema: z.core.$ZodType): Draw {
  if (schema instanceof z.ZodOptional) return drawer(schema.unwrap());
  if (schema instanceof z.ZodObject) return objectOf(schema);
  if (schema instanceof z.ZodArray) {
    const element = drawer(schema.element);
    return (drawing, depth, key) => Array.from({ length: drawing.below(drawing.chance(0.1) ? 7 : 4) }, () => element(drawing, depth + 1, key));
  }
  if (schema instanceof z.ZodRecord) {
    const value = drawer(schema.valueType);
    return (drawing, depth, key) => Object.fromEntries(Array.from({ length: drawing.below(3) }, () => [drawing.id(), value(drawing, depth + 1, key)]));
  }
  if (schema instanceof z.ZodUnion) {
    const options = schema.options.map(drawer);
    return (drawing, depth, key) => drawing.pick(options)(drawing, depth, key);
  }
  if (schema instanceof z.ZodEnum) {
    const { options } = schema;
    return (drawing) => drawing.pick(options);
  }
  if (schema instanceof z.ZodLiteral) {
    const values = [...schema.values];
    return (drawing) => drawing.pick(values);
  }
  if (schema instanceof z.ZodBoolean) return (drawing) => drawing.chance(0.5);
  const accepted = (values: readonly unknown[]) => values.filter((value) => z.safeParse(schema, value).success);
  if (schema instanceof z.ZodNumber) {
    const numbers = accepted(NUMBERS);
    return (drawing) => drawing.pick(numbers);
  }
  if (schema instanceof z.ZodString) {
    if (accepted([" "]).length > 0) {
      const texts = accepted(TEXTS);
      return (drawing) => drawing.pick(texts);
    }
    if (accepted(["c0"]).length > 0) return (drawing, _depth, key) => drawing.id(key);
    return (drawing) => drawing.pick(DATES);
  }
  throw new Error(`Random designs do not know how to draw a ${schema._zod.def.type}.`);
}

function objectOf(schema: z.ZodObject, without: ReadonlySet<string> = new Set()): Draw {
  const required: (readonly [string, Draw])[] = [];
  const optional: (readonly [string, Draw])[] = [];
  for (const [key, property] of Object.entries(schema.shape)) {
    if (!without.has(key)) (property instanceof z.ZodOptional ? optional : required).push([key, drawer(property)]);
  }
  return (drawing, depth) => {
    const value: Record<string, unknown> = {};
    for (const [key, draw] of required) value[key] = draw(drawing, depth + 1, key);
    for (const [key, draw] of optional) if (drawing.isPresent(depth)) value[key] = draw(drawing, depth + 1, key);
    if (drawing.chance(0.02)) value["fromANewerVersion"] = true;
    return value;
  };
}
