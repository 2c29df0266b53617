import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { configJsonSchemaText } from "./config-json-schema.ts";
import { TestWorld } from "./test-world.ts";

const SHOP = `lintel: 1
title: Shop
components:
  - { id: order, kind: service, name: Order }
  - { id: payment, kind: service, name: Payment, team: pay }
boundaries:
  - { id: pay, kind: team, name: Pay }
connections:
  - { id: pay-call, kind: call, from: order, to: payment }
`;

let world: TestWorld;
beforeEach(() => {
  world = new TestWorld();
  world.write("shop.lintel.yaml", SHOP);
});
afterEach(() => world.remove());

interface Report {
  readonly findings: readonly { readonly rule: string; readonly target: string; readonly severity: string; readonly message: string; readonly baselineState?: string }[];
  readonly waived: readonly { readonly rule: string; readonly waiver: { readonly kind: string; readonly reason: string } }[];
  readonly absent?: readonly { readonly key: string }[];
  readonly summary: Record<string, number>;
}
async function check(...args: string[]): Promise<{ code: number; error: string; report: Report }> {
  const { code, out, error } = await world.run(["check", "shop.lintel.yaml", "--format", "json", ...args]);
  return { code, error, report: out === "" ? { findings: [], waived: [], summary: {} } : JSON.parse(out) };
}
const of = (report: Report, rule: string) => report.findings.filter((found) => found.rule === rule);

describe("lintel.config.yaml", () => {
  test("sets severities and thresholds below the design's own, and leaves findings out with a reason", async () => {
    world.write(
      "lintel.config.yaml",
      `rules: { resilience/missing-timeout: info, resilience/missing-fallback: "off" }
ignores:
  - { rule: security/plaintext-transport, target: pay-call, reason: Both run in one process., files: "*.lintel.yaml" }
  - { rule: resilience/missing-circuit-breaker, reason: Elsewhere., files: "other/*" }
`,
    );
    const { report } = await check();
    expect(of(report, "resilience/missing-timeout")[0]?.severity).toBe("info");
    expect(of(report, "resilience/missing-fallback")).toEqual([]);
    expect(of(report, "security/plaintext-transport")).toEqual([]);
    expect(report.waived.find(({ rule }) => rule === "security/plaintext-transport")?.waiver).toMatchObject({ kind: "notApplicable", reason: "Both run in one process." });
    expect(of(report, "resilience/missing-circuit-breaker")).toHaveLength(1);
    expect(of((await check("--no-config")).report, "resilience/missing-timeout")[0]?.severity).toBe("error");
  });

  test("the design's own settings win over the repository's, the command line over both", async () => {
    world.write("lintel.config.yaml", "extends: tight\nrules: { resilience/missing-timeout: info }\n");
    world.write("shop.lintel.yaml", `${SHOP}config: { rules: { resilience/missing-timeout: warning } }\n`);
    expect(of((await check()).report, "resilience/missing-timeout")[0]?.severity).toBe("warning");
    world.write("slow.lintel.yaml", SHOP.replace("to: payment }", "to: payment, timeoutMs: 4s }"));
    const slow = async (...args: string[]) => (await world.run(["check", "slow.lintel.yaml", ...args])).out;
    expect(await slow()).toContain("resilience/timeout-too-long");
    expect(await slow("--preset", "recommended")).not.toContain("resilience/timeout-too-long");
  });

  test("is looked for from the design's folder upwards, and extends others", async () => {
    mkdirSync(join(world.folder, "designs"));
    world.write("designs/shop.lintel.yaml", SHOP).write("base.yaml", "rules: { resilience/missing-timeout: info, resilience/missing-fallback: error }\n");
    world.write("lintel.config.yaml", "extends: [start-up, ./base.yaml]\nrules: { resilience/missing-timeout: warning }\n");
    const { out } = await world.run(["check", "designs/shop.lintel.yaml", "--format", "json"]);
    const report: Report = JSON.parse(out);
    expect(of(report, "resilience/missing-timeout")[0]?.severity).toBe("warning");
    expect(of(report, "resilience/missing-fallback")[0]?.severity).toBe("error");
  });

  test.each([
    ["a setting that does not exist", "thresolds: {}\n", 'lintel.config.yaml:1:1: There is no setting "thresolds". Did you mean "thresholds"?'],
    ["an ignore without a reason", "ignores:\n  - { rule: api/no-spec }\n", "ignores.0.reason"],
    ["a preset that does not exist", "extends: strict\n", "neither a preset"],
    ["a circle", "extends: ./lintel.config.yaml\n", "extends itself"],
    ["broken YAML", "rules: [\n", "lintel.config.yaml:"],
  ])("says what is wrong: %s", async (_title, text, expected) => {
    world.write("lintel.config.yaml", text);
    const { code, error } = await check();
    expect(code).toBe(2);
    expect(error).toContain(expected);
  });

  test("an unknown rule or threshold is a warning and no reason to stop", async () => {
    world.write("lintel.config.yaml", "rules: { resilience/missing-timout: off }\nthresholds: { resilience.timeout: 3s }\n");
    const { code, out } = await world.run(["check", "shop.lintel.yaml"]);
    expect(code).toBe(1);
    expect(out).toContain('There is no rule "resilience/missing-timout". Did you mean resilience/missing-timeout?');
    expect(out).toContain('Threshold "resilience.timeout" is ignored');
  });
});

