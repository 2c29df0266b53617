import { execFile } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { afterAll, describe, expect, test } from "vitest";
import { readLintelFile } from "#lib/import/lintel-file/lintel-file.ts";
import { RULES } from "#lib/rules/catalogue.ts";
import { REFERENCE_TABLES } from "#lib/rules/reference/list.ts";
import type { Io } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { main } from "./main.ts";
import { TestWorld } from "./test-world.ts";

const world = new TestWorld();
afterAll(() => world.remove());

const root = new URL("../../", import.meta.url).pathname;
const asDrawn = join(root, "examples/order-management/as-drawn.lintel.yaml");
const repaired = join(root, "examples/order-management/repaired.lintel.yaml");
const shop = `# Our shop.
lintel: 1
title: Shop
components:
  - { id: order, kind: service } # the heart
  - { id: payment, kind: service }
connections:
  - id: pay
    kind: call # over HTTP
    from: order
    to: payment
`;
world.write("shop.lintel.yaml", shop);

describe("check", () => {
  test("names every finding with its place, its words and its rule, the worst first", async () => {
    const { code, out, error } = await world.run(["check", "shop.lintel.yaml"]);
    expect(code).toBe(1);
    expect(error).toBe("");
    expect(out).toMatch(/^shop\.lintel\.yaml\n {2}⬣ error {4}\d+:\d+ {2}/u);
    expect(out).toContain("order waits for payment without a limit.  resilience/missing-timeout (fix)");
    expect(out).toMatch(/⬣ \d+ errors · ▲ \d+ warnings/u);
    expect(out.indexOf("▲ warning")).toBeGreaterThan(out.lastIndexOf("⬣ error  "));
    expect(out).not.toContain("\u001B[");
  });

  test("colours only where the world says so", async () => {
    expect((await world.run(["check", "shop.lintel.yaml"], { colour: true })).out).toContain("\u001B[31m⬣ error\u001B[39m");
  });

  test("exits with 0 for a design without a finding", async () => {
    expect(await world.run(["check", repaired])).toEqual({ code: 0, out: "No finding in 1 design.\n", error: "" });
  });

  test("writes JSON for programs", async () => {
    const { code, out, error } = await world.run(["check", asDrawn, "--format", "json"]);
    expect(error).toBe("");
    const report = JSON.parse(out);
    expect(code).toBe(1);
    expect(Object.keys(report)).toEqual(["findings", "undecided", "waived", "problems", "notes", "summary"]);
    expect(report.findings).toContainEqual({
      rule: "resilience/missing-timeout",
      severity: "error",
      message: "API load balancer waits for API gateway without a limit.",
      target: "c1",
      fixable: true,
      element: { type: "connection", id: "c1" },
      property: "timeoutMs",
      file: expect.stringContaining("as-drawn.lintel.yaml"),
      line: expect.any(Number),
      column: 5,
    });
    expect(report.undecided).toContainEqual({ rule: "boundaries/premature-microservices", target: "design", missing: ["org.engineers"], file: expect.any(String) });
    expect(report.summary).toMatchObject({ files: 1, problems: 0, waived: 0 });
    expect(report.summary.error + report.summary.warning + report.summary.info).toBe(report.findings.length);
  });

  test.each([
    ["error", "warning", 0],
    ["warning", "warning", 1],
    ["info", "warning", 1],
    ["error", "error", 1],
  ])("with --fail-on %s a design whose worst finding is a %s exits with %d", async (level, worst, code) => {
    world.write(
      "worst.lintel.yaml",
      `lintel: 1\ntitle: x\nmaturity: ${worst === "warning" ? "prototype" : "production"}\ncomponents:\n  - { id: a, kind: database, role: primary, owner: s }\n  - { id: s, kind: service }\n`,
    );
    expect((await world.run(["check", "worst.lintel.yaml", "--fail-on", level])).code).toBe(code);
  });

  test("takes a preset in place of the design's own", async () => {
    world.write(
      "slow.lintel.yaml",
      `lintel: 1\ntitle: x\ncomponents:\n  - { id: a, kind: service }\n  - { id: b, kind: service }\nconnections:\n  - { id: c, kind: call, from: a, to: b, timeoutMs: 4s }\n`,
    );
    const rules = async (...preset: string[]) =>
      JSON.parse((await world.run(["check", "slow.lintel.yaml", "--format", "json", ...preset])).out).findings.map((found: { rule: string }) => found.rule);
    expect(await rules()).not.toContain("resilience/timeout-too-long");
    expect(await rules("--preset", "tight")).toContain("resilience/timeout-too-long");
  });

  test("--fix changes settings and nothing else, leaves comments where they were, and says what it did and what that brought", async () => {
    world.write("fix.lintel.yaml", shop);
    const { out } = await world.run(["check", "fix.lintel.yaml", "--fix"]);
    const text = world.read("fix.lintel.yaml");
    expect(text).toMatch(/^# Our shop\.\nlintel: 1\n/u);
    expect(text).toContain("# the heart");
    expect(text).toContain("    kind: call # over HTTP\n");
    expect(text).toContain("    timeoutMs: 5000\n");
    expect(text).not.toMatch(/tls|auth|tracePropagated|profile/u);
    const design = readLintelFile(text);
    expect(design.ok && [design.design.components.length, design.design.connections.length, design.design.decisions.length]).toEqual([2, 1, 0]);
    expect(out).toMatch(/^fix\.lintel\.yaml: \d+ fixes applied\n/u);
    expect(out).toContain("  ✓ connection order → payment (Call): Timeout: 5s  resilience/missing-timeout\n");
    expect(out).toMatch(/\d+ of them have a quick fix that does more than change settings: --fix=RULE or --fix=all; --dry-run shows the change\./u);
    const again = await world.run(["check", "fix.lintel.yaml", "--fix"]);
    expect(world.read("fix.lintel.yaml")).toBe(text);
    expect(again.out).not.toContain("applied");
    const brought = await world.run(["check", asDrawn, "--fix", "--dry-run"]);
    expect(brought.error).toMatch(/ {2}New, because of what was changed:\n(?: {4}.*\n)* {4}◌ undecided {2}Cannot be decided yet: .*resilience\/timeout-below-callee-p99\n/u);
  });

  test("--fix=RULE applies every fix of the rules it names, and of no other", async () => {
    world.write("fix.lintel.yaml", shop);
    const { out } = await world.run(["check", "fix.lintel.yaml", "--fix=plaintext-transport,resilience/missing-timeout", "--format", "json"]);
    expect(JSON.parse(out).fixed).toEqual([
      { rule: "resilience/missing-timeout", target: "pay", changes: ["connection order → payment (Call): Timeout: 5s"], file: "fix.lintel.yaml" },
      { rule: "security/plaintext-transport", target: "pay", changes: ["connection order → payment (Call): TLS: Yes"], file: "fix.lintel.yaml" },
    ]);
    expect(await world.run(["check", "fix.lintel.yaml", "--fix=plaintext-transprt"])).toMatchObject({
      code: 2,
      error: expect.stringContaining("Did you mean security/plaintext-transport?"),
    });
  });

  test("--dry-run writes nothing: the change stands on standard output as a diff, the rest beside it", async () => {
    world.write("fix.lintel.yaml", shop);
    const { out, error } = await world.run(["check", "fix.lintel.yaml", "--fix", "--dry-run"]);
    expect(world.read("fix.lintel.yaml")).toBe(shop);
    expect(out).toMatch(/^--- fix\.lintel\.yaml\n\+\+\+ fix\.lintel\.yaml\n@@ -\d+,\d+ \+\d+,\d+ @@\n/u);
    expect(out).toContain("\n+    timeoutMs: 5000\n");
    expect(error).toMatch(/^fix\.lintel\.yaml: \d+ fixes would be applied\n/u);
    expect(await world.run(["check", "fix.lintel.yaml", "--dry-run"])).toMatchObject({ code: 2, error: "--dry-run shows what --fix would change: name both.\n" });
  });

  test("--fix=all leaves the example as drawn without a finding that a quick fix could repair", async () => {
    world.write("drawn.lintel.yaml", readFileSync(asDrawn, "utf8"));
    const { out, error } = await world.run(["check", "drawn.lintel.yaml", "--fix=all", "--format", "json"]);
    expect(JSON.parse(out).findings.filter((found: { fixable: boolean }) => found.fixable)).toEqual([]);
    expect(error).toMatch(/^ {2}✓ \+ component .*\n(?: {4}.*\n)*/mu);
    expect(world.read("drawn.lintel.yaml")).toContain("# The contract answers 200, the flow 202.");
  });

  test("--fix of standard input gives the design, and the findings beside it", async () => {
    const { out, error } = await world.run(["check", "-", "--fix"], { input: shop });
    expect(readLintelFile(out)).toMatchObject({ ok: true, design: { connections: [{ timeoutMs: 5_000 }] } });
    expect(error).toContain("standard input");
  });

  test("reads several files and patterns, each once", async () => {
    const { out } = await world.run(["check", "shop.lintel.yaml", "sh*.lintel.yaml", "--format", "json"]);
    expect(JSON.parse(out).summary.files).toBe(1);
    expect(await world.run(["check", "none*.yaml"])).toMatchObject({ code: 2, error: "No file matches none*.yaml.\n" });
  });

  test("reports an arrow into nowhere as a problem of the model", async () => {
    const { code, out } = await world.run(["check", "-"], { input: "lintel: 1\ntitle: x\nconnections:\n  - { id: c, kind: uses, from: a, to: b, tls: true }\n" });
    expect(code).toBe(1);
    expect(out).toContain('The connection "c" refers to the component "a", which does not exist (from).  model integrity');
  });

  test("an unusable file is told as file:line:column: reason, the others are still checked", async () => {
    world.write("bad.lintel.yaml", "lintel: 1\ntitle: x\ncomponents:\n  - { id: a, kind: servce }\n");
    const { code, error, out } = await world.run(["check", "bad.lintel.yaml", "shop.lintel.yaml"]);
    expect(code).toBe(2);
    expect(error).toMatch(/^bad\.lintel\.yaml:4:14: "kind" of component "a" cannot be "servce"\. Did you mean "service"\?/u);
    expect(out).toContain("resilience/missing-timeout");
    expect(await world.run(["check", "missing.yaml"])).toEqual({ code: 2, out: "", error: "missing.yaml: There is no such file.\n" });
    expect((await world.run(["check"])).error).toMatch(/Name at least one file/u);
  });

  test("a folder means the designs in it", async () => {
    mkdirSync(join(world.folder, "designs/deep"), { recursive: true });
    mkdirSync(join(world.folder, "designs/node_modules"));
    world
      .write("designs/a.lintel.yaml", shop)
      .write("designs/deep/b.lintel.json", JSON.stringify(parse(shop)))
      .write("designs/note.yaml", "x: 1\n")
      .write("designs/node_modules/c.lintel.yaml", shop);
    const { out } = await world.run(["check", "designs", "--format", "json"]);
    expect(new Set(JSON.parse(out).findings.map(({ file }: { file: string }) => file))).toEqual(new Set(["designs/a.lintel.yaml", "designs/deep/b.lintel.json"]));
    mkdirSync(join(world.folder, "empty"));
    expect(await world.run(["check", "empty"])).toEqual({
      code: 2,
      out: "",
      error: "empty: No file in this folder matches **/*.lintel.{yaml,yml,json}. Name a file, or a pattern such as 'empty/**/*.yaml'.\n",
    });
  });

  test("what is no text, or no JSON though it is called so, is refused in one line", async () => {
    world.write("picture.yaml", `\u0089PNG\r\n${"\0\u0001 garbage".repeat(5_000)}`);
    for (const command of ["check", "import"])
      expect(await world.run([command, "picture.yaml"])).toEqual({ code: 2, out: "", error: "picture.yaml: This is not a text file in UTF-8.\n" });
    world.write("long.yaml", `lintel: 1\ntitle: [${"&x ".repeat(3_000)}\n`);
    for (const line of (await world.run(["check", "long.yaml"])).error.split("\n")) expect(line.length).toBeLessThan(300);
    world.write("comma.json", '{\n  "lintel": 1,\n  "title": "Shop",\n}\n');
    const { code, error } = await world.run(["check", "comma.json"]);
    expect(code).toBe(2);
    expect(error).toMatch(/^comma\.json:4:1: This is not readable as JSON\. A comma at the end or a comment needs a file that ends in \.yaml\. \(.{5,80}\)\n$/u);
  });

  test("the findings of two designs with the same id are told apart in SARIF by their files", async () => {
    world.write("one.lintel.yaml", `${shop}id: untitled\n`).write("two.lintel.yaml", `${shop}id: untitled\n`);
    const { out } = await world.run(["check", "one.lintel.yaml", "two.lintel.yaml", "--format", "sarif"]);
    const prints = JSON.parse(out).runs[0].results.map((result: { partialFingerprints: Record<string, string> }) => result.partialFingerprints["lintelFinding/v2"]);
    expect(new Set(prints).size).toBe(prints.length);
  });

  test.each(["sarif", "junit"])("writes %s for several files as one document", async (format) => {
    world.write("second.lintel.yaml", shop);
    const { code, out } = await world.run(["check", "shop.lintel.yaml", "second.lintel.yaml", "--format", format]);
    expect(code).toBe(1);
    if (format === "sarif") {
      const uris = JSON.parse(out).runs.flatMap((run: { results: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] }) =>
        run.results.map((result) => result.locations[0]?.physicalLocation.artifactLocation.uri),
      );
      expect(new Set(uris)).toEqual(new Set(["shop.lintel.yaml", "second.lintel.yaml"]));
    } else {
      expect(out.match(/<\?xml/gu)).toHaveLength(1);
      expect(out.match(/<testsuite /gu)?.length).toBeGreaterThanOrEqual(2);
    }
  });
});

