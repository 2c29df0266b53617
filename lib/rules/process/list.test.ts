import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readLintelFile } from "#lib/import/lintel-file/lintel-file.ts";
import type { Design } from "#lib/model/design.ts";
import { sketch } from "#lib/model/sketch.ts";
import { lint } from "../lint.ts";
import { applyFix, Wording } from "../words.ts";
import { processRules } from "./list.ts";

const TODAY = "2026-01-15";
const only = (name: string) => processRules.filter(({ id }) => id === `process/${name}`);
const found = (name: string, design: Design) => lint(design, { rules: only(name), today: TODAY });
const first = (name: string, design: Design) => {
  const [one] = found(name, design).findings;
  if (!one) throw new Error(`process/${name} says nothing.`);
  return one;
};

function example(path: string): Design {
  const file = readLintelFile(readFileSync(new URL(`../../../examples/${path}`, import.meta.url), "utf8"));
  if (!file.ok) throw new Error(`${path} cannot be read.`);
  return file.design;
}

describe("the order platform as drawn", () => {
  const design = example("order-management/as-drawn.lintel.yaml");
  const result = lint(design, { rules: processRules, today: TODAY });

  test("was submitted like this", () => {
    const targets = Object.fromEntries([...Map.groupBy(result.findings, ({ rule }) => rule)].map(([rule, ones]) => [rule, ones.map(({ target }) => target).toSorted()]));
    expect(targets).toEqual({
      "process/checklist-without-evidence": ["alerts", "breakers", "chaos", "hpa", "loadTest", "logging", "pooling", "tracing"],
      "process/decision-without-adr": ["es", "kafka", "order:orders", "pg", "redis", "s-order"],
      "process/edge-case-unanswered": ["design"],
      "process/failure-mode-missing": ["alb", "gw", "inventory", "notification", "order", "order-events", "payment", "pg", "pgr", "redis"],
      "process/no-runbook": ["inventory", "notification", "order", "payment"],
      "process/proposal-incomplete": ["design"],
      "process/quality-gate-open": ["design"],
      "process/requirements-incomplete": ["design"],
      "process/service-definition-incomplete": ["inventory", "notification", "payment"],
      "process/specialist-review-missing": ["design"],
    });
    expect(result.undecided).toEqual([]);
  });

  test("and says what was missing", () => {
    const wording = new Wording(design);
    const says = (name: string) => wording.message(first(name, design));
    expect(says("requirements-incomplete")).toBe("The requirements say nothing about consistency, data, integrations and constraints.");
    expect(says("proposal-incomplete")).toBe(
      "The proposal was submitted to checkpoint 1 without this: integration points, security considerations, performance estimates and security analysis.",
    );
    expect(says("specialist-review-missing")).toBe("The design touches areas that no specialist has looked at: database, API contracts and performance.");
  });
});

test("a prototype is not asked for papers", () => {
  const papers = sketch()
    .service("order", { technology: { name: "Go" } })
    .database("orders")
    .data("order", "orders");
  expect(lint(papers.design, { rules: processRules, today: TODAY }).findings.length).toBeGreaterThan(3);
  expect(lint(papers.set({ maturity: "prototype" }).design, { rules: processRules, today: TODAY }).findings).toEqual([]);
});

describe("a day", () => {
  const overdue = sketch()
    .decision("adr-1", "One database", { status: "accepted", reviewDate: "2026-01-14" })
    .waiver({ rule: "api/no-spec", reason: "Soon", owner: "Noor", expires: "2026-01-14" }).design;
  const due = sketch()
    .decision("adr-1", "One database", { status: "accepted", reviewDate: TODAY })
    .waiver({ rule: "api/no-spec", reason: "Soon", owner: "Noor", expires: TODAY }).design;

  test.each(["adr-review-overdue", "waiver-expired"])("%s: is over on the next one, and never without a clock", (name) => {
    expect(found(name, overdue).findings).toHaveLength(1);
    expect(found(name, due).findings).toEqual([]);
    expect(lint(overdue, { rules: only(name) }).findings).toEqual([]);
  });
});

describe("what cannot be decided", () => {
  test("an approval that does not say which design it was given to", () => {
    const design = sketch().set({ process: { state: "implementation", approvals: [{ checkpoint: 1, verdict: "approved", role: "PE", user: "Ines" }] } }).design;
    expect(found("design-drift", design).undecided).toMatchObject([{ missing: ["process.approvals.designHash"] }]);
  });

  test("a signature under a contract whose hash nobody gives", () => {
    const { findings, undecided } = found("contract-change-unagreed", sketch().service("order", { apis: [{ id: "orders", agreedHash: "9c20" }] }).design);
    expect(findings).toEqual([]);
    expect(undecided).toMatchObject([{ target: "order:orders", missing: ["order.apis.contractHash"] }]);
  });
});

