import { assumptions, decisionList } from "./documents/agreement.ts";
import { apiSpecifications, databaseSchema } from "./documents/contracts.ts";
import { assemble, joined } from "./documents/document.ts";
import { boundaries, communicationStyles, diagram, eventCatalogue, flows, header, serviceDefinitions, summary } from "./documents/overview.ts";
import { caching, edgeCases, failureModes, observability, readiness, resilience, scalability, security, technologyStack } from "./documents/qualities.ts";
import type { Exporter } from "./exporter.ts";
import { fileNameOf } from "./file-name.ts";
import { findingsAsMarkdown } from "./findings-markdown.ts";

/** The System Architecture Design: eighteen sections, filled from the design; what it does not say is listed as open. */
export const architectureDesign: Exporter = {
  id: "architecture-design",
  title: "System Architecture Design",
  description: "The complete architecture document in eighteen sections, with diagrams; what is missing is listed as open.",
  mediaType: "text/markdown",
  fileName: (design) => fileNameOf(design, ".architecture.md"),
  render(input) {
    const { design } = input;
    const text = assemble(`System Architecture Design: ${design.title}`, [
      { title: "Document", body: header(input) },
      { title: "Executive Summary", body: summary(design) },
      { title: "Architecture Overview", body: joined(diagram(design), "### Communication styles", communicationStyles(design), "### Boundaries", boundaries(design)) },
      { title: "Service Definitions", body: serviceDefinitions(design) },
      { title: "API Specifications", body: apiSpecifications(design) },
      { title: "Database Schema", body: databaseSchema(design) },
      { title: "Event Flow", body: joined(flows(design), "### Event catalogue", eventCatalogue(design)) },
      { title: "Technology Stack", body: technologyStack(design) },
      { title: "Resilience", body: resilience(design) },
      { title: "Caching Plan", body: caching(design) },
      { title: "Scalability Analysis", body: scalability(design) },
      { title: "Security Considerations", body: security(design) },
      { title: "Observability", body: observability(design) },
      { title: "Failure Modes and Edge Cases", body: joined(failureModes(design), "### Edge cases", edgeCases(design)) },
      { title: "Production Readiness Checklist", body: readiness(design) },
      { title: "Architecture Decision Records", body: decisionList(design) },
      { title: "Open Findings and Waivers", body: findingsAsMarkdown(input, 3) },
      {
        title: "Appendix: Assumptions and Calculations",
        body: joined(
          "### Assumptions",
          assumptions(design),
          "### Calculations",
          "Capacity in the scalability analysis is the stated total, else the largest number of instances times the capacity of one. Growth projections multiply today's peak load.",
        ),
      },
    ]);
    return { text, notes: [] };
  },
};
