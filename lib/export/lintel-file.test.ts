import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readLintelFile } from "#lib/import/lintel-file/lintel-file.ts";
import { decodeShareCode } from "#lib/import/share-code.ts";
import { arbitraryDesign } from "#lib/model/arbitrary-design.ts";
import type { Design } from "#lib/model/design.ts";
import { isSameValue } from "#lib/model/same-value.ts";
import { sketch } from "#lib/model/sketch.ts";
import { writeLintelFile } from "./lintel-file.ts";
import { editLintelFile, formatLintelFile } from "./lintel-file-edit.ts";
import { encodeShareCode } from "./share-code.ts";

function read(text: string): Design {
  const result = readLintelFile(text);
  if (!result.ok) throw new Error(`${result.problems.map((problem) => `${problem.line}: ${problem.message}`).join("\n")}\n${text}`);
  return result.design;
}

/** Random designs as a file can hold them: numbers that the schema accepts. */
const designs = arbitraryDesign({ size: 5 });

const shop = sketch("Shop")
  .set({ id: "shop" })
  .service("order", { name: "Order service", instances: { min: 2, max: 10 }, apis: [{ id: "orders", endpoints: [{ id: "create", method: "POST", path: "/orders" }] }] })
  .service("payment")
  .call("order", "payment", { breaker: {}, timeoutMs: 5_000 })
  .set({ layout: { components: { payment: { x: 300, y: 0 }, order: { x: 0, y: 0 } } } }).design;

test("a design is written in the order of the schema, layout last, without what is empty", () => {
  expect(writeLintelFile(shop)).toBe(`lintel: 1
id: shop
title: Shop

components:
  - id: order
    kind: service
    name: Order service
    instances: { min: 2, max: 10 }
    apis:
      - id: orders
        endpoints:
          - id: create
            method: POST
            path: /orders
  - id: payment
    kind: service

connections:
  - id: order-payment
    kind: call
    from: order
    to: payment
    timeoutMs: 5000
    breaker: {}

layout:
  components:
    order: { x: 0, y: 0 }
    payment: { x: 300, y: 0 }
`);
});

test("the order in which properties were set does not show", () => {
  const components = shop.components.map((component) => Object.fromEntries(Object.entries(component).toReversed()));
  expect(writeLintelFile({ ...shop, components: components as Design["components"] })).toBe(writeLintelFile(shop)); // The same values in another order.
});

test("a moved box is one changed line", () => {
  const moved = { ...shop, layout: { components: { ...shop.layout?.components, order: { x: 10, y: 0 } } } };
  const before = writeLintelFile(shop).split("\n");
  expect(
    writeLintelFile(moved)
      .split("\n")
      .filter((line) => !before.includes(line)),
  ).toEqual(["    order: { x: 10, y: 0 }"]);
});

test.each(["yaml", "json"] as const)("every design comes back from %s as it was", (notation) => {
  fc.assert(
    fc.property(designs, (design) => {
      expect(read(writeLintelFile(design, notation))).toEqual(design);
    }),
    { numRuns: 60 },
  );
});

test("every design comes back from a share code as it was", () => {
  fc.assert(
    fc.property(designs, (design) => {
      const code = encodeShareCode(design);
      expect(code).toMatch(/^[\w.-]+$/u);
      expect(decodeShareCode(code)).toMatchObject({ ok: true, design });
    }),
    { numRuns: 40 },
  );
});

const commented = `# Our shop, drawn on a Friday.
lintel: 1
title: Shop # working title

# Everything we run.
components:
  # The heart of it.
  - kind: service
    id: order # never rename
    perInstanceRps: 100k/h
    instances: { min: 2, max: 10 }
  - id: payment
    kind: service
layout:
  components:
    order: { x: 1, y: 2 }
connections:
  # Slow since spring.
  - { kind: call, from: order, to: payment, timeoutMs: 5s } # ask Ada
`;

test("an edit keeps comments, order and the way unchanged values are written", () => {
  const before = read(commented);
  const after: Design = {
    ...before,
    components: before.components.map((component) => (component.id === "order" ? { ...component, purpose: "Takes orders.", instances: { min: 3, max: 10 } } : component)),
    connections: before.connections.map((connection) => ({ ...connection, timeoutMs: 3_000, tls: true })),
  };
  expect(editLintelFile(commented, before, after)).toBe(
    commented
      .replace("    perInstanceRps: 100k/h\n    instances: { min: 2, max: 10 }", "    purpose: Takes orders.\n    perInstanceRps: 100k/h\n    instances: { min: 3, max: 10 }")
      .replace("timeoutMs: 5s }", "tls: true, timeoutMs: 3000 }"),
  );
});

test("nothing to change changes nothing, not even odd white space", () => {
  const odd = `${commented}\n\n\n`;
  expect(editLintelFile(odd, read(odd), read(odd))).toBe(odd);
});

test("an edit of a value that an alias shares changes only the one that was meant", () => {
  const text = "lintel: 1\ntitle: x\ncomponents:\n  - { id: a, kind: service, instances: &two { min: 2, max: 2 } }\n  - { id: b, kind: service, instances: *two }\n";
  const before = read(text);
  const after = { ...before, components: before.components.map((component) => (component.id === "b" ? { ...component, instances: { min: 1, max: 2 } } : component)) };
  expect(read(editLintelFile(text, before, after)).components.map((component) => component.instances)).toEqual([
    { min: 2, max: 2 },
    { min: 1, max: 2 },
  ]);
});

test("any design can be edited into any other", () => {
  fc.assert(
    fc.property(designs, designs, (before, after) => {
      expect(isSameValue(read(editLintelFile(writeLintelFile(before), before, after)), after)).toBe(true);
    }),
    { numRuns: 120, seed: 1_163_396_713 },
  );
});

test("formatting sorts, moves the layout to the end, keeps comments, and is done after once", () => {
  const formatted = formatLintelFile(commented, read(commented));
  expect(formatted).toBe(`# Our shop, drawn on a Friday.
lintel: 1
title: Shop # working title

# Everything we run.
components:
  # The heart of it.
  - id: order # never rename
    kind: service
    instances: { min: 2, max: 10 }
    perInstanceRps: 100k/h
  - id: payment
    kind: service

connections:
  # Slow since spring.
  - { kind: call, from: order, to: payment, timeoutMs: 5s } # ask Ada

layout:
  components:
    order: { x: 1, y: 2 }
`);
  expect(formatLintelFile(formatted, read(formatted))).toBe(formatted);
});

test("formatting never changes the design", () => {
  fc.assert(
    fc.property(designs, (design) => {
      const text = writeLintelFile(design);
      expect(read(formatLintelFile(text, design))).toEqual(design);
    }),
    { numRuns: 40 },
  );
});
