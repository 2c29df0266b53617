import { expect, test } from "vitest";
import { exampleInput } from "./example-input.ts";
import { findingsJson } from "./findings-json.ts";
import { findingsMarkdown } from "./findings-markdown.ts";
import { junit } from "./junit.ts";

test("Markdown: the worst first, with reasons, remedies, open questions and accepted risks", () => {
  expect(findingsMarkdown.render(exampleInput).text).toBe(`# Findings: Order Management

2026-11-21

1 error · 1 warning · 1 piece of advice · 1 undecided · 1 accepted or not applicable.

## Errors (1)

### Remote call without a timeout – order-payment

Order Service waits for Payment without a limit. A callee that hangs holds the caller's threads.

**What to do:** Set a timeout. (A quick fix exists.)

\`resilience/missing-timeout\`. Source: 000 §6 Timeout Everywhere.

## Warnings (1)

### Stale – order-redis

Order Service waits for Payment without a limit. A callee that hangs holds the caller's threads.

**What to do:** Set a timeout.

\`caching/stale-too-long\`. Source: 000 §6 Timeout Everywhere.

## Advice (1)

### Remote call without a timeout – gw

Order Service waits for Payment without a limit. A callee that hangs holds the caller's threads.

**What to do:** Set a timeout. (A quick fix exists.)

\`security/no-ddos-protection\`. Source: 000 §6 Timeout Everywhere.

## Undecided (1)

These rules need a number that the design does not state yet.

| Rule | Target | Missing |
| --- | --- | --- |
| \`scalability/capacity-below-peak\` | order | \`order.perInstanceRps\` |

## Accepted risks (1)

| Rule | Target | Reason | Owner | Expires | Decision |
| --- | --- | --- | --- | --- | --- |
| \`resilience/missing-bulkhead\` | payment-psp | One caller only | Ada | 2027-01-31 | – |
`);
});

test("JSON: findings, undecided, waived and a summary", () => {
  const document: unknown = JSON.parse(findingsJson.render({ ...exampleInput, locate: () => ({ uri: "shop.lintel.yaml", line: 7 }) }).text ?? "");
  expect(document).toMatchObject({
    findings: [
      {
        rule: "resilience/missing-timeout",
        severity: "error",
        message: "Order Service waits for Payment without a limit.",
        target: "order-payment",
        fixable: true,
        property: "timeoutMs",
        file: "shop.lintel.yaml",
        line: 7,
      },
      { rule: "caching/stale-too-long" },
      { rule: "security/no-ddos-protection" },
    ],
    undecided: [{ rule: "scalability/capacity-below-peak", target: "order", missing: ["order.perInstanceRps"] }],
    waived: [{ rule: "resilience/missing-bulkhead", waiver: { owner: "Ada" } }],
    summary: { error: 1, warning: 1, info: 1, undecided: 1, waived: 1, fixable: 2 },
  });
});

test("JUnit: a suite per rule, texts escaped", () => {
  const evil = exampleInput.findings.slice(0, 1).map((found) => ({ ...found, message: `"<&'\u0000>\uD800`, target: "a\nb" }));
  expect(junit.render({ ...exampleInput, findings: evil, undecided: [] }).text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="Order Management" tests="2" failures="1" errors="0" skipped="1">
  <testsuite name="resilience/missing-timeout" tests="1" failures="1" errors="0" skipped="0">
    <testcase classname="resilience/missing-timeout" name="a&#10;b timeoutMs">
      <failure type="error" message="&quot;&lt;&amp;&#39;\uFFFD&gt;\uFFFD">A callee that hangs holds the caller&#39;s threads. Set a timeout.</failure>
    </testcase>
  </testsuite>
  <testsuite name="resilience/missing-bulkhead" tests="1" failures="0" errors="0" skipped="1">
    <testcase classname="resilience/missing-bulkhead" name="payment-psp">
      <skipped message="Accepted by Ada until 2027-01-31: One caller only"/>
    </testcase>
  </testsuite>
</testsuites>
`);
});
