import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, type Report } from "../rule.ts";

interface Overdue {
  readonly title: string;
  readonly reviewDate: string;
}

const design = (reviewDate: string, status: "accepted" | "superseded" = "accepted") =>
  sketch()
    .database("orders")
    .decision("adr-1", "One PostgreSQL for all modules", { status, reviewDate, elements: ["orders"] });

export const adrReviewOverdue = defineRule<Overdue>({
  id: "process/adr-review-overdue",
  title: "ADR review date passed",
  severity: "warning",
  each: "design",
  check({ decisions }, { today }) {
    if (today === undefined) return undefined;
    let reports: Report<Overdue>[] | undefined;
    for (const { id, title, status, reviewDate, elements } of decisions) {
      if (status !== "accepted" || reviewDate === undefined || reviewDate >= today) continue;
      (reports ??= []).push(finding({ target: id, property: "decisions", related: elements, data: { title: title.trim() || id, reviewDate } }));
    }
    return reports;
  },
  message: ({ data }) => `The decision "${data.title}" was to be looked at again by ${data.reviewDate}.`,
  why: "A decision is right for the load, the team and the prices of its day; without a second look it outlives its reasons.",
  remedy: "Ask whether the context still holds. Confirm the decision with a new review date, or replace it by another one.",
  sources: ["003 Architecture Decision Records"],
  needs: ["decision.status", "decision.reviewDate"],
  readiness: true,
  needsPerson: "Whether a decision still holds is for those who took it to say.",
  examples: {
    bad: [{ title: "A year was agreed, and it is over", sketch: design("2025-11-30") }],
    good: [
      { title: "Not due yet", sketch: design("2026-11-30") },
      { title: "Replaced in the meantime", sketch: design("2025-11-30", "superseded") },
    ],
  },
});
