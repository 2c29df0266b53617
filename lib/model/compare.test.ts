import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryDesign } from "./arbitrary-design.ts";
import { alignedIds, type Comparison, compareDesigns, type ElementChange } from "./compare.ts";
import type { PropertyChange } from "./compare-values.ts";
import type { Design } from "./design.ts";
import { removeElements, updateBoundary, updateComponent, updateConnection, updateDesign } from "./edit.ts";
import { withOtherIds } from "./references.ts";
import { isSameValue } from "./same-value.ts";
import { sketch } from "./sketch.ts";

const shop = sketch("Shop")
  .boundary("context", "sales", { name: "Sales" })
  .service("order", { name: "Orders", contexts: ["sales"] })
  .service("payment", { name: "Payments" })
  .call("order", "payment", { timeoutMs: 3_000 })
  .set({ layout: { components: { order: { x: 0, y: 0 }, payment: { x: 300, y: 0 } }, boundaries: { sales: { x: -20, y: -20, width: 300, height: 200 } } } }).design;

const EMPTY: Comparison = { changes: [], around: [], moved: [] };
/** `changed component Orders: Instances  → Least 2` */
const told = ({ kind, element, name, properties }: ElementChange): string =>
  [`${kind} ${element} ${name}`, ...properties.map(({ title, before, after }) => `  ${title}: ${before} → ${after}`)].join("\n");
const changesOf = (before: Design, after: Design): string[] => compareDesigns(before, after).changes.map(told);

