import type { Decision } from "#lib/model/decision.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, type Report } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

interface Gaps {
  readonly title: string;
  readonly missing: readonly string[];
}

const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === "";

/** A decision that is no longer in force is not looked at again. */
const isClosed = ({ status }: Decision): boolean => status === "rejected" || status === "deprecated" || status === "superseded";

function missingSections(decision: Decision): string[] {
  const missing: string[] = [];
  if (isBlank(decision.context)) missing.push("context");
  if (isBlank(decision.decision)) missing.push("decision");
  if (!decision.alternatives?.some(({ option }) => !isBlank(option))) missing.push("alternatives");
  if (isBlank(decision.consequences)) missing.push("consequences");
  if (decision.reviewDate === undefined && !isClosed(decision)) missing.push("review date");
  return missing;
}

const complete = {
  status: "accepted",
  context: "Events are replayed to rebuild the search index.",
  decision: "One managed Kafka carries all events and keeps them for seven days.",
  alternatives: [{ option: "A queue service", against: "It forgets what was read." }],
  consequences: "One more system to operate; consumers must be idempotent.",
  reviewDate: "2026-10-15",
} as const;

export const adrIncomplete = defineRule<Gaps>({
  id: "process/adr-incomplete",
  title: "ADR with an empty section",
  severity: "warning",
  each: "design",
  check(design) {
    let reports: Report<Gaps>[] | undefined;
    for (const decision of design.decisions) {
      const missing = missingSections(decision);
      if (missing.length === 0) continue;
      (reports ??= []).push(finding({ target: decision.id, property: "decisions", related: decision.elements, data: { title: decision.title.trim() || decision.id, missing } }));
    }
    return reports;
  },
  message: ({ data }) => `The decision "${data.title}" is missing its ${listed(data.missing, data.missing.length)}.`,
  why: "A decision without its context and its alternatives cannot be judged by those who inherit it: they keep it out of fear or drop it out of ignorance.",
  remedy: "Write a sentence or two for each: the problem, the choice, what was turned down and why, what becomes worse, and when to look at it again.",
  sources: ["003 Architecture Decision Records"],
  needs: ["design.decisions"],
  readiness: true,
  needsPerson: "What was weighed and why is known only to those who decided.",
  examples: {
    bad: [
      {
        title: "A title and nothing else",
        sketch: sketch()
          .topic("events")
          .decision("adr-1", "Kafka carries events", { status: "proposed", elements: ["events"] }),
      },
      {
        title: "Nothing was turned down, and nobody will look again",
        sketch: sketch().decision("adr-1", "Kafka carries events", { ...complete, alternatives: [], reviewDate: undefined }),
      },
    ],
    good: [
      { title: "All five sections", sketch: sketch().decision("adr-1", "Kafka carries events", complete) },
      {
        title: "A decision that was replaced needs no review date",
        sketch: sketch()
          .decision("adr-1", "A table as a queue", { ...complete, status: "superseded", reviewDate: undefined, supersededBy: "adr-2" })
          .decision("adr-2", "Kafka carries events", complete),
      },
    ],
  },
});
