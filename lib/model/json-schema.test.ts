import { globSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import { expect, test } from "vitest";
import { FORMAT_VERSION } from "./design.ts";
import { fileJsonSchema, fileJsonSchemaText } from "./json-schema.ts";

const root = new URL("../../", import.meta.url).pathname;
const validate = new Ajv2020({ strict: false, allErrors: true }).compile(fileJsonSchema());

test("the committed schema is the generated one (node .config/write-json-schema.ts)", () => {
  expect(readFileSync(new URL(`../../public/schema/lintel-${FORMAT_VERSION}.json`, import.meta.url), "utf8")).toBe(fileJsonSchemaText());
});

test.each(globSync("examples/*/*.lintel.yaml", { cwd: root }))("accepts %s", (path) => {
  validate(parse(readFileSync(`${root}${path}`, "utf8")));
  expect(validate.errors ?? []).toEqual([]);
});

test.each([
  ["no version", { title: "x" }],
  ["an unknown kind", { lintel: 1, title: "x", components: [{ id: "a", kind: "servce" }] }],
  ["a quantity that is neither number nor text", { lintel: 1, title: "x", connections: [{ kind: "call", from: "a", to: "b", timeoutMs: true }] }],
  ["a negative duration", { lintel: 1, title: "x", connections: [{ kind: "call", from: "a", to: "b", timeoutMs: -1 }] }],
  ["an id with a space", { lintel: 1, title: "x", components: [{ id: "a b", kind: "service" }] }],
])("refuses %s", (_, file) => {
  expect(validate(file)).toBe(false);
});

test("what reading fills in may be left out, and quantities may be words", () => {
  const file = { lintel: 1, title: "x", components: [{ id: "a", kind: "service" }], connections: [{ kind: "call", from: "a", to: "a", timeoutMs: "5s" }] };
  expect(validate(file)).toBe(true);
});

test("every property has a title for the editor's help", () => {
  const properties = (fileJsonSchema()["properties"] as Record<string, { items?: { properties?: Record<string, { title?: string }> } }>)["connections"]?.items?.properties ?? {};
  expect(Object.entries(properties).filter(([name, property]) => name !== "id" && !property.title)).toEqual([]);
});