test("the last verdict of a Principal Engineer on a checkpoint counts, whatever others said later", () => {
  const built = (...approvals: NonNullable<NonNullable<Design["process"]>["approvals"]>) => sketch().set({ process: { state: "implementation", approvals } }).design;
  const [yes, no] = [{ checkpoint: 1, verdict: "approved", role: "PE" } as const, { checkpoint: 1, verdict: "changesRequested", role: "PE" } as const];
  expect(found("implementation-before-approval", built(no, yes)).findings).toEqual([]);
  expect(found("implementation-before-approval", built(yes, { ...no, role: "BE" })).findings).toEqual([]);
  expect(found("implementation-before-approval", built(yes, { ...no, checkpoint: 2 })).findings).toEqual([]);
  expect(found("implementation-before-approval", built(yes, no)).findings).toHaveLength(1);
});

describe("a decision that is created", () => {
  const design = sketch()
    .database("orders", { name: "Order database", purpose: "Keeps orders.", technology: { name: "PostgreSQL", rationale: "Orders need transactions." } })
    .saga("checkout", { name: "Checkout", style: "orchestration" })
    .service("order", {
      apis: [
        { id: "a", style: "grpc", exposure: "internal" },
        { id: "b", style: "rest", exposure: "public" },
      ],
    })
    .set({ mesh: { product: "istio" } }).design;
  const fixed = found("decision-without-adr", design).findings.reduce((before, one) => applyFix(before, one), design);

  test("says what the design says, and no more", () => {
    expect(fixed.decisions).toEqual([
      {
        id: "adr-1",
        title: "Order database runs on PostgreSQL",
        status: "proposed",
        category: "data",
        context: "Keeps orders.",
        decision: "Orders need transactions.",
        elements: ["orders"],
      },
      { id: "adr-2", title: "How the steps of Checkout agree: orchestration", status: "proposed", category: "architecture" },
      { id: "adr-3", title: "Istio as the service mesh", status: "proposed", category: "architecture" },
      { id: "adr-4", title: "order offers REST to the public", status: "proposed", category: "architecture", elements: ["order"] },
    ]);
  });

  test("is linked from what it is about, and then asks for its sections", () => {
    expect(fixed.components.map(({ decision }) => decision)).toEqual(["adr-1", undefined]);
    expect(fixed.components[1]?.apis?.map(({ decision }) => decision)).toEqual([undefined, "adr-4"]);
    expect([fixed.sagas[0]?.decision, fixed.mesh?.decision]).toEqual(["adr-2", "adr-3"]);
    expect(found("decision-without-adr", fixed).findings).toEqual([]);
    expect(found("adr-incomplete", fixed).findings.map(({ target }) => target)).toEqual(["adr-1", "adr-2", "adr-3", "adr-4"]);
  });
});

describe("a failure mode that is written down from the design", () => {
  const design = sketch()
    .client("web")
    .service("order", { name: "Orders", instances: { min: 3, max: 9 } })
    .external("payment")
    .database("orders")
    .call("web", "order")
    .call("order", "payment", { fallback: "accept, charge later" })
    .data("order", "orders")
    .flow("checkout", ["web-order", "order-payment", "order-orders"], { criticality: "critical" }).design;
  const fix = (id: string) => {
    const one = found("failure-mode-missing", design).findings.find(({ target }) => target === id);
    if (!one) throw new Error(`nothing about ${id}`);
    return { fixable: one.fixable, modes: applyFix(design, one).components.find((component) => component.id === id)?.failureModes };
  };

  test("tells what fails from what goes on", () => {
    expect(fix("order").modes).toEqual([{ mode: "Does not answer", effect: '"checkout" fails', mitigation: "3 instances run at least, the others take over" }]);
    expect(fix("payment").modes).toEqual([{ mode: "Does not answer", effect: '"checkout" goes on without it', mitigation: "Orders falls back to: accept, charge later" }]);
  });

  test("is left to people where the design has no answer", () => {
    expect(fix("orders")).toEqual({ fixable: false, modes: undefined });
  });
});

test("only the approval and the waiver that are meant are struck out", () => {
  const design = sketch()
    .set({
      process: {
        author: "Sam",
        approvals: [
          { checkpoint: 1, verdict: "changesRequested", role: "PE", user: "Sam" },
          { checkpoint: 1, verdict: "approved", role: "PE", user: "sam " },
          { checkpoint: 1, verdict: "approved", role: "PE", user: "Ines" },
        ],
      },
    })
    .waiver({ rule: "api/no-spec", reason: "Until spring", owner: "Noor", expires: "2026-03-31" })
    .waiver({ rule: "api/no-spec", reason: "Until winter", owner: "Noor", expires: "2025-12-31" }).design;
  expect(applyFix(design, first("self-approval", design)).process?.approvals?.map(({ user }) => user)).toEqual(["Sam", "Ines"]);
  expect(applyFix(design, first("waiver-expired", design)).waivers.map(({ reason }) => reason)).toEqual(["Until spring"]);
});
