import { optionTitle } from "#lib/model/option-title.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, type Report } from "../rule.ts";

interface Change {
  readonly id: string;
  readonly role?: string;
}

export const requirementChangedByEngineer = defineRule<Change>({
  id: "process/requirement-changed-by-engineer",
  title: "Requirement changed by someone else than the PM",
  severity: "error",
  each: "design",
  check({ process }) {
    let reports: Report<Change>[] | undefined;
    for (const { id, role, acceptedByPM } of process?.requirementChanges ?? []) {
      if (role === "PM" || acceptedByPM === true) continue;
      (reports ??= []).push(finding({ target: id, property: "process.requirementChanges", data: { id: id.trim() || "without a name", ...(role && { role }) } }));
    }
    return reports;
  },
  message: ({ data }) =>
    `The requirement "${data.id}" was changed by ${data.role ? `somebody in the role ${optionTitle(data.role)}` : "somebody whose role is not stated"}; the product manager has not accepted it.`,
  why: "A requirement that is changed to fit the design no longer says what the users need, and the one who promised it to them does not know.",
  remedy: "Propose the change to the product manager, who accepts it or keeps the requirement.",
  sources: ["004 §1.3 (Product Manager)"],
  needs: ["process.requirementChanges"],
  needsPerson: "Only the product manager can accept or turn down the change of a requirement.",
  examples: {
    bad: [
      { title: "The latency was relaxed by those who missed it", sketch: sketch().set({ process: { requirementChanges: [{ id: "p99 300 ms instead of 200 ms", role: "BE" }] } }) },
    ],
    good: [
      {
        title: "Proposed by an engineer, accepted by the product manager",
        sketch: sketch().set({ process: { requirementChanges: [{ id: "p99 300 ms instead of 200 ms", role: "BE", acceptedByPM: true }] } }),
      },
      { title: "Changed by the product manager", sketch: sketch().set({ process: { requirementChanges: [{ id: "guests may order", role: "PM" }] } }) },
    ],
  },
});
