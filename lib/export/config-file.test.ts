import { expect, test } from "vitest";
import { parse } from "yaml";
import { writeConfigFile } from "./config-file.ts";

test("rule settings are written in the order of the file and read back as the same", () => {
  const config = {
    own: [{ title: "Team", id: "teams", must: [{ property: "team", set: true }] }],
    thresholds: { "resilience.timeoutMs": "2s" },
    rules: { "mesh/consider-mesh": "off" as const },
    preset: "tight",
  };
  const text = writeConfigFile(config);
  expect(text).toBe(`preset: tight

rules:
  mesh/consider-mesh: off

thresholds:
  resilience.timeoutMs: 2s

own:
  - id: teams
    title: Team
    must:
      - property: team
        set: true
`);
  expect(parse(text)).toEqual(config);
});
