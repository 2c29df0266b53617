import type { Design } from "#lib/model/design.ts";
import { updateMember } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, type Report } from "../rule.ts";

interface Accepted {
  readonly title: string;
  readonly by?: string;
}

/** Whether a decision was accepted by a Principal Engineer: by the role, or by the one whom the design names. */
function isByPrincipalEngineer(acceptedBy: string | undefined, { process }: Design): boolean {
  const by = acceptedBy?.trim().toLowerCase() ?? "";
  const engineer = process?.principalEngineer?.trim().toLowerCase();
  return /\b(?:pe|principal engineer)\b/u.test(by) || (by !== "" && by === engineer);
}

const kafka = (acceptedBy: string | undefined, status: "accepted" | "proposed" = "accepted") =>
  sketch()
    .topic("events")
    .set({ process: { principalEngineer: "Ines Roth" } })
    .decision("adr-1", "Kafka carries events", { status, category: "technology", acceptedBy, elements: ["events"] });

export const stackDecisionWithoutPe = defineRule<Accepted>({
  id: "process/stack-decision-without-pe",
  title: "Stack chosen without the PE",
  severity: "warning",
  each: "design",
  check(design) {
    let reports: Report<Accepted>[] | undefined;
    for (const { id, title, status, category, acceptedBy, elements } of design.decisions) {
      if (category !== "technology" || status !== "accepted" || isByPrincipalEngineer(acceptedBy, design)) continue;
      const by = acceptedBy?.trim();
      (reports ??= []).push(finding({ target: id, property: "decisions", related: elements, data: { title: title.trim() || id, ...(by && { by }) } }));
    }
    return reports;
  },
  message: ({ data }) => `The technology decision "${data.title}" was accepted ${data.by ? `by ${data.by}, not by` : "without"} a Principal Engineer.`,
  why: "A technology stays longer than the project that brought it: someone who sees all teams has to weigh what it costs to run, to staff and to leave.",
  remedy: "Propose it with its alternatives and let the Principal Engineer accept it.",
  sources: ["004 §1.1"],
  conflicts: ["CF-42"],
  needs: ["decision.category", "decision.status", "decision.acceptedBy", "process.principalEngineer"],
  fix: { title: "Set it back to proposed", apply: (design, found) => updateMember(design, "decisions", found.target, { status: "proposed" }) },
  examples: {
    bad: [
      { title: "The team chose for itself", sketch: kafka("Ordering team") },
      { title: "Nobody knows who accepted it", sketch: kafka(undefined) },
    ],
    good: [
      { title: "Accepted by the Principal Engineer", sketch: kafka("Principal Engineer") },
      { title: "Accepted by the one whom the design names", sketch: kafka("Ines Roth") },
      { title: "Proposed by the team", sketch: kafka(undefined, "proposed") },
    ],
  },
});
