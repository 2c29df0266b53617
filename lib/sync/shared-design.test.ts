import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { updateComponent, updateConnection, updateDesign, removeElements } from "#lib/model/edit.ts";
import { arbitraryDesign } from "#lib/model/arbitrary-design.ts";
import { partOf } from "#lib/model/own-id.ts";
import { sketch } from "#lib/model/sketch.ts";
import { KEYED_LISTS, type KeyedList, keyOfMember } from "./keyed.ts";
import { designUpdate, SharedDesign } from "./shared-design.ts";

const shop = sketch("Shop")
  .boundary("context", "ordering")
  .service("order", { contexts: ["ordering"], instances: { min: 2, max: 4 } })
  .service("payment", { breaker: undefined })
  .call("order", "payment", { breaker: {}, retry: { max: 3 } })
  .flow("create", ["order-payment"])
  .waiver({ rule: "resilience/missing-timeout", reason: "Known", owner: "me", expires: "2027-01-01" })
  .set({ requirements: { nfr: { peakRps: 27.8 } }, layout: { components: { order: { x: 1, y: 2 } } } }).design;

const loaded = (design = shop) => {
  const shared = new SharedDesign();
  shared.write(design, "test");
  return shared;
};
const clone = (shared: SharedDesign) => {
  const document = new Y.Doc();
  Y.applyUpdate(document, Y.encodeStateAsUpdate(shared.document));
  return new SharedDesign(document);
};
const exchange = (a: SharedDesign, b: SharedDesign) => {
  const [fromA, fromB] = [Y.encodeStateAsUpdate(a.document), Y.encodeStateAsUpdate(b.document)];
  Y.applyUpdate(a.document, fromB);
  Y.applyUpdate(b.document, fromA);
};
const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("a design in a shared document", () => {
  test("is read back as it was written, in its order", () => {
    expect(json(loaded().design)).toEqual(json(shop));
    expect(json(clone(loaded()).design)).toEqual(json(shop));
  });

  test("an upload holds the whole design", () => {
    const document = new Y.Doc();
    Y.applyUpdate(document, designUpdate(shop));
    expect(json(new SharedDesign(document).design)).toEqual(json(shop));
  });

  test("shares what did not change", () => {
    const shared = loaded();
    const before = shared.design;
    shared.write(updateComponent(before, "order", { name: "Order service" }), "test");
    expect(shared.design.components[0]).toMatchObject({ name: "Order service" });
    expect(shared.design.components[1]).toBe(before.components[1]);
    expect(shared.design.connections).toBe(before.connections);
  });

  test("writes one small update in one transaction", () => {
    const shared = loaded();
    const updates: Uint8Array[] = [];
    shared.document.on("update", (update: Uint8Array) => updates.push(update));
    shared.write(updateConnection(shared.design, "order-payment", { timeoutMs: 5_000, retry: { max: 2 } }), "test");
    expect(updates).toHaveLength(1);
    expect(updates[0]?.length).toBeLessThan(150);
  });

  test("edits of two people to different properties of one connection both survive", () => {
    const a = loaded();
    const b = clone(a);
    a.write(updateConnection(a.design, "order-payment", { retry: { max: 3, jitter: true } }), "a");
    b.write(updateConnection(b.design, "order-payment", { retry: { max: 3, backoff: "exponential" }, tls: true }), "b");
    exchange(a, b);
    expect(json(a.design)).toEqual(json(b.design));
    expect(a.design.connections[0]).toMatchObject({ tls: true, retry: { max: 3, jitter: true, backoff: "exponential" } });
  });

  test("a removed member is gone, its place is not reused wrongly", () => {
    const shared = loaded();
    shared.write(removeElements(shared.design, ["order"]), "test");
    expect(shared.design.components.map((component) => component.id)).toEqual(["payment"]);
    expect(shared.design.connections).toEqual([]);
  });

  test("a connection to what somebody else removed meanwhile is left out everywhere, and is back with it", () => {
    const a = loaded();
    const b = clone(a);
    const undo = new Y.UndoManager(a.root, { trackedOrigins: new Set(["a"]) });
    a.write(removeElements(a.design, ["payment"]), "a");
    b.write({ ...b.design, connections: [...b.design.connections, { id: "back", kind: "call", from: "payment", to: "order" }] }, "b");
    exchange(a, b);
    for (const shared of [a, b, clone(a)]) expect(shared.design.connections).toEqual([]);
    undo.undo();
    exchange(a, b);
    for (const shared of [a, b, clone(a)]) expect(shared.design.connections.map(({ id }) => id).toSorted()).toEqual(["back", "order-payment"]);
  });

  test("what does not look like a design is no reason to fail", () => {
    const shared = loaded();
    shared.root.set("components", "not a list");
    expect(shared.design.components).toEqual([]);
    expect(shared.design.title).toBe("Shop");
    expect(clone(shared).design.connections).toEqual([]);
  });

  test("a document of before objects were spread is read and changed as before", () => {
    const shared = new SharedDesign();
    const map = (entries: Readonly<Record<string, unknown>>) => new Y.Map(Object.entries(entries));
    shared.document.transact(() => {
      for (const [key, value] of Object.entries({ lintel: 1, id: "shop", title: "Shop", checklist: map({ hpa: map({ id: "hpa", done: true, $order: 0 }) }) }))
        shared.root.set(key, value);
      shared.root.set("layout", map({ components: map({ order: map({ x: 1, y: 2 }) }) }));
      shared.root.set("components", map({ order: map({ id: "order", kind: "service", instances: map({ min: 2, max: 4 }), $order: 0 }) }));
    });
    const old = clone(shared);
    expect(old.design).toMatchObject({
      layout: { components: { order: { x: 1, y: 2 } } },
      checklist: [{ id: "hpa", done: true }],
      components: [{ instances: { min: 2, max: 4 } }],
    });
    const changed = updateComponent({ ...old.design, layout: { components: { order: { x: 5, y: 2 } } }, checklist: [{ id: "hpa", done: false }] }, "order", {
      instances: { min: 3 },
    });
    old.write(changed, "test");
    expect(json(old.design)).toEqual(json(changed));
    expect(json(clone(old).design)).toEqual(json(changed));
    old.write(updateComponent(updateDesign(changed, { layout: undefined }), "order", { instances: undefined }), "test");
    expect(clone(old).design.layout).toBeUndefined();
    expect(clone(old).design.components).toEqual([{ id: "order", kind: "service" }]);
  });

  const fitting = arbitraryDesign().map((design) => {
    const ids = new Set(design.components.map(({ id }) => id));
    return { ...design, connections: design.connections.filter(({ from, to }) => ids.has(from) && ids.has(to)) };
  });
  test("whatever is written is read back, and nothing of what was there before", () => {
    fc.assert(
      fc.property(fitting, fitting, (first, second) => {
        const shared = loaded(first);
        shared.write(second, "test");
        const once = (list: KeyedList) => second[list].filter((member, at) => second[list].findIndex((other) => keyOfMember(list, other) === keyOfMember(list, member)) === at);
        const expected = json({ ...second, ...Object.fromEntries(KEYED_LISTS.map((list) => [list, once(list)])) });
        expect(json(shared.design)).toEqual(expected);
        expect(json(clone(shared).design)).toEqual(expected);
      }),
      { numRuns: 40, seed: 20261121 },
    );
  });

  test("an object that one removes while the other fills it is gone, also when it begins again", () => {
    const a = loaded();
    const b = clone(a);
    a.write(updateConnection(a.design, "order-payment", { retry: undefined }), "a");
    b.write(updateConnection(b.design, "order-payment", { retry: { max: 3, jitter: true } }), "b");
    exchange(a, b);
    for (const shared of [a, b]) expect(shared.design.connections[0]).not.toHaveProperty("retry");
    a.write(updateConnection(a.design, "order-payment", { retry: { max: 1 } }), "a");
    exchange(a, b);
    for (const shared of [a, b]) expect(shared.design.connections[0]?.retry).toEqual({ max: 1 });
  });

  test("two members never read the same id, whoever renames to it", () => {
    const a = loaded();
    a.write({ ...a.design, components: [...a.design.components, { id: "new-7kqzt", kind: "service", name: "New" }] }, "a");
    const b = clone(a);
    a.write({ ...a.design, components: a.design.components.map((one) => (one.id === "new-7kqzt" ? { ...one, id: "mail-7kqzt" } : one)) }, "a");
    b.write({ ...b.design, components: [...b.design.components, { id: "mail-7kqzt", kind: "service", name: "Typed by hand" }] }, "b");
    exchange(a, b);
    for (const shared of [a, b, clone(a)]) {
      const names = Object.fromEntries(shared.design.components.slice(2).map(({ id, name }) => [id, name]));
      expect(names).toEqual({ "mail-7kqzt": "Typed by hand", "new-7kqzt": "New" });
    }
  });

  test("any sequence of edits on two sides ends equal and readable, and everybody's own things are there", () => {
    const kinds = ["add", "make", "rename", "remove", "name", "nest", "begin", "title", "sync"] as const;
    const edit = fc.record({ side: fc.boolean(), kind: fc.constantFrom(...kinds), n: fc.nat(5), text: fc.string({ maxLength: 8 }) });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 40 }), (edits) => {
        const a = loaded();
        const b = clone(a);
        const made: string[] = [];
        for (const { side, kind, n, text } of edits) {
          const shared = side ? a : b;
          const { design } = shared;
          const own = design.components.find(({ id }) => partOf(id) === made[n]);
          if (kind === "sync") exchange(a, b);
          else if (kind === "add")
            shared.write({ ...design, components: [...design.components.filter((c) => c.id !== `c${n}`), { id: `c${n}`, kind: "service", name: text }] }, "fuzz");
          else if (kind === "make") {
            // The same name on purpose; the part of its own makes the difference.
            const id = `new-3${"bcdfghjkmnpqrstvwxz".charAt(made.length % 19)}${side ? "k" : "t"}z${2 + (made.length % 7)}`;
            made.push(partOf(id) ?? "");
            shared.write({ ...design, components: [...design.components, { id, kind: "service", name: "New" }] }, "fuzz");
          } else if (kind === "rename" && own)
            shared.write({ ...design, components: design.components.map((one) => (one === own ? { ...one, id: `named${n}-${partOf(own.id)}`, name: text } : one)) }, "fuzz");
          else if (kind === "begin") shared.write(updateComponent(design, own?.id ?? `c${n}`, { instances: side ? { max: n } : { min: n } }), "fuzz");
          else if (kind === "remove") shared.write(removeElements(design, [`c${n}`]), "fuzz");
          else if (kind === "name") shared.write(updateComponent(design, `c${n}`, { name: text }), "fuzz");
          else if (kind === "nest") shared.write(updateComponent(design, `c${n}`, { instances: { min: n } }), "fuzz");
          else shared.write(updateDesign(design, { title: text }), "fuzz");
        }
        exchange(a, b);
        exchange(a, b);
        expect(json(a.design)).toEqual(json(b.design));
        expect(json(clone(a).design)).toEqual(json(a.design));
        const parts = a.design.components.map(({ id }) => partOf(id)).filter((part) => part !== undefined);
        expect(parts.toSorted()).toEqual(made.toSorted());
        expect(new Set(a.design.components.map(({ id }) => id)).size).toBe(a.design.components.length);
      }),
      { numRuns: 100, seed: 20261121 },
    );
  });
});
