import { describe, expect, test } from "vitest";
import { emptyDesign } from "#lib/model/design.ts";
import { sketch } from "#lib/model/sketch.ts";
import { architectureDesign } from "./architecture-design.ts";
import { exampleInput } from "./example-input.ts";
import type { Exporter, ExportInput } from "./exporter.ts";
import { parseWithMermaid } from "./mermaid/mermaid-parser.ts";
import { proposal } from "./proposal.ts";

const write = (exporter: Exporter, input: ExportInput): string => exporter.render(input).text ?? "";
const sectionsOf = (text: string) =>
  text
    .split("\n")
    .filter((line) => line.startsWith("## "))
    .map((line) => line.slice(3));
const blocksOf = (text: string) => [...text.matchAll(/^```mermaid\n([^]*?)\n```$/gmu)].map((match) => match[1] ?? "");
const empty: ExportInput = { design: emptyDesign("empty", "Empty"), findings: [], undecided: [], waived: [] };

test("the System Architecture Design has its eighteen sections", () => {
  const expected = [
    "1. Document",
    "2. Executive Summary",
    "3. Architecture Overview",
    "4. Service Definitions",
    "5. API Specifications",
    "6. Database Schema",
    "7. Event Flow",
    "8. Technology Stack",
    "9. Resilience",
    "10. Caching Plan",
    "11. Scalability Analysis",
    "12. Security Considerations",
    "13. Observability",
    "14. Failure Modes and Edge Cases",
    "15. Production Readiness Checklist",
    "16. Architecture Decision Records",
    "17. Open Findings and Waivers",
    "18. Appendix: Assumptions and Calculations",
  ];
  expect(sectionsOf(write(architectureDesign, exampleInput))).toEqual(expected);
  expect(sectionsOf(write(architectureDesign, empty))).toEqual(expected);
});

test("the proposal has its nineteen sections", () => {
  const expected = [
    "1. Header",
    "2. Goal and Requirements",
    "3. Evaluation: is a Distributed Design Needed?",
    "4. API Endpoints and Contracts",
    "5. Database Schema",
    "6. Service Boundaries",
    "7. Data Flow",
    "8. Integration Points",
    "9. Scalability and Performance",
    "10. Security",
    "11. Observability and Objectives",
    "12. Alternatives and Decisions",
    "13. Technology Recommendations",
    "14. Edge Cases and Failure Modes",
    "15. Quality Criteria",
    "16. Risks, Assumptions, Open Questions",
    "17. Effort Estimate",
    "18. Linter Report",
    "19. Sign-offs",
  ];
  expect(sectionsOf(write(proposal, exampleInput))).toEqual(expected);
  expect(sectionsOf(write(proposal, empty))).toEqual(expected);
});

