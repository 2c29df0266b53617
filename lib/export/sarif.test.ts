import officialSchema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json" with { type: "json" };
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { emptyDesign } from "#lib/model/design.ts";
import { exampleInput } from "./example-input.ts";
import { sarif, sarifLog } from "./sarif.ts";

// The official schema; its draft-04 header is the only part that Ajv 8 does not know.
const { $schema: _draft4, id: _id, ...schema } = officialSchema;
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const validate = ajv.compile(schema);

function checked(log: unknown) {
  validate(JSON.parse(JSON.stringify(log)));
  expect(validate.errors ?? []).toEqual([]);
}

interface Log {
  runs: {
    tool: { driver: { rules: { id: string }[] } };
    results: {
      ruleId: string;
      ruleIndex: number;
      level: string;
      suppressions?: unknown[];
      partialFingerprints: object;
      locations: { physicalLocation?: object; logicalLocations: { name: string; fullyQualifiedName: string }[] }[];
    }[];
  }[];
}
const logOf = (input = exampleInput) => JSON.parse(sarif.render(input).text ?? "") as Log; // What was just written.

test("the log is valid SARIF 2.1.0", () => {
  checked(logOf());
  checked(logOf({ design: emptyDesign("x", "Empty"), findings: [], undecided: [], waived: [] }));
  checked(sarifLog([exampleInput, exampleInput]));
});

test("the schema that is checked against refuses what is wrong", () => {
  expect(validate({ version: "2.1.0", runs: [{ tool: {} }] })).toBe(false);
});

test("results name rule, level, component and fingerprint; accepted risks are suppressed", () => {
  const [run] = logOf().runs;
  expect(run?.results.map(({ ruleId, level, suppressions }) => [ruleId, level, suppressions?.length ?? 0])).toEqual([
    ["resilience/missing-timeout", "error", 0],
    ["caching/stale-too-long", "warning", 0],
    ["security/no-ddos-protection", "note", 0],
    ["resilience/missing-bulkhead", "error", 1],
  ]);
  for (const result of run?.results ?? []) expect(run?.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
  expect(run?.results[2]?.locations[0]?.logicalLocations).toEqual([{ name: "API Gateway", fullyQualifiedName: "component:gw", kind: "module" }]);
  expect(run?.results[0]?.partialFingerprints).toEqual({ "lintelFinding/v2": "sketch/resilience/missing-timeout@order-payment#timeoutMs" });
  expect(run?.results[0]?.locations[0]?.physicalLocation).toBeUndefined();
  expect(sarif.render(exampleInput).notes).toEqual(["SARIF has no place for undecided rules; 1 left out."]);
});

test("rules carry the lists in which they have a place", () => {
  const [found] = exampleInput.findings;
  const log = sarifLog([{ ...exampleInput, findings: found ? [{ ...found, tags: ["OWASP-A04:2025", "external/cwe/cwe-319"] }] : [], waived: [] }]);
  checked(log);
  expect(log).toMatchObject({ runs: [{ tool: { driver: { rules: [{ properties: { tags: ["OWASP-A04:2025", "external/cwe/cwe-319"] } }] } } }] });
  expect(JSON.stringify(logOf())).not.toContain('"tags"');
});

test("lines are given when the file is known", () => {
  const log = logOf({ ...exampleInput, locate: () => ({ uri: "designs/my shop#1.lintel.yaml", line: 12, column: 3 }) });
  checked(log);
  expect(log.runs[0]?.results[0]?.locations[0]?.physicalLocation).toEqual({
    artifactLocation: { uri: "designs/my%20shop%231.lintel.yaml" },
    region: { startLine: 12, startColumn: 3 },
  });
});
