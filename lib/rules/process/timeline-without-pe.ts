import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, type Report } from "../rule.ts";

interface Promised {
  readonly what: string;
  readonly date?: string;
}

export const timelineWithoutPe = defineRule<Promised>({
  id: "process/timeline-without-pe",
  title: "Date promised without the PE",
  severity: "warning",
  each: "design",
  check({ process }) {
    let reports: Report<Promised>[] | undefined;
    for (const { id, date, peApproval } of process?.commitments ?? []) {
      if (peApproval === true) continue;
      (reports ??= []).push(finding({ target: id, property: "process.commitments", data: { what: id.trim() || "Something", ...(date && { date }) } }));
    }
    return reports;
  },
  message: ({ data }) => `"${data.what}" is promised ${data.date ? `for ${data.date} ` : ""}without the agreement of the Principal Engineer.`,
  why: "A date that was given before the design was judged is kept by leaving things out, and what is left out first is what nobody sees: tests, limits, runbooks.",
  remedy: "Give an estimate instead, and promise the date after the Principal Engineer has agreed to it.",
  sources: ["004 §1.3 (Product Manager)"],
  needs: ["process.commitments"],
  needsPerson: "Only the Principal Engineer can agree.",
  examples: {
    bad: [{ title: "Promised to sales before the review", sketch: sketch().set({ process: { commitments: [{ id: "Spring launch", date: "2026-03-01" }] } }) }],
    good: [{ title: "Agreed first, then promised", sketch: sketch().set({ process: { commitments: [{ id: "Spring launch", date: "2026-03-01", peApproval: true }] } }) }],
  },
});
