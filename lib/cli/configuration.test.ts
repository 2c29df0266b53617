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
    ["an ignore without a reason", "ignores:\n  - { rule: api/no-spec }\n", 'lintel.config.yaml:2:5: "ignores[0].reason" is missing.'],
    ["a preset that does not exist", "extends: strict\n", "neither a preset"],
    [
      "a severity that does not exist",
      "rules: { api/no-spec: eror }\n",
      'lintel.config.yaml:1:10: "rules.api/no-spec" cannot be "eror". Did you mean "error"? Use one of off, error, warning, info.',
    ],
    ["a kind that does not exist", "own: [{ id: a, title: A, kinds: [databse] }]\n", '"own[0].kinds[0]" cannot be "databse". Did you mean "database"?'],
    ["a file that is not there", "extends: [./missing.yaml]\n", 'lintel.config.yaml:1:11: It extends "./missing.yaml", but there is no such file.'],
    ["a plug-in that is not there", "plugins: [./missing.mjs]\n", 'lintel.config.yaml:1:11: It loads the plug-in "./missing.mjs", but it cannot be loaded: there is no such file.'],
    ["a circle", "extends: ./lintel.config.yaml\n", "extends itself"],
    ["broken YAML", "rules: [\n", "lintel.config.yaml:"],
  ])("says what is wrong: %s", async (_title, text, expected) => {
    world.write("lintel.config.yaml", text);
    const { code, error } = await check();
    expect(code).toBe(2);
    expect(error).toContain(expected);
  });

  test("an unknown rule or threshold is a warning with its place, and no reason to stop", async () => {
    world.write("lintel.config.yaml", "rules: { resilience/missing-timout: off }\nthresholds:\n  resilience.timeout: 3s\npreset: tigt\n");
    const { code, error } = await world.run(["check", "shop.lintel.yaml"]);
    expect(code).toBe(1);
    expect(error.split("\n")).toEqual([
      'lintel.config.yaml:4:1: warning: There is no preset "tigt". Did you mean tight? Use one of recommended, tight, start-up, serverless.',
      'lintel.config.yaml:3:3: warning: There is no threshold "resilience.timeout". Did you mean resilience.timeoutMs?',
      'lintel.config.yaml:1:10: warning: There is no rule "resilience/missing-timout". Did you mean resilience/missing-timeout?',
      "",
    ]);
  });

  test.each([
    ["banana", 'Threshold "resilience.timeoutMs" cannot be "banana". Write a duration such as 300ms, 5s, 2min or 7d.'],
    ["-5", 'Threshold "resilience.timeoutMs" cannot be "-5". A negative value makes no sense here. Write a duration such as 300ms, 5s, 2min or 7d.'],
    ["1e20", 'Threshold "resilience.timeoutMs" cannot be "100000000000000000000". The most that is taken here is 100 years (36500d).'],
  ])("a threshold that can never be read stops the check with its line, also in a design: %s", async (value, message) => {
    world.write("lintel.config.yaml", `thresholds:\n  resilience.timeoutMs: ${value}\n`);
    expect(await check()).toMatchObject({ code: 2, error: `lintel.config.yaml:2:3: ${message}\n` });
    world.write("shop.lintel.yaml", `${SHOP}config:\n  thresholds: { resilience.timeoutMs: ${value} }\n`);
    expect(await check("--no-config")).toMatchObject({ code: 2, error: `shop.lintel.yaml:11:17: ${message}\n` });
  });

  test("an ignore with a mistake says so: an unknown rule, a target that nothing has, a day that is over, nothing to cover", async () => {
    world.write(
      "lintel.config.yaml",
      `ignores:
  - { rule: resilience/missing-timout, reason: x }
  - { rule: security/plaintext-transport, target: pay-cal, reason: x }
  - { rule: resilience/missing-timeout, reason: x, expires: 2020-01-01 }
  - { rule: caching/stampede, reason: x }
  - { rule: security/service-call-unauthenticated, target: pay-call, reason: This one is right. }
  - { rule: caching/stampede, files: "other/*", reason: Not about this design. }
`,
    );
    const { error, report } = await check();
    expect(error.split("\n")).toEqual([
      'lintel.config.yaml:2:5: warning: There is no rule "resilience/missing-timout". Did you mean resilience/missing-timeout?',
      'lintel.config.yaml:3:5: warning: Nothing is found by security/plaintext-transport at "pay-cal": this exception covers nothing. Did you mean "pay-call"?',
      "lintel.config.yaml:4:5: warning: The last day of this exception of resilience/missing-timeout was 2020-01-01: its finding is open again.",
      "lintel.config.yaml:5:5: warning: Nothing is found by caching/stampede: this exception covers nothing and can go.",
      "",
    ]);
    expect(of(report, "resilience/missing-timeout")).toHaveLength(1);
    expect(of(report, "security/service-call-unauthenticated")).toEqual([]);
  });

  test("an ignore is right when one of the designs has what it covers", async () => {
    world.write("other.lintel.yaml", "lintel: 1\ntitle: Other\n");
    world.write("lintel.config.yaml", "ignores: [{ rule: security/plaintext-transport, target: pay-call, reason: x }]\n");
    expect((await world.run(["check", "shop.lintel.yaml", "other.lintel.yaml"])).error).toBe("");
  });

  test("a waiver or a setting of a design with a mistake says so at its line", async () => {
    world.write(
      "shop.lintel.yaml",
      `${SHOP}waivers:
  - { rule: security/plaintext-transprt, target: zz, reason: x, owner: Ada, expires: 2027-01-01 }
  - { rule: resilience/missing-timeout, target: pay-cal, reason: x, owner: Ada, expires: 2027-01-01 }
config: { rules: { api/no-spc: off } }
`,
    );
    const { out } = await world.run(["check", "shop.lintel.yaml"]);
    expect(out).toMatch(/▲ warning {2}13:20 +There is no rule "api\/no-spc"\. Did you mean api\/no-spec\? {2}settings\n/u);
    expect(out).toMatch(/▲ warning {2}11:5 +There is no rule "security\/plaintext-transprt"\. Did you mean security\/plaintext-transport\? {2}settings\n/u);
    expect(out).toMatch(
      /▲ warning {2}12:5 +Nothing is found by resilience\/missing-timeout at "pay-cal": this exception covers nothing\. Did you mean "pay-call"\? {2}settings\n/u,
    );
    const { out: json } = await world.run(["check", "shop.lintel.yaml", "--format", "json"]);
    expect(JSON.parse(json).notes).toContainEqual({ message: expect.stringContaining("api/no-spc"), file: "shop.lintel.yaml", line: 13, column: 20 });
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

  test("are explained and listed like the others", async () => {
    world.write(
      "lintel.config.yaml",
      "plugins: [./rules.mjs]\nown:\n  - { id: team-on-call, title: Without a team, must: [{ property: team, set: true }], why: Somebody must be called. }\n",
    );
    world.write("rules.mjs", "export default { rules: [{ id: 'own/short', title: 'Short name', each: 'design', check() {}, message() {} }] };\n");
    const { code, out } = await world.run(["explain", "own/team-on-call"]);
    expect(code).toBe(0);
    expect(out).toContain("Somebody must be called.");
    expect(out).not.toMatch(/undefined|\[object/u);
    expect((await world.run(["explain", "short"])).out).toContain("own/short");
    expect(await world.run(["explain", "own/team-on-cal"])).toMatchObject({ code: 2, error: expect.stringContaining("Did you mean own/team-on-call?") });
    expect((await world.run(["rules"])).out).toMatch(/Own rules \(2\)\n.*own\/short.*\n.*own\/team-on-call/u);
    expect(await world.run(["explain", "own/team-on-call", "--no-config"])).toMatchObject({ code: 2 });
    world.write("other.yaml", "own: [{ id: other, title: Other, must: [{ property: team, set: true }] }]\n");
    expect(JSON.parse((await world.run(["rules", "--category", "own", "--config", "other.yaml", "--format", "json"])).out)).toMatchObject([{ id: "own/other" }]);
  });

  test.each([
    ["does not exist", undefined, "cannot be loaded"],
    ["exports something else", "export default 5;\n", 'not understood: "default" must be named values, not "5".'],
    ["imports what is not there", "import 'no-such-package';\n", "cannot be loaded: Cannot find package 'no-such-package'\n"],
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
    expect((await check()).error).toBe("known.json: There is no such baseline (named by lintel.config.yaml). Write one with --write-baseline.\n");
    await world.run(["check", "shop.lintel.yaml", "--write-baseline"]);
    expect((await check()).code).toBe(0);
    world.write("known.json", "{ oops");
    expect((await check()).error).toBe("known.json: The baseline is not JSON. Write it anew with --write-baseline.\n");
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
