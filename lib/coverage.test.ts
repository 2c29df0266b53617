import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { RULES } from "#lib/rules/catalogue.ts";
import { coverageDocument, coverageItems, LATER, linkedRules, shownReference } from "../.config/write-coverage.ts";

const items = coverageItems();

/** Items per area of the source documents. */
const SIZES = {
  A: 56,
  B: 87,
  C: 22,
  D: 30,
  E: 20,
  F: 33,
  G: 10,
  H: 19,
  I: 13,
  J: 20,
  K: 20,
  L: 25,
  M: 19,
  N: 10,
  O: 20,
  P: 20,
  Q: 19,
  R: 16,
  S: 4,
  T: 21,
  U: 32,
  V: 53,
  W: 38,
  X: 12,
};

describe("what the sources ask for", () => {
  test("is there item by item, in order, none twice", () => {
    const expected = Object.entries(SIZES).flatMap(([area, size]) => Array.from({ length: size }, (_, at) => `${area}-${String(at + 1).padStart(2, "0")}`));
    expect(expected).toHaveLength(619);
    expect(items.map(({ id }) => id)).toEqual(expected);
  });

  test("has a sort, words and a source", () => {
    const sorts = [
      "anti-pattern",
      "artefact",
      "capability",
      "checklist",
      "command",
      "decision",
      "default",
      "formula",
      "pattern",
      "principle",
      "role",
      "rule-collab",
      "sample",
      "state",
      "template",
    ];
    expect([...new Set(items.map(({ type }) => type))].toSorted()).toEqual(sorts);
    expect(items.filter(({ item, place }) => item === "" || !/^00[0-4] ./u.test(place)).map(({ id }) => id)).toEqual([]);
  });

  test("is realised by what exists, each thing named once", () => {
    const dead = items.flatMap(({ id, realised }) => realised.filter((reference) => shownReference(reference) === undefined).map((reference) => `${id} ${reference}`));
    expect(dead).toEqual([]);
    expect(items.filter(({ realised }) => new Set(realised).size < realised.length).map(({ id }) => id)).toEqual([]);
  });

  test("or says which part of the product will bring it", () => {
    expect(items.filter(({ later, realised }) => (later === "" ? realised.length === 0 : !LATER.some((part) => part === later))).map(({ id }) => id)).toEqual([]);
  });

  test("is where every rule comes from, but the one about waivers, which is the product's own", () => {
    const linked = linkedRules(items);
    expect(RULES.map(({ id }) => id as string).filter((id) => !linked.has(id))).toEqual(["process/waiver-expired"]);
  });
});

test.each([
  "rule:resilience/no-such-rule",
  "rules:magic",
  "fix:messaging/event-naming",
  "property:component.noSuchThing",
  "property:saga.style=handshake",
  "property:design.edgeCases.flood",
  "test:lib/no-such.test.ts",
  "doc:",
  "panel:nowhere",
  "section:proposal#poetry",
  "spell:rule",
  "",
])("a reference to nothing is noticed: %s", (reference) => {
  expect(shownReference(reference)).toBeUndefined();
});

test("docs/coverage.md is what its script writes (node .config/write-coverage.ts)", () => {
  expect(readFileSync(new URL("../docs/coverage.md", import.meta.url), "utf8")).toBe(coverageDocument(items));
});
