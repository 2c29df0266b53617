import { unzipSync, strFromU8 } from "fflate";
import { describe, expect, test } from "vitest";
import { emptyDesign } from "#lib/model/design.ts";
import { bundle } from "./bundle.ts";
import { exampleInput } from "./example-input.ts";
import { EXPORTERS } from "./list.ts";

test("exporters are listed by id, each once", () => {
  const ids = EXPORTERS.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].toSorted());
});

describe.each(EXPORTERS.map((exporter) => [exporter.id, exporter] as const))("%s", (_id, exporter) => {
  test("gives the same output for the same input", () => {
    expect(exporter.render(exampleInput)).toEqual(exporter.render(structuredClone({ ...exampleInput })));
  });
  test("writes an empty design", () => {
    const { text, files } = exporter.render({ design: emptyDesign("empty", "Empty"), findings: [], undecided: [], waived: [] });
    expect(text ?? files?.length).toBeDefined();
    expect(text ?? "").not.toMatch(/undefined|NaN|\[object/u);
  });
  test("suggests a safe file name", () => {
    expect(exporter.fileName({ ...emptyDesign("x", "../../Evil: \u0000 <Name>"), decisions: [] })).toMatch(/^[a-z0-9.-]+$/u);
    expect(exporter.fileName(emptyDesign("x", "../.."))).not.toMatch(/^\./u);
  });
  test("never says undefined", () => {
    const { text, files } = exporter.render(exampleInput);
    for (const content of text === undefined ? (files ?? []).map((file) => String(file.content)) : [text]) expect(content).not.toMatch(/\bundefined\b|\bNaN\b|\[object/u);
  });
});

test("the bundle holds every format, with the same bytes each time", () => {
  const more = [{ name: "../order-management.svg", content: new Uint8Array([1, 2]) }];
  const first = bundle(exampleInput, EXPORTERS, more);
  expect(first.name).toBe("order-management.zip");
  expect(bundle(exampleInput, EXPORTERS, more).bytes).toEqual(first.bytes);
  const names = Object.keys(unzipSync(first.bytes));
  expect(names).toContain("order-management.mmd");
  expect(names).toContain("decisions/0001-use-kafka-for-order-events.md");
  expect(names.filter((name) => name.endsWith(".svg")).toSorted()).toEqual(["order-management-2.svg", "order-management.dark.svg", "order-management.svg"]);
  expect(names.every((name) => !name.startsWith("/") && !name.includes(".."))).toBe(true);
  expect(strFromU8(unzipSync(first.bytes)["order-management.mmd"] ?? new Uint8Array())).toContain("flowchart LR");
});
