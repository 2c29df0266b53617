import { expect, test } from "vitest";
import { IMPORTERS, importerFor } from "./list.ts";

test("importers are listed by id, each once", () => {
  const ids = IMPORTERS.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].toSorted());
});

test.each([
  ["lintel: 1\ntitle: Shop\n", undefined, "lintel"],
  ['{ "lintel": 1, "title": "Shop" }', "shop.json", "lintel"],
  ["flowchart LR\nA --> B", undefined, "mermaid"],
  ["# Notes\n```mermaid\nsequenceDiagram\nA->>B: hi\n```", "notes.md", "mermaid"],
  ["", "empty.mmd", "mermaid"],
  ["Dear all, this is prose.", "letter.txt", undefined],
])("%j in %s", (text, fileName, id) => {
  expect(importerFor(text, fileName)?.id).toBe(id);
});
