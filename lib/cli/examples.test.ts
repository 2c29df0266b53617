import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { embeddedExamples } from "../../.config/embed-examples.ts";
import { sampleDesign, templates } from "#examples/templates.ts";
import { formatLintelFile } from "#lib/export/lintel-file-edit.ts";
import { readLintelFile } from "#lib/import/lintel-file/lintel-file.ts";
import { checkIntegrity } from "#lib/model/integrity.ts";
import { boundaryRules } from "#lib/rules/boundaries/list.ts";
import { cachingRules } from "#lib/rules/caching/list.ts";
import { lint } from "#lib/rules/lint.ts";
import { resilienceRules } from "#lib/rules/resilience/list.ts";
import { securityRules } from "#lib/rules/security/list.ts";

const root = new URL("../../", import.meta.url).pathname;
const files = globSync("examples/*/*.lintel.yaml", { cwd: root });

function open(path: string) {
  const text = readFileSync(`${root}${path}`, "utf8");
  const file = readLintelFile(text);
  if (!file.ok) throw new Error(file.problems.map((problem) => problem.message).join("\n"));
  return { text, ...file };
}

const targetsOf = (found: readonly { readonly rule: string; readonly target: string }[]) =>
  Object.fromEntries([...Map.groupBy(found, (one) => one.rule)].map(([rule, ones]) => [rule, ones.map((one) => one.target).toSorted()]));

describe.each(files)("%s", (path) => {
  const { design, notes, text } = open(path);

  test("is in the standard form, without unknown properties, and fits together", () => {
    expect(notes).toEqual([]);
    expect(checkIntegrity(design)).toEqual([]);
    expect(formatLintelFile(text, design)).toBe(text);
  });

  test("has a place for every component", () => {
    expect(Object.keys(design.layout?.components ?? {}).toSorted()).toEqual(design.components.map((component) => component.id).toSorted());
  });

  if (!/as-drawn|flawed/u.test(path)) {
    test("has no finding and no open question", () => {
      const { findings, undecided, problems } = lint(design);
      expect(targetsOf(findings)).toEqual({});
      expect(targetsOf(undecided)).toEqual({});
      expect(problems).toEqual([]);
    });
  }
});

test("the order platform as drawn has exactly these findings about boundaries, caching, resilience and security", () => {
  const { findings, undecided } = lint(open("examples/order-management/as-drawn.lintel.yaml").design, {
    rules: [...boundaryRules, ...cachingRules, ...resilienceRules, ...securityRules],
  });
  expect(targetsOf(findings)).toEqual({
    "boundaries/nano-service": ["inventory", "payment"],
    "boundaries/no-microservices-driver": ["design"],
    "boundaries/no-owner-team": ["inventory", "notification", "order", "payment"],
    "boundaries/ops-capability-missing": ["design"],
    "boundaries/shared-database": ["pg"],
    "boundaries/unclear-domain": ["design"],
    "caching/local-cache-incoherent": ["order"],
    "caching/stale-too-long": ["k1", "k2"],
    "resilience/breaker-out-of-band": ["c2"],
    "resilience/missing-timeout": ["c1", "c2", "d1", "d2", "d3", "k1", "k2"],
    "resilience/single-point-of-failure": ["create:gw", "create:pg", "create:redis"],
    "resilience/unbounded-request-buffer": ["order"],
    "security/client-supplied-authority": ["order:createOrder.price"],
    "security/no-authorization": ["design"],
    "security/no-ddos-protection": ["alb"],
    "security/no-encryption-at-rest": ["es", "pg", "pgr"],
    "security/no-input-validation": ["order:createOrder"],
    "security/no-rate-limit": ["alb"],
    "security/plaintext-transport": ["c0", "c1", "c2", "d1", "d2", "d3", "k1", "k2", "p1", "p2", "p3", "s1", "s2", "s3"],
    "security/unauthenticated-endpoint": ["order:createOrder"],
  });
  expect(targetsOf(undecided)).toMatchObject({ "boundaries/premature-microservices": ["design"], "resilience/availability-below-target": ["f-create"] });
});

test("the analytics platform as drawn takes a table name from the request, in plain text, from anybody", () => {
  expect(targetsOf(lint(open("examples/realtime-analytics/as-drawn.lintel.yaml").design).findings)).toMatchObject({
    "security/dynamic-identifier": ["query:queryEvents.granularity"],
    "security/unauthenticated-endpoint": ["ingest:sendEvents", "query:queryEvents"],
    "security/no-rate-limit": ["lb", "query"],
  });
});

test("the serverless platform as drawn believes the tenant that the request names", () => {
  expect(targetsOf(lint(open("examples/serverless-platform/as-drawn.lintel.yaml").design).findings)).toMatchObject({
    "security/inline-secret": ["api-streams"],
    "security/tenant-id-from-client": ["api-streams:createStream", "api-streams:listStreams"],
  });
});

test("the sample has findings of all three severities, most with a quick fix, and one connection that says nothing", () => {
  const { findings, undecided } = lint(sampleDesign(), { rules: [...boundaryRules, ...cachingRules, ...resilienceRules, ...securityRules] });
  expect(findings.length).toBeGreaterThanOrEqual(12);
  expect(findings.length).toBeLessThanOrEqual(20);
  expect(new Set(findings.map((found) => found.severity))).toEqual(new Set(["error", "warning", "info"]));
  expect(findings.filter((found) => found.fixable).length / findings.length).toBeGreaterThan(0.8);
  expect(undecided).toEqual([]);
  expect(sampleDesign().components.length).toBeLessThanOrEqual(12);
});

test("the designs that the program carries are those of the files (node .config/embed-examples.ts)", () => {
  expect(readFileSync(`${root}examples/embedded.ts`, "utf8")).toBe(embeddedExamples());
});

test("the templates start with the blank one", () => {
  expect(templates().map((template) => template.id)).toEqual(["blank", "event-driven", "modular-monolith", "order-management", "serverless"]);
  expect(templates()[0]?.design.components).toEqual([]);
});
