import { describe, expect, test } from "vitest";
import { ruleById, RULES } from "./catalogue.ts";
import { type ElementFacts, factsOf } from "./example-facts.ts";
import { explain } from "./explanation.ts";

/** What a drawing shows of what a rule points at. */
const DRAWN = new Set([undefined, "contexts", "kind", "name", "timeoutMs", "ttlMs", "protocol", "pattern", "mode", "to", "waivers", "connections"]);

const explained = (id: string) => explain(ruleById(id) ?? expect.fail(`no rule ${id}`));
const lines = (facts: readonly ElementFacts[]) =>
  facts.flatMap(({ title, facts: inner }) => inner.map(({ label, text, isPointedAt }) => `${isPointedAt ? "* " : ""}${title}: ${label}: ${text}`));

describe.each(RULES.map((rule) => [rule.id, rule] as const))("the examples of %s", (_, rule) => {
  const { bad, good } = explain(rule);
  test("show facts in words", () => {
    for (const { facts } of [...bad, ...good]) for (const line of lines(facts)) expect(line).toMatch(/^(?:\* )?[^:]+.*: \S(?:(?!undefined|\[object).)*$/u);
  });
  test("show the point of a bad one, in the drawing or beside it", () => {
    for (const { findings, facts } of bad) {
      const pointless = findings.filter(({ finding: { property } }) => !DRAWN.has(property?.split(".")[0]));
      if (pointless.length > 0) expect(facts).not.toEqual([]);
    }
  });
});

test("of a table only what the rule reads, and the right table of several", () => {
  expect(lines(explained("database/cascade-with-soft-delete").bad[0]?.facts ?? [])).toEqual([
    "post-db: tables · users: softDelete yes",
    "* post-db: tables · posts: fks onDelete cascade",
  ]);
});

test("of an endpoint, of the steps of a saga, and of what is not there", () => {
  expect(lines(explained("api/unsafe-get").bad[0]?.facts ?? [])).toEqual(["* order: endpoints · GET /v1/orders/{id}/cancel: effect action"]);
  expect(lines(explained("process/no-runbook").bad[0]?.facts ?? [])).toEqual(["* payment: runbooks: not set"]);
  expect(lines(explained("transactions/missing-compensation").bad[0]?.facts ?? []).filter((line) => line.startsWith("*"))).not.toEqual([]);
});

test("a design without anything that the rule reads has none", () => {
  const rule = ruleById("communication/sync-cycle") ?? expect.fail("no rule");
  expect(factsOf(rule, rule.examples.good[0]?.sketch.design ?? expect.fail("no example"), [])).toEqual([]);
});
