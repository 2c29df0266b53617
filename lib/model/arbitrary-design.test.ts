import * as fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryDesign } from "./arbitrary-design.ts";
import { COMPONENT_KINDS, componentProperties } from "./component.ts";
import { CONNECTION_KINDS, connectionProperties } from "./connection.ts";
import { type Design, designSchema } from "./design.ts";

const drawn = fc.sample(arbitraryDesign(), { numRuns: 600, seed: 1 });
const keysOf = (elements: (design: Design) => readonly object[]) => new Set(drawn.flatMap((design) => elements(design).flatMap((element) => Object.keys(element))));

test("the schema accepts every random design", () => {
  for (const design of drawn) expect(designSchema.safeParse(design).error).toBeUndefined();
});

test("every kind and every property comes up", () => {
  expect(new Set(drawn.flatMap((design) => design.components.map(({ kind }) => kind)))).toEqual(new Set(COMPONENT_KINDS));
  expect(new Set(drawn.flatMap((design) => design.connections.map(({ kind }) => kind)))).toEqual(new Set(CONNECTION_KINDS));
  const ofComponents = keysOf((design) => design.components);
  const ofConnections = keysOf((design) => design.connections);
  expect(Object.keys(componentProperties).filter((key) => !ofComponents.has(key))).toEqual([]);
  expect(Object.keys(connectionProperties).filter((key) => !ofConnections.has(key))).toEqual([]);
});

test("some references dangle, some connections form cycles, some designs are empty", () => {
  expect(drawn.some((design) => design.connections.some(({ to }) => design.components.every(({ id }) => id !== to)))).toBe(true);
  expect(drawn.some((design) => design.connections.some(({ from, to }) => from === to))).toBe(true);
  expect(drawn.some((design) => design.components.length === 0)).toBe(true);
});

test("ids are unique unless duplicates are asked for", () => {
  const repeats = (design: Design) => new Set(design.components.map(({ id }) => id)).size < design.components.length;
  expect(drawn.some(repeats)).toBe(false);
  expect(fc.sample(arbitraryDesign({ duplicates: true }), { numRuns: 50, seed: 1 }).some(repeats)).toBe(true);
});
