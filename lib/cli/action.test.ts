import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TestWorld } from "./test-world.ts";

const root = new URL("../../", import.meta.url).pathname;
const run = promisify(execFile);
let world: TestWorld;

beforeAll(() => {
  world = new TestWorld();
  world.write(
    "shop.lintel.yaml",
    "lintel: 1\ntitle: Shop\ncomponents:\n  - { id: order, kind: service }\n  - { id: payment, kind: service }\nconnections:\n  - { id: pay, kind: call, from: order, to: payment }\n",
  );
});
afterAll(() => world.remove());

/** Runs the action's own script with the environment that action.yml hands it. */
async function runAction(inputs: Record<string, string>) {
  writeFileSync(join(world.folder, "output"), "");
  writeFileSync(join(world.folder, "summary.md"), "");
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: "test",
    PATH: process.env["PATH"],
    HOME: process.env["HOME"],
    GITHUB_ACTION_PATH: root,
    GITHUB_OUTPUT: "output",
    GITHUB_STEP_SUMMARY: "summary.md",
    RUNNER_TEMP: world.folder,
    ...inputs,
  };
  const done = await run("bash", [join(root, ".config/action.sh")], { cwd: world.folder, env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  return { code: done.code, log: done.stdout + done.stderr, output: world.read("output"), summary: world.read("summary.md") };
}

test("every input of the action reaches the script, and the script exists", () => {
  const action = parse(readFileSync(join(root, "action.yml"), "utf8"));
  const step = action.runs.steps.find((one: { id?: string }) => one.id === "check");
  expect(step.run).toContain("$GITHUB_ACTION_PATH/.config/action.sh");
  const handed = JSON.stringify(step.env);
  for (const name of ["files", "preset", "fail-on", "baseline"]) expect(handed).toContain(`inputs.${name} `);
  const script = readFileSync(join(root, ".config/action.sh"), "utf8");
  for (const name of Object.keys(step.env)) expect(script).toContain(`${name}:`);
});

test("findings fail the run, land in the SARIF log, in the summary and in the log of the run", async () => {
  const { code, log, output, summary } = await runAction({ LINTEL_FILES: "*.lintel.yaml", LINTEL_FAIL_ON: "error", LINTEL_PRESET: "", LINTEL_BASELINE: "" });
  expect(code).toBe(1);
  expect(output).toBe(`sarif=${world.folder}/lintel.sarif\n`);
  const sarif = JSON.parse(world.read("lintel.sarif"));
  expect(sarif.runs[0].results.length).toBeGreaterThan(3);
  expect(sarif.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe("shop.lintel.yaml");
  expect(summary).toMatch(/^# Findings: Shop/u);
  expect(log).toContain("resilience/missing-timeout");
}, 60_000);

test("an input is data and never a command", async () => {
  const { code, log, output } = await runAction({ LINTEL_FILES: "$(touch hacked);`touch hacked`", LINTEL_FAIL_ON: "error", LINTEL_PRESET: "", LINTEL_BASELINE: "" });
  expect(code).toBe(2);
  expect(log).toContain("There is no such file");
  expect(output).toBe("");
  expect(() => world.read("hacked")).toThrow("ENOENT");
}, 60_000);