describe("diff", () => {
  const design = (extra: string, x = 0) => `lintel: 1
id: shop
title: Shop
components:
  - { id: order, kind: service, name: Orders }
  - { id: stock, kind: service, name: Stock }
connections:
  - { id: order-stock, kind: call, from: order, to: stock, protocol: grpc${extra} }
layout:
  components: { order: { x: ${x}, y: 0 } }
`;

  test("tells what changed in meaning beside what only moved, and which findings came and went; exit code 1", async () => {
    world.write("before.lintel.yaml", design(", timeoutMs: 3s")).write("after.lintel.yaml", design(", retry: { max: 3 }", 40).replace("name: Stock", 'name: "Stock <b>"'));
    const pretty = await world.run(["diff", "before.lintel.yaml", "after.lintel.yaml"]);
    expect(pretty.code).toBe(1);
    expect(pretty.out).toContain("~ component Stock <b> (Service)\n      Name: Stock → Stock <b>\n");
    expect(pretty.out).toContain("~ connection Orders → Stock <b> (Call)\n      Timeout: none (was 3s)\n      Retry: Retries 3\n");
    expect(pretty.out).toContain("Only moved\n  Orders moved\n");
    expect(pretty.out).toMatch(/New findings\n[^]*resilience\/missing-timeout/u);
    expect(pretty.out).toMatch(/2 changed, 1 only moved\.\n$/u);
    const json = JSON.parse((await world.run(["diff", "before.lintel.yaml", "after.lintel.yaml", "--format", "json"])).out) as {
      readonly changes: readonly { readonly id: string }[];
      readonly moved: readonly unknown[];
      readonly findings: { readonly introduced: readonly { readonly rule: string; readonly target: string }[] };
    };
    expect(json.changes.map(({ id }) => id)).toEqual(["stock", "order-stock"]);
    expect(json.moved).toEqual([{ element: "component", id: "order", name: "Orders", what: "moved" }]);
    expect(json.findings.introduced).toContainEqual(expect.objectContaining({ rule: "resilience/missing-timeout", target: "order-stock" }));
    const { out } = await world.run(["diff", "before.lintel.yaml", "after.lintel.yaml", "--format", "markdown"]);
    expect(out).toContain("# What changed: Shop\n\n2 changed, 1 only moved.\n\n## Changed\n\n- **component Stock &lt;b&gt; (Service)**\n  - Name: Stock → Stock &lt;b&gt;\n");
  });

  test("exits with 0 when nothing changed in meaning; one side may be standard input", async () => {
    world.write("same.lintel.yaml", design(""));
    expect(await world.run(["diff", "same.lintel.yaml", "same.lintel.yaml"])).toEqual({ code: 0, out: "Nothing changed.\n", error: "" });
    const moved = await world.run(["diff", "-", "same.lintel.yaml"], { input: design("", 7) });
    expect(moved).toMatchObject({ code: 0, out: "Only moved\n  Orders moved\n\n1 only moved.\n" });
  });

  test("says what is missing or cannot be read, with exit code 2", async () => {
    world.write("broken.lintel.yaml", "components: {");
    for (const args of [[], ["same.lintel.yaml"], ["-", "-"], ["a", "b", "c"], ["same.lintel.yaml", "none.yaml"], ["same.lintel.yaml", "broken.lintel.yaml"]]) {
      const { code, out, error } = await world.run(["diff", ...args]);
      expect([code, out], args.join(" ")).toEqual([2, ""]);
      expect(error).not.toBe("");
    }
  });
});