describe.each([
  ["architecture", architectureDesign],
  ["proposal", proposal],
] as const)("%s", (_name, exporter) => {
  test("its diagrams are read by Mermaid itself", async () => {
    const blocks = blocksOf(write(exporter, exampleInput));
    expect(blocks.map((block) => block.split("\n", 1)[0])).toEqual(["flowchart LR", "sequenceDiagram"]);
    const seen = await parseWithMermaid(blocks[0] ?? "");
    expect(seen.nodes).toHaveLength(exampleInput.design.components.length);
    expect(seen.edges).toHaveLength(exampleInput.design.connections.length);
  });

  test("tables keep their columns", () => {
    const lines = write(exporter, exampleInput).split("\n");
    for (const [at, line] of lines.entries()) {
      if (!line.startsWith("| ---")) continue;
      const columns = line.split(" | ").length;
      expect(lines[at - 1]?.split(" | ").length).toBe(columns);
      for (let row = at + 1; lines[row]?.startsWith("|"); row += 1) expect(lines[row]?.split(" | ").length, lines[row]).toBe(columns);
    }
  });

  test("what is missing is open, nothing is made up", () => {
    const text = write(exporter, empty);
    expect(text.split("**Open:**").length).toBeGreaterThan(15);
    expect(text).not.toMatch(/\d+ms|\d%/u);
  });

  test("text of the user stays text", () => {
    const evil = "| a | b |\n# Heading <img src=x onerror=alert(1)> [click](javascript:alert(1)) `code` ```\n---\n- item https://evil.example @all";
    const design = sketch(evil)
      .boundary("context", "c", { name: evil, purpose: evil })
      .service("a", { name: evil, purpose: evil, contexts: ["c"], technology: { name: evil, rationale: evil }, apis: [{ id: evil, endpoints: [{ id: evil, path: evil }] }] })
      .database("b", { name: evil, tables: [{ name: evil }] })
      .data("a", "b", { label: evil })
      .flow("f", ["a-b"], { name: evil })
      .decision("d", evil, { status: "accepted", consequences: evil }).design;
    const text = write(exporter, { ...empty, design: { ...design, description: evil, process: { author: evil, risks: [evil] }, requirements: { goal: evil } } });
    const outside = text.replaceAll(/^```mermaid\n[^]*?\n```$/gmu, "");
    expect(outside).not.toMatch(/<img|<script/u);
    expect(outside).not.toMatch(/(?<!\\)\]\(javascript/u);
    expect(outside).not.toContain("https://evil");
    expect(outside.split("\n").filter((line) => /^#+ Heading/u.test(line))).toEqual([]);
    expect(sectionsOf(text)).toEqual(sectionsOf(write(exporter, empty)));
    const rows = outside.split("\n").filter((line) => line.startsWith("| ") && line.includes("onerror"));
    expect(rows.length).toBeGreaterThan(0);
  });
});

test("the architecture states who may do what, what a body may hold, and what a cache and a store keep", () => {
  const limits = [
    { name: "name", type: "string", minLength: 2, maxLength: 50, required: true },
    { name: "email", format: "email" },
    { name: "age", type: "integer", minimum: 18, maximum: 120 },
    { name: "role", enum: ["admin", "viewer"] },
    { name: "height", minimum: -90 },
    { name: "note", type: "string", maxLength: 200, pattern: "^[a-z]+$" },
  ];
  const { design } = sketch()
    .service("users", { name: "Users", deployment: "kubernetes", apis: [{ id: "api", style: "rest", endpoints: [{ id: "create", body: { fields: limits } }] }] })
    .cache("redis", { name: "Redis" })
    .cacheAccess("users", "redis", { structure: "sortedSet" })
    .database("events", { name: "Events", tables: [{ name: "events", indexes: [{ cols: ["at"] }], projections: [{ name: "by_user", sort: ["user_id", "at"] }] }] })
    .set({ security: { authz: "rbac", roles: [{ name: "editor", permissions: ["posts:*", "media:upload"] }, { name: "guest" }] } });
  const text = write(architectureDesign, { ...empty, design });
  expect(text).toContain("| editor | `posts:*`, `media:upload` |\n| guest | **Open:** permissions |");
  expect(text).toContain(
    "name: string, 2 to 50 characters (required), email: email, age: integer, 18 to 120, role: one of admin \\| viewer, height: at least -90, note: string, at most 200 characters, matches ^\\[a-z\\]+\\$",
  );
  expect(text).toContain("| sorted set |");
  expect(text).toContain("| at; projection by\\_user by user\\_id, at |");
  expect(text).toContain("deployed as: Kubernetes");
});

test("the architecture states what the design states", () => {
  const text = write(architectureDesign, exampleInput);
  expect(text).toContain("- **SLA**: availability 99.95%, p99 latency 200ms");
  expect(text).toContain("| POST /v1/orders | oauth2 | – | – | 202, 422 | – | – |");
  expect(text).toContain(
    "| Payment → Payment provider | 3s | 2 retries, exponential, from 200ms, with jitter | opens at 50% failures, in 10s, stays open 30s | – | retry later | yes |",
  );
  expect(text).toContain("| Order Service → Payment | **Open:** timeout | – | – | – | – | yes |");
  expect(text).toContain("| Order events | OrderCreated | domain | v1, backward | Order Service | Payment |");
  expect(text).toContain("`resilience/missing-timeout`");
});

test("the proposal says whether it may be submitted", () => {
  expect(write(proposal, exampleInput)).toContain("1 open error: to be fixed, or accepted with a reason, before the design is submitted.");
  expect(write(proposal, { ...exampleInput, findings: [] })).toContain("No open errors: the design may be submitted.");
});
