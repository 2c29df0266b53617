import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { updateComponent, updateConnection, updateDesign, removeElements } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
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

  test("any sequence of edits on two sides ends equal and readable", () => {
    const edit = fc.record({ side: fc.boolean(), kind: fc.constantFrom("add", "remove", "name", "nest", "title", "sync"), n: fc.nat(5), text: fc.string({ maxLength: 8 }) });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 40 }), (edits) => {
        const a = loaded();
        const b = clone(a);
        for (const { side, kind, n, text } of edits) {
          const shared = side ? a : b;
          const { design } = shared;
          if (kind === "sync") exchange(a, b);
          else if (kind === "add")
            shared.write({ ...design, components: [...design.components.filter((c) => c.id !== `c${n}`), { id: `c${n}`, kind: "service", name: text }] }, "fuzz");
          else if (kind === "remove") shared.write(removeElements(design, [`c${n}`]), "fuzz");
          else if (kind === "name") shared.write(updateComponent(design, `c${n}`, { name: text }), "fuzz");
          else if (kind === "nest") shared.write(updateComponent(design, `c${n}`, { instances: { min: n } }), "fuzz");
          else shared.write(updateDesign(design, { title: text }), "fuzz");
        }
        exchange(a, b);
        exchange(a, b);
        expect(json(a.design)).toEqual(json(b.design));
        expect(json(clone(a).design)).toEqual(json(a.design));
      }),
      { numRuns: 60, seed: 20261121 },
    );
  });
});
