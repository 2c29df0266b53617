import { expect, test } from "vitest";
import { FORMAT_VERSION } from "./design.ts";
import { type Migration, MIGRATIONS, migrateFile } from "./migrations.ts";

const steps: readonly Migration[] = [
  { from: 1, title: "Nodes are called components.", migrate: ({ nodes, ...file }) => ({ ...file, components: nodes }) },
  { from: 2, title: "The name is called title.", migrate: ({ name, ...file }) => ({ ...file, title: name }) },
];

test("there is a step from every released version to the next", () => {
  expect(MIGRATIONS.map((step) => step.from)).toEqual(Array.from({ length: FORMAT_VERSION - 1 }, (_, at) => at + 1));
});

test("an old file takes every step in order and says which", () => {
  const old = { lintel: 1, name: "Shop", nodes: [{ id: "order" }] };
  expect(migrateFile(old, 1, steps, 3)).toEqual({
    file: { lintel: 3, title: "Shop", components: [{ id: "order" }] },
    steps: ["Nodes are called components.", "The name is called title."],
  });
  expect(old).toEqual({ lintel: 1, name: "Shop", nodes: [{ id: "order" }] });
});

test("a file of version 2 takes only the last step", () => {
  expect(migrateFile({ lintel: 2, name: "Shop", components: [] }, 2, steps, 3).steps).toEqual(["The name is called title."]);
});

test("a current file is left alone", () => {
  const file = { lintel: FORMAT_VERSION, title: "Shop" };
  expect(migrateFile(file, FORMAT_VERSION).file).toBe(file);
});

test("a missing step is our bug, not a wrong result", () => {
  expect(() => migrateFile({ lintel: 1 }, 1, [], 2)).toThrow("no migration from version 1");
});