describe("fmt", () => {
  test("puts a file into the standard form, and says so; --check only names it", async () => {
    world.write("format.lintel.yaml", "title: x\nlintel: 1\ncomponents: []\n");
    expect(await world.run(["fmt", "--check", "format.lintel.yaml"])).toEqual({ code: 1, out: "format.lintel.yaml\n", error: "" });
    expect(await world.run(["fmt", "format.lintel.yaml"])).toEqual({ code: 0, out: "", error: "Formatted format.lintel.yaml.\n" });
    expect(world.read("format.lintel.yaml")).toBe("lintel: 1\ntitle: x\n");
    expect(await world.run(["fmt", "--check", "format.lintel.yaml"])).toEqual({ code: 0, out: "", error: "" });
    expect((await world.run(["fmt", "-"], { input: "title: x\nlintel: 1\n" })).out).toBe("lintel: 1\ntitle: x\n");
  });
});

describe("rules and explain", () => {
  test("lists every rule", async () => {
    const { out } = await world.run(["rules", "--format", "json"]);
    const list = JSON.parse(out);
    expect(list.map((rule: { id: string }) => rule.id)).toEqual(RULES.map((rule) => rule.id));
    expect(list[0]).toEqual({
      id: expect.any(String),
      title: expect.any(String),
      severity: expect.stringMatching(/^(?:error|warning|info)$/u),
      category: "api",
      sources: expect.any(Array),
      needs: expect.any(Array),
      thresholds: expect.any(Array),
      fixable: expect.any(Boolean),
    });
    expect((await world.run(["rules"])).out).toContain("resilience/missing-timeout");
  });

  test.each(RULES.map((rule) => rule.id))("explains %s", async (id) => {
    const { code, out } = await world.run(["explain", id]);
    expect(code).toBe(0);
    expect(out).toMatch(/Why it matters\n[\s\S]+What to do\n[\s\S]+Source\n/u);
    expect(out).not.toMatch(/undefined|\[object/u);
  });

  test("knows a rule by the last part of its name, and suggests the nearest", async () => {
    expect((await world.run(["explain", "missing-timeout"])).out).toContain("resilience/missing-timeout");
    expect((await world.run(["explain", "plaintext-transport"])).out).toContain("A04:2025 Cryptographic Failures, CWE-319");
    expect(await world.run(["explain", "resilience/missing-timeouts"])).toMatchObject({ code: 2, error: expect.stringContaining("Did you mean resilience/missing-timeout?") });
    expect((await world.run(["explain", "missing-timout"])).error).toContain("Did you mean resilience/missing-timeout?");
  });

  test("lists the rules of one category and severity", async () => {
    const ids = async (...args: string[]) => JSON.parse((await world.run(["rules", "--format", "json", ...args])).out).map((rule: { id: string }) => rule.id);
    expect(await ids("--category", "caching", "--severity", "error")).toEqual(
      RULES.filter(({ id, severity }) => id.startsWith("caching/") && severity === "error").map(({ id }) => id),
    );
    expect(await world.run(["rules", "--category", "cashing"])).toMatchObject({ code: 2, error: expect.stringContaining("Use one of boundaries, ") });
    expect((await world.run(["rules", "--category", "own"])).out).toBe("No rule is of this category and severity.\n");
  });
});

describe("decision tables", () => {
  test("are listed with their questions, and each is shown in full", async () => {
    const { code, out } = await world.run(["explain", "--tables"]);
    expect(code).toBe(0);
    for (const { id, question, rows } of REFERENCE_TABLES) {
      expect(out).toContain(`  ${id} `);
      expect(out).toContain(question);
      const shown = await world.run(["explain", "--table", id]);
      expect(shown.code).toBe(0);
      for (const { cells, rules } of rows) for (const text of [...cells, ...rules]) expect(shown.out).toContain(text);
      expect(shown.out).not.toMatch(/undefined|\[object/u);
    }
    expect((await world.run(["explain", "--table", "service-mesh"])).out).toContain("Where the sources disagree");
  });

  test("suggest the nearest name, and are not asked for together with a rule", async () => {
    expect(await world.run(["explain", "--table", "mesh"])).toMatchObject({ code: 2, error: expect.stringContaining("Did you mean service-mesh?") });
    expect(await world.run(["explain", "no-slo", "--tables"])).toMatchObject({ code: 2, error: expect.stringContaining("not for both") });
  });
});

describe("export and import", () => {
  test("a Mermaid flowchart goes out and comes back with all its boxes and arrows", async () => {
    expect((await world.run(["export", "mermaid", "shop.lintel.yaml", "-o", "shop.mmd"])).code).toBe(0);
    const { code, out } = await world.run(["import", "shop.mmd"]);
    expect(code).toBe(0);
    expect(readLintelFile(out)).toMatchObject({ ok: true, design: { components: [{ id: "order" }, { id: "payment" }], connections: [{ from: "order", to: "payment" }] } });
    expect(JSON.parse((await world.run(["import", "shop.mmd", "--format", "json"])).out).components).toHaveLength(2);
  });

  test("YAML and JSON hold the same design", async () => {
    await world.run(["export", "json", "shop.lintel.yaml", "-o", "shop.lintel.json"]);
    expect(JSON.parse(world.read("shop.lintel.json"))).toEqual(parse((await world.run(["export", "yaml", "shop.lintel.json"])).out));
    await world.run(["import", "shop.lintel.yaml", "-o", "again.json"]);
    expect(world.read("again.json")).toBe(world.read("shop.lintel.json"));
  });

  test("lists the formats, and says which there are when one is unknown", async () => {
    expect((await world.run(["export", "--list"])).out).toMatch(/^mermaid +Mermaid/mu);
    expect((await world.run(["import", "--list"])).out).toMatch(/^lintel +Lintel/mu);
    expect(await world.run(["export", "mermaids", "shop.lintel.yaml"])).toMatchObject({ code: 2, error: expect.stringContaining("Did you mean mermaid?") });
    expect((await world.run(["export", "adr", "shop.lintel.yaml"])).error).toContain("Did you mean adr-madr or adr-nygard?");
    expect((await world.run(["export", "mermaid"])).error).toBe("The file is missing: lintel export mermaid FILE.\n");
    expect((await world.run(["export", "mermaid", "shop.lintel.yaml", "-o", "no/such/folder.mmd"])).error).toContain("There is no such folder.");
    expect((await world.run(["import", "-"], { input: "once upon a time" })).error).toContain("The format is not recognised.");
  });
});

describe("a file that is there already", () => {
  test.each([
    ["new", ["new", "event-driven"]],
    ["import", ["import", "shop.lintel.yaml"]],
    ["export", ["export", "mermaid", "shop.lintel.yaml"]],
  ])("%s leaves it alone without --force, and says what it wrote", async (name, args) => {
    const path = `kept-${name}.yaml`;
    world.write(path, "my own work\n");
    expect(await world.run([...args, "-o", path])).toEqual({
      code: 2,
      out: "",
      error: `${path}: This file is there already. Name another path, or add --force to write over it.\n`,
    });
    expect(world.read(path)).toBe("my own work\n");
    expect((await world.run([...args, "-o", path, "--force"])).error).toContain(`Wrote over ${path}.\n`);
    expect(world.read(path)).not.toContain("my own work");
    expect((await world.run([...args, "-o", `new-${path}`])).error).toContain(`Wrote new-${path}.\n`);
  });

  test("an export of several files writes none of them when one is there", async () => {
    const run = (...more: string[]) => world.run(["export", "adr-madr", repaired, "-o", "adrs", ...more]);
    const { code, error } = await run();
    expect(code).toBe(0);
    const names = [...error.matchAll(/^Wrote (.+)\.$/gmu)].map(([, name]) => name ?? "");
    expect(names.length).toBeGreaterThan(1);
    const again = await run();
    expect(again.code).toBe(2);
    for (const name of names) expect(again.error).toContain(name);
    expect((await run("--force")).code).toBe(0);
    expect((await world.run(["new", "-o", "adrs"])).error).toBe("adrs: This is a folder. Name a file in it.\n");
  });
});

describe("new", () => {
  test("starts from a template with a title of its own", async () => {
    expect((await world.run(["new"])).out).toBe("lintel: 1\nid: untitled\ntitle: Untitled design\nmaturity: prototype\n");
    expect((await world.run(["new", "-o", "hotel-booking.lintel.yaml"])).code).toBe(0);
    expect(world.read("hotel-booking.lintel.yaml")).toMatch(/^lintel: 1\nid: hotel-booking\n/u);
    expect((await world.run(["new", "event-driven", "--title", "Hotel booking"])).out).toMatch(/^lintel: 1\nid: hotel-booking\ntitle: Hotel booking\n/u);
    expect((await world.run(["new", "--list"])).out).toMatch(/^order-management +Order management/mu);
    expect(await world.run(["new", "event-drivn"])).toMatchObject({ code: 2, error: expect.stringContaining("Did you mean event-driven?") });
  });

  test("writes where it is told", async () => {
    await world.run(["new", "serverless", "-o", "new.json"]);
    expect(JSON.parse(world.read("new.json")).profile).toBe("serverless");
  });
});

describe("the program", () => {
  test("helps with everything", async () => {
    const { code, out } = await world.run(["--help"]);
    expect(code).toBe(0);
    for (const command of COMMANDS) {
      expect(out).toContain(command.summary);
      const help = (await world.run([command.name, "--help"])).out;
      expect(help).toContain(`lintel ${command.name}`);
      for (const option of Object.keys(command.options)) expect(help).toContain(`--${option}`);
      expect((await world.run(["help", command.name])).out).toBe(help);
    }
    expect((await world.run(["check", "--help"])).out).toContain("Exit codes: 0 nothing found, 1 findings at or above --fail-on, 2 input");
    expect((await world.run(["export", "--help"])).out).toContain("Exit codes: 0 done, 2 input");
    expect((await world.run([])).code).toBe(2);
  });

  test("suggests what was meant", async () => {
    expect(await world.run(["chekc", "x"])).toMatchObject({ code: 2, error: expect.stringContaining('Did you mean "check"?') });
    expect(await world.run(["check", "x", "--fromat", "json"])).toMatchObject({
      code: 2,
      error: "There is no option --fromat. Did you mean --format? Help: lintel check --help.\n",
    });
    expect(await world.run(["check", "shop.lintel.yaml", "--format", "xml"])).toMatchObject({
      code: 2,
      error: '--format cannot be "xml". Use one of pretty, json, sarif, junit, markdown.\n',
    });
    expect(await world.run(["check", "shop.lintel.yaml", "--preset", "loose"])).toMatchObject({ code: 2, error: expect.stringContaining("recommended, tight") });
    expect((await world.run(["check", "--format"])).code).toBe(2);
  });

  test("tells a bug of its own from wrong input, with the stack only on demand", async () => {
    const failing = (environment: Record<string, string>) => main(["check", "-"], { ...failingIo, env: environment });
    let error = "";
    const failingIo: Io = {
      out: () => undefined,
      error: (line) => void (error += line),
      input: () => Promise.reject(new Error("the disk is gone")),
      server: () => Promise.reject(new Error("There is no server.")),
      cwd: "/",
      colour: false,
      today: "2026-11-21",
      env: {},
    };
    expect(await failing({})).toBe(70);
    expect(error).toMatch(/^Lintel has a bug: the disk is gone\nPlease report it/u);
    expect(error).not.toMatch(/\n +at /u);
    await failing({ LINTEL_DEBUG: "1" });
    expect(error).toMatch(/\n +at /u);
  });

  test("commands of the server are handed on with whole paths, and end as it says", async () => {
    const asked: (readonly string[])[] = [];
    const server: Io["server"] = async (parameters) => {
      asked.push(parameters);
      return 2;
    };
    for (const args of [["backup"], ["backup", "-o", "x.backup"], ["restore", "x.backup"], ["restore", "x.backup", "--check"], ["migrate"]])
      expect((await world.run(args, { server })).code).toBe(2);
    const path = join(world.folder, "x.backup");
    expect(asked).toEqual([["backup", world.folder], ["backup", path], ["restore", path], ["check", path], ["migrate"]]);
    expect(await world.run(["backup", "x.backup"])).toMatchObject({ code: 2, error: '"x.backup" is one argument too many. Did you mean -o x.backup?\n' });
    expect(await world.run(["restore"])).toMatchObject({ code: 2, error: "The backup to restore is missing.\n" });
  });

  test("commands are listed alphabetically", () => {
    expect(COMMANDS.map((command) => command.name)).toEqual(COMMANDS.map((command) => command.name).toSorted());
  });
});

describe("as a process", () => {
  const execute = promisify(execFile);
  const bin = join(root, "lib/cli/bin.mjs");
  const run = async (node: string, args: readonly string[], environment: Record<string, string> = {}) => {
    try {
      return { code: 0, ...(await execute(node, [bin, ...args], { cwd: world.folder, env: { ...process.env, ...environment } })) };
    } catch (error) {
      return error as { code: number; stdout: string; stderr: string }; // What execFile rejects with when the exit code is not 0.
    }
  };

  test("exit codes and streams reach the shell", async () => {
    expect(await run(process.execPath, ["check", "shop.lintel.yaml"])).toMatchObject({ code: 1, stderr: "", stdout: expect.stringContaining("resilience/missing-timeout") });
    expect(await run(process.execPath, ["check", repaired])).toMatchObject({ code: 0, stdout: "No finding in 1 design.\n" });
    expect(await run(process.execPath, ["check", "missing.yaml"])).toMatchObject({ code: 2, stdout: "" });
  });

  test("a long output reaches a pipe in full, and a closed pipe is no error", async () => {
    const { stdout } = await execute("sh", ["-c", `"$0" "$1" rules --format json | wc -c; "$0" "$1" rules --format json | head -c 10; echo`, process.execPath, bin]);
    expect(Number(stdout.split("\n")[0])).toBeGreaterThan(10_000);
    expect(stdout).toContain("[\n  {\n");
  });
});
