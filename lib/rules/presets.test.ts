import { describe, expect, test } from "vitest";
import { ruleById } from "./catalogue.ts";
import { type Preset, PRESETS } from "./presets.ts";
import { THRESHOLDS } from "./thresholds.ts";

const presets: readonly Preset[] = PRESETS;

describe.each(presets.map((preset) => [preset.name, preset] as const))("the preset %s", (_, { rules, thresholds }) => {
  test("names rules and thresholds that exist", () => {
    expect(Object.keys(rules).filter((id) => !ruleById(id))).toEqual([]);
    expect(Object.keys(thresholds).filter((key) => !Object.hasOwn(THRESHOLDS, key))).toEqual([]);
  });
  test("changes every rule that it names, and says why in a sentence", () => {
    for (const [id, { severity, because }] of Object.entries(rules)) {
      expect(severity, id).not.toBe(ruleById(id)?.severity);
      expect(because, id).toMatch(/^\p{Lu}.*\.$/u);
    }
  });
  test("never makes an error milder: what is off or quieter is about scale and style, not about losing data", () => {
    for (const id of Object.keys(rules)) expect(ruleById(id)?.severity, id).not.toBe("error");
  });
});

test("a start-up hears no rule that asks for a mesh or a read model, but is warned of taking one too early", () => {
  const startUp = presets.find(({ name }) => name === "start-up")?.rules ?? {};
  for (const asks of ["mesh/consider-mesh", "mesh/mtls-needs-mesh", "data/cqrs-candidate"]) expect(startUp[asks]?.severity).toBe("off");
  for (const warns of ["mesh/early-stage", "mesh/too-few-services", "mesh/team-not-ready", "data/cqrs-unjustified", "boundaries/premature-microservices"])
    expect(startUp[warns]).toBeUndefined();
});