describe("what changed in meaning", () => {
  test("is told property by property, in words and with units", () => {
    const after = updateConnection(updateComponent(shop, "order", { instances: { min: 2 }, owner: "payment" }), "order-payment", {
      timeoutMs: 5_000,
      retry: { max: 3, baseMs: 100, jitter: true },
      auth: "mtls",
    });
    expect(changesOf(shop, after)).toEqual([
      "changed component Orders\n  Instances:  → Least 2\n  Owning service:  → Payments",
      "changed connection Orders → Payments\n  Timeout: 3s → 5s\n  Retry:  → Retries 3, First pause 100ms, Jitter Yes\n  Authentication:  → mTLS",
    ]);
    const further = updateConnection(after, "order-payment", { retry: { max: 2, baseMs: 100, jitter: true } });
    expect(changesOf(after, further)).toEqual(["changed connection Orders → Payments\n  Retry · Retries: 3 → 2"]);
  });

  test("names what is gone and what is new with its kind, and a new name as one", () => {
    const after = { ...removeElements(shop, ["payment"]), components: [...removeElements(shop, ["payment"]).components, { id: "cache", kind: "cache" as const, name: "Prices" }] };
    expect(compareDesigns(shop, after).changes.map(({ kind, name, detail }) => [kind, name, detail])).toEqual([
      ["added", "Prices", "Cache"],
      ["removed", "Payments", "Service"],
      ["removed", "Orders → Payments", "Call"],
    ]);
    expect(changesOf(shop, updateComponent(shop, "order", { name: "Order service" }))).toEqual(["changed component Order service\n  Name: Orders → Order service"]);
  });

  test("tells members of a list apart by their names: one more endpoint is not a change of all that follow", () => {
    const api = (...endpoints: readonly { id: string; method: "GET" | "POST"; path: string }[]) =>
      updateComponent(shop, "order", { apis: [{ id: "a", style: "rest", endpoints: [...endpoints] }] });
    const get = { id: "list", method: "GET", path: "/orders" } as const;
    const post = { id: "place", method: "POST", path: "/orders" } as const;
    const list = { id: "get", method: "GET", path: "/orders/{id}" } as const;
    expect(changesOf(api(get, post), api(list, get, post))).toEqual(["changed component Orders\n  APIs · a · Endpoints · GET /orders/{id}:  → Method GET, Path /orders/{id}"]);
    expect(changesOf(api(get, post), api(post, get))).toEqual(["changed component Orders\n  APIs · a · Endpoints · order: GET /orders, POST /orders → POST /orders, GET /orders"]);
  });

  test("stands beside what changed around it: settings, checklist, state of the work", () => {
    const after = updateDesign(shop, {
      title: "Shop 2",
      notes: "seen",
      config: { preset: "tight" },
      process: { state: "submitted1" },
      checklist: [{ id: "one", done: true }],
      requirements: { nfr: { peakRps: 27.8, availability: 0.999 } },
    });
    const { changes, around } = compareDesigns(shop, after);
    expect(changes.map(told)).toEqual(["changed design Shop 2\n  Title: Shop → Shop 2\n  Requirements:  → Quality Peak load 27.8/s, Availability 99.9%"]);
    expect(around.map(told)).toEqual([
      "changed design Shop 2\n  Process:  → State Submitted to checkpoint 1\n  Rule settings:  → Preset tight\n  Notes:  → seen",
      "added checklist item one",
    ]);
  });

  test("a component that got another id with its name stays the same component, and so do its connections", () => {
    const after = updateComponent(withOtherIds(shop, new Map([["payment", "billing"]])), "billing", { name: "Billing" });
    expect(changesOf(shop, after)).toEqual(["changed component Billing\n  Id: payment → billing\n  Name: Payments → Billing"]);
    expect(alignedIds(shop, after).connections).toEqual(after.connections);
    const own = sketch("Shop").service("service-7kqzt", { name: "Service" }).service("db", { name: "DB" }).call("service-7kqzt", "db").design;
    const named = updateComponent(withOtherIds(own, new Map([["service-7kqzt", "orders-7kqzt"]])), "orders-7kqzt", { name: "Orders" });
    expect(changesOf(own, named)).toEqual(["changed component Orders\n  Id: service-7kqzt → orders-7kqzt\n  Name: Service → Orders"]);
    const two = sketch().service("a", { name: "A" }).service("b", { name: "B" }).design;
    const other = sketch().service("c", { name: "C" }).service("d", { name: "D" }).design;
    expect(
      compareDesigns(two, other).changes.filter(({ element }) => element === "component"),
      "nothing says that these are the same",
    ).toHaveLength(4);
  });

  test("two values that read alike are told exactly", () => {
    const of = (extra: unknown): Design => ({ ...shop, components: shop.components.map((component) => (component.id === "order" ? { ...component, extra } : component)) });
    expect(changesOf(of(1), of("1"))).toEqual(['changed component Orders\n  Extra: 1 → "1"']);
  });
});

describe("what only moved", () => {
  test("stands apart: places, sizes, the order of drawing", () => {
    const after: Design = {
      ...shop,
      components: shop.components.toReversed(),
      layout: { components: { order: { x: 5, y: 0 }, payment: { x: 300, y: 0 } }, boundaries: { sales: { x: -20, y: -20, width: 400, height: 200 } } },
    };
    expect(compareDesigns(shop, after)).toEqual({
      ...EMPTY,
      moved: [
        { element: "component", id: "order", name: "Orders", what: "moved" },
        { element: "boundary", id: "sales", name: "Sales", what: "resized" },
        { element: "list", id: "components", name: "Components", what: "ordered" },
      ],
    });
  });

  test("the place of what was added or removed does not count", () => {
    const after = { ...shop, boundaries: [] };
    expect(compareDesigns(shop, { ...after, layout: { components: { order: { x: 0, y: 0 }, payment: { x: 300, y: 0 } } } }).moved).toEqual([]);
    expect(compareDesigns(shop, updateBoundary(shop, "sales", { name: "Selling" })).moved).toEqual([]);
  });
});

