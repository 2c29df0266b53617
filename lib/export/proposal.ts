import { alternatives, distributionCase, integrationPoints, requirements, risks, signOffs } from "./documents/agreement.ts";
import { apiSpecifications, databaseSchema } from "./documents/contracts.ts";
import { assemble, joined } from "./documents/document.ts";
import { boundaries, diagram, eventCatalogue, flows, header, ownership } from "./documents/overview.ts";
import { edgeCases, failureModes, observability, qualityCriteria, resilience, scalability, security, technologyStack } from "./documents/qualities.ts";
import type { Exporter } from "./exporter.ts";
import { fileNameOf } from "./file-name.ts";
import { findingsAsMarkdown } from "./findings-markdown.ts";
import { inline, open } from "./markdown-text.ts";

/** The proposal for checkpoint 1: nineteen sections for the Principal Engineer; what the design does not say is listed as open. */
export const proposal: Exporter = {
  id: "proposal",
  title: "Checkpoint 1 proposal",
  description: "The design proposal for the Principal Engineer in nineteen sections; what is missing is listed as open.",
  mediaType: "text/markdown",
  fileName: (design) => fileNameOf(design, ".proposal.md"),
  render(input) {
    const { design } = input;
    const { process } = design;
    const errors = input.findings.filter(({ severity }) => severity === "error").length;
    const securityFindings = input.findings.filter(({ rule }) => rule.startsWith("security/"));
    const people: readonly (readonly [string, string])[] = [
      ["Product owner", inline(process?.productOwner) || open("product owner")],
      ["Principal Engineer", inline(process?.principalEngineer) || open("Principal Engineer")],
    ];
    const text = assemble(`Design Proposal: ${design.title}`, [
      { title: "Header", body: header(input, people) },
      { title: "Goal and Requirements", body: requirements(design) },
      { title: "Evaluation: is a Distributed Design Needed?", body: distributionCase(design) },
      { title: "API Endpoints and Contracts", body: apiSpecifications(design) },
      { title: "Database Schema", body: databaseSchema(design) },
      { title: "Service Boundaries", body: joined(diagram(design), boundaries(design), ownership(design)) },
      { title: "Data Flow", body: joined(flows(design), "### Event catalogue", eventCatalogue(design)) },
      { title: "Integration Points", body: integrationPoints(design) },
      { title: "Scalability and Performance", body: joined(scalability(design), "### Resilience per dependency", resilience(design)) },
      {
        title: "Security",
        body: joined(
          security(design),
          "### Open security findings",
          securityFindings.length > 0 ? findingsAsMarkdown({ findings: securityFindings, undecided: [], waived: [] }, 4) : "None.",
        ),
      },
      { title: "Observability and Objectives", body: observability(design) },
      { title: "Alternatives and Decisions", body: alternatives(design) },
      { title: "Technology Recommendations", body: joined("The Principal Engineer decides.", technologyStack(design)) },
      { title: "Edge Cases and Failure Modes", body: joined(edgeCases(design), "### Failure modes", failureModes(design)) },
      { title: "Quality Criteria", body: qualityCriteria(design) },
      { title: "Risks, Assumptions, Open Questions", body: risks(design) },
      { title: "Effort Estimate", body: process?.effort ? inline(process.effort) : open("effort; dates follow only after the approval.") },
      {
        title: "Linter Report",
        body: joined(
          errors === 0
            ? "No open errors: the design may be submitted."
            : `${errors} open ${errors === 1 ? "error" : "errors"}: to be fixed, or accepted with a reason, before the design is submitted.`,
          findingsAsMarkdown(input, 3),
        ),
      },
      { title: "Sign-offs", body: signOffs(design) },
    ]);
    return { text, notes: [] };
  },
};
