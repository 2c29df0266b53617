import type { Design } from "#lib/model/design.ts";
import { SPECIALIST_AREAS } from "#lib/model/process.ts";
import { bullets, inline, open, paragraphs, table } from "../markdown-text.ts";
import { joined } from "./document.ts";
import { spoken } from "./qualities.ts";
import { Names, quantity } from "./values.ts";

const list = (items: readonly string[] | undefined, missing: string): string => (items && items.length > 0 ? bullets(items.map(inline)) : open(missing));

/** The goal and the requirements with their ids. */
export function requirements(design: Design): string {
  const { goal, functional, nfr, data, integrations, constraints } = design.requirements ?? {};
  const numbered = (prefix: string, items: readonly (readonly [string, string])[]) => items.map(([name, value], at) => [`${prefix}-${at + 1}`, name, value]);
  const rows = [
    ...(functional && functional.length > 0 ? functional.map((item, at) => [`F-${at + 1}`, "Functional", inline(item)]) : [["F-1", "Functional", open("functional requirements")]]),
    ...numbered("Q", [
      ["Peak load", quantity("rps", nfr?.peakRps) || open("peak load")],
      ["Average load", quantity("rps", nfr?.avgRps) || open("average load")],
      ["p99 latency", quantity("ms", nfr?.p99Ms) || open("p99 latency")],
      ["Availability", quantity("ratio", nfr?.availability) || open("availability")],
      ["Consistency", inline(nfr?.consistency) || open("consistency")],
    ]),
    ...numbered(
      "D",
      (["volume", "velocity", "variety", "veracity"] as const).map((name) => [spoken(name), inline(data?.[name]) || open(name)] as const),
    ),
    ...(integrations && integrations.length > 0 ? integrations.map((item, at) => [`I-${at + 1}`, "Integration", inline(item)]) : [["I-1", "Integration", open("integrations")]]),
    ...numbered("C", [
      ["Budget", inline(constraints?.budget) || open("budget")],
      ["Team expertise", inline(constraints?.teamExpertise) || open("team expertise")],
      ["Existing stack", inline(constraints?.existingStack) || open("existing stack")],
    ]),
  ];
  return joined(goal ? paragraphs(goal) : open("the user's need in one or two sentences."), table(["Id", "Requirement", "Value"], rows));
}

/** What speaks for and against a distributed system, as far as the design states it. */
export function distributionCase(design: Design): string {
  const org = design.org;
  const teams = design.boundaries.filter(({ kind }) => kind === "team").length;
  const contexts = design.boundaries.filter(({ kind }) => kind === "context").length;
  const reasons = [...new Set(design.components.flatMap(({ splitReason }) => (splitReason ? [splitReason] : [])))];
  return joined(
    table(
      ["Question", "Answer"],
      [
        ["Style chosen", inline(design.profile) || open("modular monolith, microservices or serverless")],
        ["Engineers", org?.engineers === undefined ? open("number of engineers") : String(org.engineers)],
        ["Stage", org?.stage ?? open("early, growth or mature")],
        ["Domain boundaries", org?.domainClarity ?? open("unclear or confirmed")],
        ["Teams and bounded contexts drawn", `${teams} and ${contexts}`],
        ["Reasons for a split", reasons.join(", ") || open("scale, cadence or security, on the services")],
        ["Capabilities", (org?.capabilities ?? []).map(inline).join(", ") || open("delivery, observability and others")],
      ],
    ),
  );
}

/** Outside systems and what happens when they fail. */
export function integrationPoints(design: Design): string {
  const names = new Names(design);
  const reaching = Map.groupBy(design.connections, ({ to }) => to);
  const leaving = Map.groupBy(design.connections, ({ from }) => from);
  const outside = design.components.filter(({ kind }) => kind === "external");
  const rows = outside.flatMap((system) => {
    const used = [...new Set([...(reaching.get(system.id) ?? []), ...(leaving.get(system.id) ?? [])])];
    if (used.length === 0) return [[inline(system.name), inline(system.category), open("who uses it"), "", ""]];
    return used.map((connection) => [
      inline(system.name),
      inline(system.category),
      names.ends(connection),
      quantity("ms", connection.timeoutMs) || open("timeout"),
      inline(connection.fallback) || open("behaviour when it is down"),
    ]);
  });
  return table(["Outside system", "Category", "Connection", "Timeout", "When it is down"], rows) || "No outside systems.";
}

/** The decisions as a list. */
export const decisionList = (design: Design): string =>
  table(
    ["Id", "Decision", "Status", "Date", "Deciders"],
    design.decisions.map((decision) => [
      inline(decision.id),
      inline(decision.title),
      decision.status ?? open("status"),
      decision.date ?? "",
      (decision.deciders ?? []).map(inline).join(", "),
    ]),
  ) || open("no decision has been recorded yet.");

/** What was turned down, and why. */
export function alternatives(design: Design): string {
  const rows = design.decisions.flatMap((decision) => {
    const options = decision.alternatives ?? [];
    return options.length === 0
      ? [[inline(decision.title), open("at least one alternative"), ""]]
      : options.map((option) => [inline(decision.title), inline(option.option), inline(option.against) || open("why not")]);
  });
  return joined(decisionList(design), table(["Decision", "Alternative", "Why not"], rows));
}

/** Risks, assumptions and open questions. */
export const risks = (design: Design): string =>
  joined(
    "### Risks",
    list(design.process?.risks, "risks."),
    "### Assumptions",
    assumptions(design),
    "### Open questions",
    list(design.process?.openQuestions, "none recorded; say so in the review if that is true."),
  );

/** Declared assumptions, and what importers guessed and nobody confirmed yet. */
export function assumptions(design: Design): string {
  const names = new Names(design);
  const guessed = [
    ...design.components
      .filter(({ assumed }) => assumed && assumed.length > 0)
      .map((component) => `${inline(component.name)}: ${(component.assumed ?? []).map(inline).join(", ")}`),
    ...design.connections
      .filter(({ assumed }) => assumed && assumed.length > 0)
      .map((connection) => `${names.ends(connection)}: ${(connection.assumed ?? []).map(inline).join(", ")}`),
  ];
  return joined(list(design.process?.assumptions, "assumptions."), guessed.length > 0 ? `Guessed by the import, not confirmed yet:\n\n${bullets(guessed)}` : "");
}

/** Who has to agree. Votes live on the server; the document leaves room for them. */
export function signOffs(design: Design): string {
  const reviewed = design.process?.specialistReviews ?? [];
  return table(
    ["Who", "Name", "Verdict", "Comments"],
    [
      ["Front end, on the contracts", "", open("sign-off"), ""],
      ...SPECIALIST_AREAS.map((area) => [`Specialist: ${spoken(area).toLowerCase()}`, "", reviewed.includes(area) ? "reviewed" : open("review, or not needed"), ""]),
      ["Product owner", inline(design.process?.productOwner), open("agreement"), ""],
      ["Principal Engineer", inline(design.process?.principalEngineer), open("verdict"), ""],
    ],
  );
}
