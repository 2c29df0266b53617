import { describe, expect, test } from "vitest";
import { largestOf } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";

import { ruleById } from "./catalogue.ts";
import { lint } from "./lint.ts";
import { standingOf, thresholdInFile, thresholdStandingOf, thresholdText } from "./standing.ts";
import { DEFAULT_SETTINGS, THRESHOLDS, type Threshold, type ThresholdKey } from "./thresholds.ts";

const rule = (id: string) => ruleById(id) ?? expect.fail(`no rule ${id}`);
const keys = Object.keys(THRESHOLDS) as ThresholdKey[];

describe("where a rule stands", () => {
  test("as the rule says while nobody else does", () => {
    expect(standingOf(rule("resilience/missing-timeout"), sketch().design)).toEqual({
      own: undefined,
      given: "error",
      givenBy: "default",
      because: undefined,
      heard: "error",
      silencedBy: undefined,
    });
  });
  test("the preset goes before the rule, the design before the preset", () => {
    const { design } = sketch().set({ config: { preset: "start-up" } });
    expect(standingOf(rule("mesh/consider-mesh"), design)).toMatchObject({ given: "off", because: expect.stringContaining("ten services"), heard: "off" });
    const own = { ...design, config: { preset: "start-up", rules: { "mesh/consider-mesh": "error" as const } } };
    expect(standingOf(rule("mesh/consider-mesh"), own)).toMatchObject({ own: "error", given: "off", heard: "error" });
  });
  test("the workspace goes before the preset, the design before the workspace, and a pass says the same", () => {
    const defaults = [{ preset: "start-up", rules: { "mesh/consider-mesh": "info" as const } }];
    const { design } = sketch();
    expect(standingOf(rule("mesh/consider-mesh"), design, defaults)).toMatchObject({ own: undefined, given: "info", givenBy: "workspace", because: undefined });
    const quiet = standingOf(rule("mesh/consider-mesh"), design, [{ preset: "start-up" }]);
    expect(quiet).toMatchObject({ given: "off", givenBy: "preset" });
    const shop = sketch().service("order").service("payment").call("order", "payment");
    const around = [{ rules: { "resilience/missing-timeout": "info" as const } }];
    for (const config of [{}, { rules: { "resilience/missing-timeout": "warning" as const } }, { preset: "tight" }]) {
      const found = lint(shop.set({ config }).design, { defaults: around }).findings.find((finding) => finding.rule === "resilience/missing-timeout");
      expect(found?.severity).toBe(standingOf(rule("resilience/missing-timeout"), shop.set({ config }).design, around).heard);
    }
  });
  test("maturity and profile have the last word", () => {
    expect(standingOf(rule("resilience/missing-timeout"), sketch().set({ maturity: "prototype" }).design).heard).toBe("warning");
    expect(standingOf(rule("communication/websocket-one-way"), sketch().set({ maturity: "critical" }).design).heard).toBe("warning");
    expect(standingOf(rule("process/no-runbook"), sketch().set({ maturity: "prototype" }).design)).toMatchObject({ heard: "off", silencedBy: "maturity" });
    expect(standingOf(rule("serverless/gateway-type"), sketch().design)).toMatchObject({ heard: "off", silencedBy: "profile" });
    expect(standingOf(rule("serverless/gateway-type"), sketch().set({ profile: "serverless" }).design)).toMatchObject({ heard: "warning", silencedBy: undefined });
  });
  test("says what a pass does", () => {
    const shop = sketch().service("order").service("payment").call("order", "payment");
    for (const config of [{}, { preset: "start-up" }, { rules: { "resilience/missing-timeout": "info" as const } }, { rules: { "resilience/missing-timeout": "off" as const } }]) {
      for (const maturity of ["prototype", "production", "critical"] as const) {
        const { design } = shop.set({ config, maturity });
        const found = lint(design).findings.find((finding) => finding.rule === "resilience/missing-timeout");
        expect(found?.severity ?? "off").toBe(standingOf(rule("resilience/missing-timeout"), design).heard);
      }
    }
  });
});

describe("where a threshold stands", () => {
  test("with the default, the preset, or what the design says", () => {
    expect(thresholdStandingOf("resilience.timeoutMs", undefined)).toMatchObject({ own: undefined, given: 5_000, givenBy: "default" });
    expect(thresholdStandingOf("resilience.timeoutMs", { preset: "tight", thresholds: { "resilience.timeoutMs": "4s" } })).toMatchObject({
      own: "4s",
      given: 3_000,
      givenBy: "preset",
    });
  });
  test("the workspace says it before the preset does; what cannot be read does not count", () => {
    const defaults = [{ preset: "tight", thresholds: { "resilience.timeoutMs": "2s" } }, { thresholds: { "resilience.timeoutMs": "soon" } }];
    expect(thresholdStandingOf("resilience.timeoutMs", undefined, defaults)).toMatchObject({ given: 2_000, givenBy: "workspace" });
    expect(lint(sketch().design, { defaults }).ruling.settings["resilience.timeoutMs"]).toBe(2_000);
    expect(thresholdStandingOf("resilience.timeoutMs", undefined, [{ preset: "tight" }])).toMatchObject({ given: 3_000, givenBy: "preset", preset: "Tight" });
  });
  test.each(keys)("%s is written so that it is read back as the same", (key) => {
    const threshold: Threshold = THRESHOLDS[key];
    for (const value of [
      DEFAULT_SETTINGS[key],
      ...(typeof threshold.value === "number" ? [Math.min(threshold.value * 3, largestOf(threshold.unit ?? "count"))] : (threshold.options ?? [])),
    ]) {
      const written = thresholdInFile(threshold, value);
      expect(lint(sketch().set({ config: { thresholds: { [key]: written } } }).design).ruling.settings[key]).toBe(value);
    }
  });
  test("a duration reads as people write it", () => {
    expect(thresholdText(THRESHOLDS["resilience.timeoutMs"], 5_000)).toBe("5s");
    expect(thresholdInFile(THRESHOLDS["resilience.timeoutMs"], 5_000)).toBe("5s");
    expect(thresholdInFile(THRESHOLDS["mesh.min"], 5)).toBe(5);
  });
});
