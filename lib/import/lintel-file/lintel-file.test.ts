import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Problem } from "#lib/model/problem.ts";
import { lintelFile, positionsOf, readLintelFile } from "./lintel-file.ts";
import { FILE_LIMITS } from "./parse-text.ts";

const shop = `lintel: 1
title: Shop
components:
  - id: order
    kind: service
    perInstanceRps: 100k/h
    slo: { availability: 99.95%, p99Ms: 200 ms }
    localCache: { sizeBytes: 1 GiB }
    instances: { min: 2, max: 10 }
  - id: payment
    kind: service
    name: Payment service
connections:
  - { kind: call, from: order, to: payment, timeoutMs: 5s }
`;

function design(text: string) {
  const result = readLintelFile(text);
  if (!result.ok) throw new Error(result.problems.map((problem) => problem.message).join("\n"));
  return result;
}
function problems(text: string): readonly Problem[] {
  const result = readLintelFile(text);
  return result.ok ? [] : result.problems;
}

describe("a file that can be read", () => {
  test("quantities in words become canonical numbers", () => {
    const [order] = design(shop).design.components;
    expect(order).toMatchObject({ slo: { availability: 0.9995, p99Ms: 200 }, localCache: { sizeBytes: 1_073_741_824 } });
    expect(order?.perInstanceRps).toBeCloseTo(27.78, 2);
    expect(design(shop).design.connections[0]?.timeoutMs).toBe(5_000);
  });

  test("what it leaves out is filled in: empty collections, names, ids of connections, the id of the design", () => {
    const read = design(shop).design;
    expect(read).toMatchObject({ id: "shop", boundaries: [], flows: [], decisions: [], waivers: [] });
    expect(read.components.map((component) => component.name)).toEqual(["order", "Payment service"]);
    expect(read.connections.map((connection) => connection.id)).toEqual(["order-payment"]);
  });

  test("an unknown property is kept, with a note that says what was probably meant", () => {
    const read = design(shop.replace("perInstanceRps", "perInstanceRsp"));
    expect(read.design.components[0]).toMatchObject({ perInstanceRsp: "100k/h" });
    expect(read.notes).toEqual([
      { message: 'The property "perInstanceRsp" is not known; it is kept as it is. Did you mean "perInstanceRps"?', path: "components[0].perInstanceRsp", line: 6 },
    ]);
  });

  test("every element has its place in the text", () => {
    expect(Object.fromEntries(positionsOf(design(shop)))).toEqual({ order: { line: 4, column: 5 }, payment: { line: 10, column: 5 }, "order-payment": { line: 14, column: 5 } });
    expect(design(shop).position(["components", 0, "slo", "p99Ms"])).toEqual({ line: 7, column: 34 });
    expect(design(shop).position(["components", 0, "tracing", "root"])).toEqual({ line: 4, column: 5 });
  });

  test("JSON is read with the same care, indented with tabs or not", () => {
    const json = '{\n\t"lintel": 1,\n\t"title": "Caf\\u00e9 \\ud83d\\ude00",\n\t"components": [\n\t\t{ "id": "order", "kind": "service", "timeoutMs": "5s" }\n\t]\n}';
    expect(design(json).design).toMatchObject({ title: "Café 😀", components: [{ id: "order", timeoutMs: 5_000 }] });
    expect(problems(json.replace("service", "servce"))[0]).toMatchObject({ line: 5, path: "components[0].kind" });
  });

  test("a value used in two places by an alias is read in both", () => {
    const text = "lintel: 1\ntitle: x\ncomponents:\n  - { id: a, kind: service, instances: &two { min: 2, max: 2 } }\n  - { id: b, kind: service, instances: *two }\n";
    expect(design(text).design.components[1]?.instances).toEqual({ min: 2, max: 2 });
  });

  test("an arrow into nowhere is read: people draw them", () => {
    expect(design("lintel: 1\ntitle: x\nconnections:\n  - { kind: call, from: a, to: b }\n").design.connections).toHaveLength(1);
  });

  test("names that mean something to JavaScript do no harm", () => {
    const text = 'lintel: 1\ntitle: x\n__proto__: { polluted: 1 }\ncomponents:\n  - { id: a, kind: service, "__proto__": { polluted: 1 }, constructor: 1 }\n';
    const read = design(text);
    expect(read.design.components[0]).toEqual({ id: "a", kind: "service", name: "a" });
    expect(Object.getPrototypeOf(read.design)).toBe(Object.prototype);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(read.notes).toHaveLength(3);
  });
});

