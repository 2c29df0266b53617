"use client";

import { useMemo, useState } from "react";
import { SeverityIcon } from "#components/ui/severity-icon.tsx";
import type { LintResult } from "#lib/rules/lint.ts";
import { countsOf } from "../findings/use-findings.ts";

const VERDICTS = ["error", "warning", "info", "undecided"] as const;
const NAMES = { error: ["error", "errors"], warning: ["warning", "warnings"], info: ["advice", "advice"], undecided: ["undecided", "undecided"] } as const;

/** What is found now, and how that compares with when the settings were opened. `where` says in which design, when that is not obvious. */
export function FindingCounts({ result, where }: { readonly result: LintResult; readonly where?: string }) {
  const counts = useMemo(() => countsOf(result), [result]);
  const total = counts.error + counts.warning + counts.info;
  const [before] = useState(total);
  const difference = total - before;
  return (
    <p role="status" className="mr-auto flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
      <span className={where ? undefined : "sr-only"}>{where ? `In ${where}:` : "Findings now: "}</span>
      {VERDICTS.map((verdict) => (
        <span key={verdict} className="inline-flex items-center gap-1">
          <SeverityIcon severity={verdict} size={13} label="" />
          <span className="tabular text-text">{counts[verdict]}</span> {NAMES[verdict][counts[verdict] === 1 ? 0 : 1]}
        </span>
      ))}
      {difference === 0 ? null : (
        <span className="tabular">
          ({Math.abs(difference)} {difference < 0 ? "fewer" : "more"} than before)
        </span>
      )}
    </p>
  );
}
