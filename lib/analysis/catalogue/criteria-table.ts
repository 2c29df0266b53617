import type { AnalysisTable, Chart } from "../analysis.ts";
import type { Criterion, Score } from "../score.ts";

/** Reasons with what the design says about each; `sides` are the words for what speaks for and against. */
export const criteriaTable = (title: string, criteria: readonly Criterion[], sides: Readonly<Record<Criterion["side"], string>>): AnalysisTable => ({
  title,
  columns: ["Reason", "Is a", "Holds", "In this design"],
  rows: criteria.map(({ title: reason, side, holds, says }) => [
    { value: reason },
    { value: sides[side] },
    { value: holds === undefined ? "not known" : holds ? "yes" : "no", tone: holds === undefined ? "warning" : !holds ? "neutral" : side === "for" ? "good" : "bad" },
    { value: says },
  ]),
});

/** How many reasons hold on each side, and how many are not known. */
export const scoreChart = (title: string, { held, against, open }: Score): Chart => ({
  kind: "bars",
  title,
  unit: "count",
  bars: [
    { label: "For it", value: held, tone: "good" },
    { label: "Against it", value: against, tone: "bad" },
    { label: "Not known", value: open.length, tone: "neutral" },
  ],
});