/** Everything that a comparison says, in a fixed order; seen from the other side when asked. */
function asTold({ changes, around, moved }: Comparison, isMirrored = false): unknown {
  const side = (kind: ElementChange["kind"]): string => (isMirrored ? { added: "removed", removed: "added", changed: "changed" }[kind] : kind);
  const property = ({ kind, path, before, after }: PropertyChange): string => [side(kind), path, ...(isMirrored ? [after, before] : [before, after])].join(" | ");
  const element = ({ kind, element: of, id, properties }: ElementChange): string =>
    [side(kind), of, kind === "changed" ? "" : id, ...properties.map(property).toSorted((one, other) => (one < other ? -1 : 1))].join("\n");
  return [[...changes, ...around].map(element).toSorted((one, other) => (one < other ? -1 : 1)), new Set(moved.map(({ element: of, id, what }) => `${of} ${id} ${what}`))];
}

const copy = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

/** A list of places in which there is none shows nothing. */
function shown(design: Design): unknown {
  const layout = Object.entries(design.layout ?? {}).filter(([, places]) => typeof places !== "object" || Object.keys(places ?? {}).length > 0);
  return { ...design, layout: layout.length > 0 ? Object.fromEntries(layout) : undefined };
}

/** Changes one value somewhere inside, wherever the numbers lead. */
function mutate(design: Design, turns: readonly number[]): Design {
  const changed = copy(design);
  let at: unknown = changed;
  for (const [depth, turn] of turns.entries()) {
    const keys = Object.keys(at as object);
    const key = keys[turn % Math.max(1, keys.length)];
    if (key === undefined) break;
    const record = at as Record<string, unknown>;
    const inner = record[key];
    if (typeof inner === "object" && inner !== null && depth < turns.length - 1 && Object.keys(inner).length > 0) at = inner;
    else {
      if (Array.isArray(record)) record.splice(Number(key), 1);
      else if (Array.isArray(inner)) record[key] = inner.length > 0 ? inner.slice(1) : inner;
      else if (typeof inner === "number") record[key] = inner + 1;
      else if (typeof inner === "boolean") record[key] = !inner;
      else if (typeof inner === "string") record[key] = `${inner}x`;
      else Reflect.deleteProperty(record, key);
      break;
    }
  }
  return changed;
}

describe("any designs", () => {
  const designs = arbitraryDesign({ size: 6, duplicates: true });

  test("a design beside itself has nothing to tell, however it is written", () => {
    fc.assert(
      fc.property(designs, (design) => {
        expect(compareDesigns(design, copy(design))).toEqual(EMPTY);
      }),
      { numRuns: 200 },
    );
  });

  test("the other way round, added is removed and before is after", () => {
    fc.assert(
      fc.property(designs, designs, (one, other) => {
        expect(asTold(compareDesigns(other, one))).toEqual(asTold(compareDesigns(one, other), true));
      }),
      { numRuns: 200 },
    );
  });

  test("moving changes nothing but what moved", () => {
    fc.assert(
      fc.property(designs, fc.nat(), fc.double({ noNaN: true, min: -1e6, max: 1e6 }), (design, which, x) => {
        const component = design.components[which % Math.max(1, design.components.length)];
        fc.pre(component !== undefined);
        const layout = { ...design.layout, components: { ...design.layout?.components, [component?.id ?? ""]: { x, y: 0.25 } } };
        const { changes, around, moved } = compareDesigns(design, { ...design, layout });
        expect([changes, around]).toEqual([[], []]);
        expect(moved.map(({ id, what }) => [id, what])).toEqual([[component?.id, "moved"]]);
      }),
      { numRuns: 100 },
    );
  });

  test("whatever the file shows differently is told somewhere", () => {
    fc.assert(
      fc.property(designs, fc.array(fc.nat(50), { minLength: 1, maxLength: 6 }), (design, turns) => {
        const after = mutate(design, turns);
        const { changes, around, moved } = compareDesigns(design, after);
        expect(changes.length + around.length + moved.length > 0).toBe(!isSameValue(shown(design), shown(after)));
        for (const { kind, properties } of [...changes, ...around]) expect(properties.length > 0).toBe(kind === "changed");
      }),
      { numRuns: 500 },
    );
  });
});