describe("a file that cannot be read says why, and where", () => {
  test.each([
    ["nothing", "", "The file is empty.", 1, 1],
    ["only a comment", "# nothing\n", "The file is empty.", 1, 1],
    ["a list", "- a\n", 'The file is not a design: it holds a list where named sections such as "components:" belong.', 1, 1],
    ["no version", "title: Shop\n", 'The file does not say which version of the format it is written in. Add the line "lintel: 1" at the top.', 1, 1],
    ["a later version", "lintel: 99\ntitle: x\n", "The file is written in version 99 of the format; this Lintel reads versions up to 1. Use a newer Lintel.", 1, 1],
    ["a version in words", "lintel: one\n", 'The version of the format is a whole number. Write "lintel: 1".', 1, 1],
    ["broken YAML", "lintel: 1\ntitle: [a\n", "This is not readable as YAML or JSON.", 3, 1],
    ["a name written twice", "lintel: 1\ntitle: a\ntitle: b\n", '"title" is written twice in one place. Keep one of them.', 3, 1],
    ["an unreadable quantity", shop.replace("5s", "soon"), '"soon" is not readable here. Write a duration such as 300ms, 5s, 2min or 7d.', 14, 45],
    [
      "a misspelt kind",
      shop.replace("kind: service\n    per", "kind: servce\n    per"),
      /^"kind" of component "order" cannot be "servce"\. Did you mean "service"\? Use one of client, /u,
      5,
      5,
    ],
    ["a text for a list", "lintel: 1\ntitle: x\ncomponents: none\n", '"components" must be a list, not "none".', 3, 1],
    ["a number for a text", "lintel: 1\ntitle: 5\n", '"title" must be a text, not "5".', 2, 1],
    ["a negative number", shop.replace("min: 2", "min: -2"), '"instances.min" of component "order" must be 0 or more, not "-2".', 9, 18],
    ["no kind", "lintel: 1\ntitle: x\ncomponents:\n  - id: a\n", '"kind" of component "a" is missing.', 4, 5],
    ["an id with a space", "lintel: 1\ntitle: x\ncomponents:\n  - id: a b\n    kind: service\n", /^"id" of component "a b" cannot be "a b": an id starts with a letter/u, 4, 5],
    ["two documents", "lintel: 1\ntitle: x\n---\nlintel: 1\n", "The file holds more than one document. Keep one design in a file.", 3, 1],
  ])("%s", (_, text, message, line, column) => {
    const [problem] = problems(text);
    expect(problem?.message).toEqual(typeof message === "string" ? message : expect.stringMatching(message));
    expect(problem).toMatchObject({ line, column });
  });

  test("all problems of a file are told at once, in its order", () => {
    expect(problems(shop.replace("5s", "soon").replace("100k/h", "many").replace("min: 2", "min: -2")).map((problem) => problem.line)).toEqual([6, 9, 14]);
  });
});

describe("a hostile file is refused in bounded time", () => {
  const deep = /nested more than 100 levels/u;
  const many = /more than 120,000 values/u;
  test.each([
    ["50 MB", "a".repeat(50_000_000), /larger than 2 MB/u],
    ["2 MB of letters that take two bytes", "é".repeat(1_000_001), /larger than 2 MB/u],
    ["open brackets", "[".repeat(1_000_000), deep],
    ["dashes", "- ".repeat(1_000_000), deep],
    ["maps in maps", "{a: ".repeat(500_000), deep],
    ["question marks", "? ".repeat(900_000), deep],
    ["empty lines", "\n".repeat(2_000_000), many],
    ["many values", `lintel: 1\ntitle: x\nlist:\n${"- 1\n".repeat(130_000)}`, many],
    [
      "a laugh that grows by nine",
      `a: &a [x,x,x,x,x,x,x,x,x]\n${"b c d e f g h i"
        .split(" ")
        .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[at]}`).join(",")}]`)
        .join("\n")}\n`,
      /more than (?:120,000 values|100 aliases)/u,
    ],
    ["an alias of itself", "lintel: 1\ntitle: x\na: &a [*a]\n", /nested more than|aliases|not readable/u],
    ["many aliases", `lintel: 1\ntitle: x\na: &a 1\nb: [${"*a,".repeat(200)}]\n`, /more than 100 aliases/u],
    ["many names in one place", Array.from({ length: 130_000 }, (_, at) => `a${at}:\n`).join(""), /more than 120,000 values/u],
    ["closing braces", "}\n".repeat(100_000), /not readable/u],
  ])("%s", (_, text, message) => {
    const start = performance.now();
    const [problem] = problems(text);
    expect(problem?.message).toMatch(message);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test("the limit itself is allowed", () => {
    expect(readLintelFile(`lintel: 1\ntitle: x\nlist:\n${"- 1\n".repeat(FILE_LIMITS.values - 10)}`).ok).toBe(true);
  });

  test("never throws, whatever the text", () => {
    const piece = fc.constantFrom(
      "lintel: 1\n",
      "title: x\n",
      "components:\n",
      "  - id: a\n",
      "    kind: service\n",
      "- ",
      "[",
      "]",
      "{",
      "}",
      ": ",
      "&a ",
      "*a",
      "|\n",
      "'",
      '"',
      "#",
      "%",
      "---\n",
      "\t",
      "!!",
      "<<: ",
      "\u0000",
      "null\n",
      "__proto__: ",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (pieces) => {
        const result = readLintelFile(pieces.join(""));
        expect(result.ok || result.problems.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

test("the importer recognises its own files and leaves others alone", () => {
  expect(lintelFile.recognises("# a comment\n\nlintel: 1\n")).toBe(true);
  expect(lintelFile.recognises('{ "lintel": 1 }')).toBe(true);
  expect(lintelFile.recognises("graph TD\n  a --> b\n")).toBe(false);
  expect(lintelFile.read(shop)).toMatchObject({ ok: true, notes: [] });
  expect(lintelFile.read("lintel: 1\n", "shop")).toMatchObject({ ok: true, design: { title: "shop", id: "shop" } });
});

describe("JSON", () => {
  test("is read like YAML, and a problem has its place", () => {
    expect(readLintelFile('{ "lintel": 1, "title": "Shop", "components": [{ "id": "a", "kind": "service", "timeoutMs": "5s" }] }')).toMatchObject({
      ok: true,
      design: { title: "Shop" },
    });
    expect(problems('{\n  "lintel": 1,\n  "title": "Shop",\n  "components": [{ "id": "a", "kind": "nonsense" }]\n}')[0]).toMatchObject({ line: 4 });
  });

  test("keeps the limits", () => {
    expect(problems(`{"lintel":1,"a":${"[".repeat(150)}${"]".repeat(150)}}`)[0]?.message).toMatch(/100 levels/u);
    expect(problems(`{"lintel":1,"a":[${"1,".repeat(130_000)}1]}`)[0]?.message).toMatch(/120,000 values/u);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    readLintelFile('{"lintel":1,"title":"x","__proto__":{"polluted":true}}');
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});
