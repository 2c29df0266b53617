import type { Decision } from "#lib/model/decision.ts";
import type { Design } from "#lib/model/design.ts";
import type { Exporter, ExportFile, ExportInput } from "./exporter.ts";
import { slug } from "./file-name.ts";
import { bullets, inline, open, paragraphs } from "./markdown-text.ts";
import { Names } from "./documents/values.ts";

const STATUS_TITLES: Record<NonNullable<Decision["status"]>, string> = {
  proposed: "Proposed",
  accepted: "Accepted",
  rejected: "Rejected",
  deprecated: "Deprecated",
  superseded: "Superseded",
};

interface Numbered {
  readonly decision: Decision;
  readonly number: number;
  readonly name: string;
}

/** Decisions with their number and file name: `0001-use-kafka.md`. */
function numbered(design: Design): readonly Numbered[] {
  return design.decisions.map((decision, at) => ({ decision, number: at + 1, name: `${String(at + 1).padStart(4, "0")}-${slug(decision.title, "decision")}.md` }));
}

const successor = (all: readonly Numbered[], { supersededBy }: Decision): Numbered | undefined => all.find(({ decision }) => decision.id === supersededBy);

function elementsText({ design }: ExportInput, decision: Decision): string {
  const names = new Names(design);
  const connections = new Map(design.connections.map((connection) => [connection.id, connection]));
  return (decision.elements ?? [])
    .map((id) => {
      const connection = connections.get(id);
      return connection ? names.ends(connection) : names.of(id);
    })
    .join(", ");
}

function madrFile(input: ExportInput, entry: Numbered, all: readonly Numbered[]): ExportFile {
  const { decision } = entry;
  const next = successor(all, decision);
  const status = decision.status === "superseded" && next ? `superseded by ADR-${String(next.number).padStart(4, "0")}` : (decision.status ?? "proposed");
  const deciders = decision.deciders ?? [];
  const options = decision.alternatives ?? [];
  const more = [
    decision.category ? `Category: ${decision.category}` : "",
    decision.elements && decision.elements.length > 0 ? `Concerns: ${elementsText(input, decision)}` : "",
    decision.findings && decision.findings.length > 0 ? `Findings: ${decision.findings.map(inline).join(", ")}` : "",
    decision.acceptedBy ? `Accepted by: ${inline(decision.acceptedBy)}` : "",
    decision.reviewDate ? `To be reviewed on: ${decision.reviewDate}` : "",
    next ? `Superseded by: [${inline(next.decision.title)}](${encodeURI(next.name)})` : "",
  ].filter((line) => line !== "");
  const parts = [
    [
      "---",
      `status: ${JSON.stringify(status)}`,
      ...(decision.date ? [`date: ${decision.date}`] : []),
      ...(deciders.length > 0 ? [`decision-makers: ${JSON.stringify(deciders)}`] : []),
      "---",
    ].join("\n"),
    `# ${inline(decision.title)}`,
    "## Context and Problem Statement",
    decision.context ? paragraphs(decision.context) : open("what makes the decision necessary."),
    "## Considered Options",
    bullets([inline(decision.title), ...options.map((option) => inline(option.option))]),
    "## Decision Outcome",
    `Chosen option: "${inline(decision.title)}"${decision.decision ? "." : `, because ${open("reason.")}`}`,
    decision.decision ? paragraphs(decision.decision) : "",
    "### Consequences",
    decision.consequences ? paragraphs(decision.consequences) : open("what becomes better, what becomes worse."),
    ...(options.length > 0
      ? [
          "## Pros and Cons of the Options",
          ...options.flatMap((option) => [`### ${inline(option.option) || "Option"}`, `- Bad, because ${inline(option.against) || open("why not.")}`]),
        ]
      : []),
    ...(more.length > 0 ? ["## More Information", bullets(more)] : []),
  ];
  return { name: entry.name, content: `${parts.filter((part) => part !== "").join("\n\n")}\n` };
}

function nygardFile(input: ExportInput, entry: Numbered, all: readonly Numbered[]): ExportFile {
  const { decision } = entry;
  const next = successor(all, decision);
  const options = (decision.alternatives ?? []).map((option) => `${inline(option.option)}: ${inline(option.against) || open("why not.")}`);
  const parts = [
    `# ${entry.number}. ${inline(decision.title)}`,
    decision.date ? `Date: ${decision.date}` : "",
    "## Status",
    joinStatus(decision, next),
    "## Context",
    decision.context ? paragraphs(decision.context) : open("what makes the decision necessary."),
    decision.elements && decision.elements.length > 0 ? `Concerns: ${elementsText(input, decision)}` : "",
    "## Decision",
    decision.decision ? paragraphs(decision.decision) : open("what was decided, and why."),
    options.length > 0 ? `Turned down:\n\n${bullets(options)}` : "",
    "## Consequences",
    decision.consequences ? paragraphs(decision.consequences) : open("what becomes better, what becomes worse."),
  ];
  return { name: entry.name, content: `${parts.filter((part) => part !== "").join("\n\n")}\n` };
}

const joinStatus = (decision: Decision, next: Numbered | undefined): string =>
  next ? `Superseded by [${next.number}. ${inline(next.decision.title)}](${encodeURI(next.name)})` : STATUS_TITLES[decision.status ?? "proposed"];

function render(input: ExportInput, write: (input: ExportInput, entry: Numbered, all: readonly Numbered[]) => ExportFile) {
  const all = numbered(input.design);
  const undated = all.filter(({ decision }) => decision.status === undefined).length;
  return {
    files: all.map((entry) => write(input, entry, all)),
    notes: [
      ...(all.length === 0 ? ["The design records no decision, so there is no file."] : []),
      ...(undated > 0 ? [`${undated} ${undated === 1 ? "decision has" : "decisions have"} no status and ${undated === 1 ? "is" : "are"} written as proposed.`] : []),
    ],
  };
}

/** The decisions as MADR 4 files. https://adr.github.io/madr/ */
export const adrMadr: Exporter = {
  id: "adr-madr",
  title: "Decisions (MADR 4)",
  description: "One Markdown file per decision, with front matter, options and consequences.",
  mediaType: "text/markdown",
  fileName: () => "decisions",
  render: (input) => render(input, madrFile),
};

/** The decisions in Michael Nygard's form. https://cognitect.com/blog/2011/11/15/documenting-architecture-decisions */
export const adrNygard: Exporter = {
  id: "adr-nygard",
  title: "Decisions (Nygard)",
  description: "One Markdown file per decision: status, context, decision, consequences.",
  mediaType: "text/markdown",
  fileName: () => "adr",
  render: (input) => render(input, nygardFile),
};