describe("own rules", () => {
  test("as data: predicates over kind, properties and neighbours", async () => {
    world.write(
      "lintel.config.yaml",
      `own:
  - id: team-on-call
    title: Called service without a team
    severity: error
    kinds: [service]
    where:
      - neighbours: { direction: out, connections: [call], atLeast: 1 }
    must:
      - { property: team, set: true }
    message: "{name} calls others, but its team is {team}"
  - { id: fast-calls, title: Slow call, each: connection, kinds: [call], must: [{ property: timeoutMs, atMost: 2s }], message: "{from} waits {timeoutMs} for {to}." }
`,
    );
    const { code, report } = await check();
    expect(code).toBe(1);
    expect(of(report, "own/team-on-call")).toMatchObject([{ target: "order", severity: "error", message: "Order calls others, but its team is not set." }]);
    expect(of(report, "own/fast-calls")).toMatchObject([{ target: "pay-call", severity: "warning", message: "Order waits not set for Payment." }]);
  });

  test("as code in a plug-in, with a fix", async () => {
    world.write("lintel.config.yaml", "plugins: [./rules.mjs]\nrules: { own/names-are-long: info }\n");
    world.write(
      "rules.mjs",
      `export default { rules: [{
  id: "own/names-are-long", title: "Short name", each: "component", kinds: ["service"],
  check: (component) => component.name.length < 6 ? { property: "name", data: component.name.length } : undefined,
  message: ({ data }) => \`\${data} letters are too few.\`,
  fix: { title: "Add service", apply: (design, found) => ({ ...design, components: design.components.map((one) => one.id === found.element.id ? { ...one, name: one.name + " service" } : one) }) },
}] };\n`,
    );
    const { report } = await check();
    expect(of(report, "own/names-are-long")).toMatchObject([{ target: "order", severity: "info", message: "5 letters are too few." }]);
    await world.run(["check", "shop.lintel.yaml", "--fix=own/names-are-long"]);
    expect(world.read("shop.lintel.yaml")).toContain("name: Order service");
  });

  test.each([
    ["does not exist", undefined, "cannot be loaded"],
    ["exports something else", "export default 5;\n", "not understood"],
    ["takes a name of the catalogue", "export default { rules: [{ id: 'api/no-spec', title: 'x', each: 'design', check() {}, message() {} }] };\n", "must be own/"],
    ["throws", "export default { rules: [{ id: 'own/x', title: 'x', each: 'design', check() { throw new Error('oh'); }, message() {} }] };\n", "check of own/x fails: oh"],
  ])("a plug-in that %s is an error that names it", async (_title, text, expected) => {
    world.write("lintel.config.yaml", "plugins: [./rules.mjs]\n");
    if (text !== undefined) world.write("rules.mjs", text);
    const { code, error } = await check();
    expect(code).toBe(2);
    expect(error).toContain("rules.mjs");
    expect(error).toContain(expected);
  });
});

describe("a baseline", () => {
  test("lets an old design adopt the rules: what was there is known, what is new fails, what is gone is told", async () => {
    expect((await check()).code).toBe(1);
    const written = await world.run(["check", "shop.lintel.yaml", "--write-baseline"]);
    expect(written.code).toBe(0);
    expect(written.out).toMatch(/^\d+ findings written to lintel\.baseline\.json\.\n$/u);

    const known = await check("--baseline", "lintel.baseline.json");
    expect(known.code).toBe(0);
    expect(new Set(known.report.findings.map(({ baselineState }) => baselineState))).toEqual(new Set(["unchanged"]));
    expect((await world.run(["check", "shop.lintel.yaml", "--baseline", "lintel.baseline.json"])).out).toMatch(/No new finding in 1 design\..* \d+ known\n$/u);

    world.write("shop.lintel.yaml", SHOP.replace("to: payment }", "to: payment, tls: true }\n  - { id: back, kind: call, from: payment, to: order, tls: true }"));
    const changed = await check("--baseline", "lintel.baseline.json");
    expect(changed.code).toBe(1);
    expect(of(changed.report, "resilience/missing-timeout").map(({ target, baselineState }) => [target, baselineState])).toEqual([
      ["pay-call", "unchanged"],
      ["back", "new"],
    ]);
    expect(changed.report.absent?.map(({ key }) => key)).toContain("security/plaintext-transport@pay-call#tls");

    const { out } = await world.run(["check", "shop.lintel.yaml", "--baseline", "lintel.baseline.json", "--format", "sarif"]);
    const results: { baselineState: string }[] = JSON.parse(out).runs[0].results;
    expect(new Set(results.map(({ baselineState }) => baselineState))).toEqual(new Set(["new", "unchanged", "absent"]));
  });

  test("is named by the configuration, and a broken one is refused in words", async () => {
    world.write("lintel.config.yaml", "baseline: known.json\n");
    expect((await check()).error).toContain("There is no such baseline");
    await world.run(["check", "shop.lintel.yaml", "--write-baseline"]);
    expect((await check()).code).toBe(0);
    world.write("known.json", "[]");
    expect((await check()).error).toContain("not a baseline of this version");
  });
});

test("Markdown for the summary of a build", async () => {
  const { out } = await world.run(["check", "shop.lintel.yaml", "--format", "markdown"]);
  expect(out).toMatch(/^# Findings: Shop\n/u);
  expect(out).toContain("`resilience/missing-timeout`");
});

test("the JSON Schema of the configuration is the committed one (node .config/write-json-schema.ts) and knows every rule", () => {
  expect(readFileSync(new URL("../../public/schema/lintel-config-1.json", import.meta.url), "utf8")).toBe(configJsonSchemaText());
});
