"use client";

import { BookOpen, CircleSlash2, MessageSquare, ShieldCheck, SlidersHorizontal, Undo2, Wrench } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { findingTarget } from "#components/comments/target-words.ts";
import { useComments } from "#components/comments/use-comments.tsx";
import { Button } from "#components/ui/button.tsx";
import { SeverityIcon } from "#components/ui/severity-icon.tsx";
import { fixFinding, reopen } from "#lib/editor/commands/findings.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { keyOf } from "#lib/rules/lint.ts";
import { THRESHOLDS, type Threshold } from "#lib/rules/thresholds.ts";
import { useOpenRuleSettings } from "../rule-settings/open-rule-settings.tsx";
import type { SettingsPlace } from "../rule-settings/settings-place.ts";
import { useChecked, useEditor } from "../use-editor.tsx";
import { FixPreview } from "./fix-preview.tsx";
import { MissingNumbers } from "./missing-numbers.tsx";
import type { FindingRow } from "./use-findings.ts";
import { WaiveDialog, type WaiverKind } from "./waive-dialog.tsx";

/** Where the severity and the thresholds of a rule are changed for this design. */
const placeOf = (rule: string): SettingsPlace => ({ tab: rule.startsWith("own/") ? "own" : "rules", rule });

/** One finding in full: what, why, what to do, where it comes from, and the things to do about it. */
export function FindingDetail({ row }: { readonly row: FindingRow }) {
  const editor = useEditor();
  const derived = useChecked();
  const openRuleSettings = useOpenRuleSettings();
  const comments = useComments();
  const [waiving, setWaiving] = useState<WaiverKind>();
  const { found } = row;
  const key = keyOf(found);
  const rule = derived.ruling.ruleById(found.rule);
  const explained = derived.wording.explain(found);
  const waived = derived.result.waived.find(({ finding }) => keyOf(finding) === key);
  const expired = derived.result.reopened.get(key);
  const { settings } = derived.wording.context;

  return (
    <article className="flex flex-col gap-3 p-4">
      <header className="flex items-start gap-2">
        {row.verdict === "waived" ? null : <SeverityIcon severity={row.verdict} size={16} className="mt-0.5" />}
        <div className="min-w-0">
          <h3 className="font-semibold">{explained.title}</h3>
          <p className="mt-1">{explained.message}</p>
        </div>
      </header>
      <div className="flex flex-wrap items-center gap-2">
        {rule?.fix && row.verdict !== "waived" && row.verdict !== "undecided" && !editor.readOnly ? (
          <Button variant="primary" size="sm" icon={<Wrench aria-hidden size={13} />} onClick={() => fixFinding(editor, found)}>
            Fix it
          </Button>
        ) : null}
        {waived ? (
          editor.readOnly || !derived.design.waivers.includes(waived.waiver) ? null : (
            <Button size="sm" icon={<Undo2 aria-hidden size={13} />} onClick={() => reopen(editor, waived.waiver)}>
              Reopen
            </Button>
          )
        ) : row.verdict === "undecided" || editor.readOnly ? null : (
          <>
            <Button size="sm" icon={<ShieldCheck aria-hidden size={13} />} onClick={() => setWaiving("acceptedRisk")}>
              Accept the risk…
            </Button>
            <Button size="sm" icon={<CircleSlash2 aria-hidden size={13} />} onClick={() => setWaiving("notApplicable")}>
              Does not apply…
            </Button>
          </>
        )}
        {comments.mayComment ? (
          <Button size="sm" variant="ghost" icon={<MessageSquare aria-hidden size={13} />} onClick={() => comments.compose(findingTarget(found))}>
            Comment…
          </Button>
        ) : null}
        {rule && !editor.readOnly ? (
          <Button size="sm" variant="ghost" icon={<SlidersHorizontal aria-hidden size={13} />} onClick={() => openRuleSettings(placeOf(found.rule))}>
            Change the rule here…
          </Button>
        ) : null}
        {found.rule.startsWith("own/") ? (
          <span className="font-mono text-sm text-muted">{found.rule}</span>
        ) : (
          <Link
            href={`/rules/${found.rule}`}
            target="_blank"
            className="inline-flex items-center gap-1 rounded text-sm text-accent underline-offset-2 outline-none hover:underline focus-visible:outline-2 focus-visible:outline-focus"
          >
            <BookOpen aria-hidden size={13} />
            {found.rule}
          </Link>
        )}
        {rule ? <span className="text-sm text-faint">{rule.sources.join(" · ")}</span> : null}
      </div>
      {rule?.fix && row.verdict !== "waived" && row.verdict !== "undecided" ? <FixPreview found={found} /> : null}
      {expired ? (
        <p className="rounded-md border border-line bg-sunken p-2 text-sm">
          Open again: <strong>{expired.owner}</strong> accepted this until <span className="tabular">{expired.expires}</span>. The reason was: {expired.reason}
        </p>
      ) : null}
      {found.missing ? <MissingNumbers found={found} /> : null}
      {explained.why ? (
        <div>
          <h4 className="text-sm font-medium text-muted">Why it matters</h4>
          <p>{explained.why}</p>
        </div>
      ) : null}
      {explained.remedy ? (
        <div>
          <h4 className="text-sm font-medium text-muted">What to do</h4>
          <p>{explained.remedy}</p>
          {rule?.needsPerson && row.verdict !== "undecided" ? <p className="mt-1 text-muted">{rule.needsPerson}</p> : null}
        </div>
      ) : null}
      {rule?.thresholds && rule.thresholds.length > 0 ? (
        <dl className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
          {rule.thresholds.map((key) => {
            const threshold: Threshold = THRESHOLDS[key];
            const value = settings[key];
            return (
              <div key={key} title={`${threshold.meaning} Default from ${threshold.origin}.`} className="flex gap-1.5">
                <dt className="font-mono">{key}</dt>
                <dd className="tabular text-text">{typeof value === "number" ? formatQuantity(threshold.unit ?? "count", value) : value}</dd>
              </div>
            );
          })}
        </dl>
      ) : null}
      {waived ? (
        <div className="rounded-md border border-line bg-sunken p-2 text-sm">
          <p>
            {waived.waiver.kind === "notApplicable" ? "Does not apply, says" : "Accepted by"} <strong>{waived.waiver.owner}</strong>
            {waived.waiver.expires === undefined ? null : (
              <>
                {" "}
                until <span className="tabular">{waived.waiver.expires}</span>
              </>
            )}
            .
          </p>
          <p className="text-muted">{waived.waiver.reason}</p>
        </div>
      ) : null}
      {waiving ? <WaiveDialog found={found} kind={waiving} onClose={() => setWaiving(undefined)} /> : null}
    </article>
  );
}
