import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, type Report } from "../rule.ts";

export const checklistWithoutEvidence = defineRule<{ readonly item: string }>({
  id: "process/checklist-without-evidence",
  title: "Box ticked without evidence",
  severity: "warning",
  each: "design",
  check({ checklist }) {
    let reports: Report<{ readonly item: string }>[] | undefined;
    for (const { id, done, evidence } of checklist) {
      if (done === true && !evidence?.trim()) (reports ??= []).push(finding({ target: id, property: "checklist", data: { item: id.trim() || "An item" } }));
    }
    return reports;
  },
  message: ({ data }) => `"${data.item}" is ticked on the checklist, but nothing shows that it is done.`,
  why: "A tick says that somebody believes it. When the load comes, only what was run and can be shown holds.",
  remedy: "Link the run, the dashboard or the pull request that shows it, or untick the box.",
  sources: ["003 Ex. 1 Production Readiness Checklist (judged)"],
  needs: ["checklist.done", "checklist.evidence"],
  readiness: true,
  needsPerson: "Where the evidence lies is known only to those who did the work.",
  examples: {
    bad: [
      {
        title: "Eight boxes, eight ticks, no link",
        sketch: sketch().set({ checklist: ["hpa", "pooling", "breakers", "tracing", "logging", "alerts", "chaos", "loadTest"].map((id) => ({ id, done: true })) }),
      },
    ],
    good: [
      { title: "The run of the load test is linked", sketch: sketch().set({ checklist: [{ id: "loadTest", done: true, evidence: "https://ci.example.com/runs/812" }] }) },
      { title: "Not ticked yet", sketch: sketch().set({ checklist: [{ id: "chaos", done: false }] }) },
    ],
  },
});
