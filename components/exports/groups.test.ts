import { expect, test } from "vitest";
import { EXPORTERS } from "#lib/export/list.ts";
import { groupOf, inGroups } from "./groups.ts";

test("every format stands in the group where one looks for it", () => {
  const groups = Object.groupBy(inGroups(EXPORTERS), groupOf);
  const ids = Object.fromEntries(Object.entries(groups).map(([group, formats]) => [group, formats.map(({ id }) => id)]));
  expect(ids).toEqual({
    Documents: ["architecture-design", "proposal", "adr-madr", "adr-nygard"],
    Diagrams: ["svg", "svg-dark", "mermaid"],
    Findings: ["findings-markdown", "findings-json", "junit", "sarif"],
    "Design file": ["yaml", "json"],
  });
});
