import { describe, expect, test } from "vitest";
import { type Config, type Design, designSchema } from "#lib/model/design.ts";
import { sketch } from "#lib/model/sketch.ts";
import { TestEditor } from "../test-editor.ts";
import { waive } from "./findings.ts";
import { choosePreset, deleteOwnRule, resetRuleSettings, saveOwnRule, setSeverity, setThreshold } from "./rule-settings.ts";

const shop = (config?: Config) => {
  const drawn = sketch().service("order", { team: "shop" }).service("mail").call("order", "mail", { timeoutMs: 4_000 });
  return new TestEditor(config ? drawn.set({ config }) : drawn);
};
const configOf = ({ design }: { readonly design: Design }) => designSchema.parse(design).config;

describe("the severity of a rule", () => {
  test("is set, heard at once, and taken back as one step each", () => {
    const driver = shop();
    const severity = () => driver.editor.derived.result.findings.find(({ rule }) => rule === "resilience/missing-circuit-breaker")?.severity;
    expect(severity()).toBe("error");
    setSeverity(driver.editor, "resilience/missing-circuit-breaker", "info");
    expect(severity()).toBe("info");
    expect(driver.editor.history.undo?.label).toBe("Make info: Call without a circuit breaker");
    setSeverity(driver.editor, "resilience/missing-circuit-breaker", "off");
    expect(severity()).toBeUndefined();
    expect(driver.undo().editor.design.config).toEqual({ rules: { "resilience/missing-circuit-breaker": "info" } });
    setSeverity(driver.editor, "resilience/missing-circuit-breaker", undefined);
    expect(severity()).toBe("error");
  });
  test("leaves no trace when it is reset", () => {
    const driver = shop();
    setSeverity(driver.editor, "mesh/consider-mesh", "off");
    setSeverity(driver.editor, "mesh/consider-mesh", undefined);
    expect(driver.design).not.toHaveProperty("config");
  });
});

describe("a threshold", () => {
  test("is typed as people write it, and compared with at once", () => {
    const driver = shop();
    expect(driver.rules).not.toContain("resilience/timeout-too-long");
    expect(setThreshold(driver.editor, "resilience.timeoutMs", "3 s")).toBeUndefined();
    expect(configOf(driver)).toEqual({ thresholds: { "resilience.timeoutMs": "3s" } });
    expect(driver.rules).toContain("resilience/timeout-too-long");
    expect(driver.undo().rules).not.toContain("resilience/timeout-too-long");
  });
  test("that says what holds anyway, or nothing, is none of its own", () => {
    const driver = shop({ preset: "tight", thresholds: { "resilience.timeoutMs": 9_000 } });
    setThreshold(driver.editor, "resilience.timeoutMs", "3000");
    expect(configOf(driver)).toEqual({ preset: "tight" });
    setThreshold(driver.editor, "breaker.failureRatio", "40%");
    expect(configOf(driver)?.thresholds).toEqual({ "breaker.failureRatio": "40%" });
    setThreshold(driver.editor, "breaker.failureRatio", " ");
    expect(configOf(driver)).toEqual({ preset: "tight" });
  });
  test("that cannot be read changes nothing and says what is expected", () => {
    const driver = shop();
    expect(setThreshold(driver.editor, "resilience.timeoutMs", "soon")).toBe("Write a duration such as 300ms, 5s, 2min or 7d.");
    expect(setThreshold(driver.editor, "boundaries.dbIsolation", "planet")).toBe("Use one of context, service.");
    expect(driver.design).not.toHaveProperty("config");
    expect(driver.editor.history.undo).toBeUndefined();
  });
  test("of words is chosen by its word", () => {
    const driver = shop();
    setThreshold(driver.editor, "boundaries.dbIsolation", "service");
    expect(configOf(driver)?.thresholds).toEqual({ "boundaries.dbIsolation": "service" });
  });
});

test("preset and reset are one step each; own rules and preset stay", () => {
  const driver = shop({ rules: { "mesh/consider-mesh": "off" }, thresholds: { "mesh.min": 4 }, own: [{ id: "x", title: "X", must: [{ property: "team", set: true }] }] });
  choosePreset(driver.editor, "tight");
  expect(driver.editor.derived.result.ruling.settings["resilience.timeoutMs"]).toBe(3_000);
  resetRuleSettings(driver.editor);
  expect(Object.keys(driver.design.config ?? {}).toSorted()).toEqual(["own", "preset"]);
  expect(driver.undo(2).design.config).toHaveProperty("thresholds");
});

describe("an own rule", () => {
  const rule = { id: "", title: "A team answers for it", kinds: ["service" as const], must: [{ property: "team", set: true }] };
  test("is added with an id of its own, finds at once, is changed and deleted", () => {
    const driver = shop();
    const id = saveOwnRule(driver.editor, rule);
    expect(id).toBe("a-team-answers-for-it");
    expect(saveOwnRule(driver.editor, rule)).toBe("a-team-answers-for-it-2");
    driver.undo();
    expect(driver.rules).toContain("own/a-team-answers-for-it");
    saveOwnRule(driver.editor, { ...rule, id, must: [{ property: "name", set: true }] });
    expect(configOf(driver)?.own).toHaveLength(1);
    expect(driver.rules).not.toContain("own/a-team-answers-for-it");
    deleteOwnRule(driver.editor, id);
    expect(driver.design).not.toHaveProperty("config");
    expect(driver.undo(2).rules).toContain("own/a-team-answers-for-it");
  });
  test("takes along what was said about its findings", () => {
    const driver = shop();
    const id = saveOwnRule(driver.editor, rule);
    setSeverity(driver.editor, `own/${id}`, "error");
    const found = driver.editor.derived.result.findings.find((finding) => finding.rule === `own/${id}`) ?? expect.fail("nothing was found");
    waive(driver.editor, found, { reason: "Two people look after it", owner: "Ada" });
    deleteOwnRule(driver.editor, id);
    expect(driver.design.waivers).toEqual([]);
    expect(driver.design).not.toHaveProperty("config");
  });
});

describe("a workspace that sets the rules", () => {
  test("is heeded at once without a step in the history; the design's own word wins", () => {
    const driver = shop();
    const found = () => driver.editor.derived.result.findings.find(({ rule }) => rule === "resilience/missing-circuit-breaker")?.severity;
    let told = 0;
    driver.editor.subscribe(() => (told += 1));
    driver.editor.setRulesAround({ rules: { "resilience/missing-circuit-breaker": "info" }, thresholds: { "resilience.timeoutMs": "3s" } });
    expect(found()).toBe("info");
    expect(driver.rules).toContain("resilience/timeout-too-long");
    expect(driver.editor.history.undo).toBeUndefined();
    driver.editor.setRulesAround({ rules: { "resilience/missing-circuit-breaker": "info" }, thresholds: { "resilience.timeoutMs": "3s" } });
    expect(told).toBe(1);
    setSeverity(driver.editor, "resilience/missing-circuit-breaker", "warning");
    expect(found()).toBe("warning");
    expect(setThreshold(driver.editor, "resilience.timeoutMs", "3 s")).toBeUndefined();
    expect(driver.design.config).toEqual({ rules: { "resilience/missing-circuit-breaker": "warning" } });
  });
});
