import type { AnalysisTable } from "../analysis.ts";
import type { Criterion } from "../score.ts";

/** Reasons with what the design says about each; `sides` are the words for what speaks for and against. */
export const criteriaTable = (title: string, criteria: readonly Criterion[], sides: Readonly<Record<Criterion["side"], string>>): AnalysisTable => ({
  title,
  columns: ["Reason", "Counts as", "Holds", "In this design"],
  rows: criteria.map(({ title: reason, side, holds, says }) => [
    { value: reason },
    { value: sides[side] },
    { value: holds === undefined ? "not known" : holds ? "yes" : "no", tone: holds === undefined ? "warning" : !holds ? "neutral" : side === "for" ? "good" : "bad" },
    { value: says },
  ]),
});
