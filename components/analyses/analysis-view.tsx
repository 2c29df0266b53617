"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { useEffect, useId, useMemo, useState } from "react";
import { useEditor, useUi } from "#components/studio/use-editor.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { SeverityIcon, type SeverityShape } from "#components/ui/severity-icon.tsx";
import type { Analysis, AnalysisContext, Answer } from "#lib/analysis/analysis.ts";
import { setInput } from "#lib/editor/commands/inputs.ts";
import { AnswerTable } from "./answer-table.tsx";
import { AnswerChart } from "./chart.tsx";
import { inWords } from "#lib/model/in-words.ts";
import { QuantityField } from "./quantity-field.tsx";
import { toneClass } from "./tone.ts";

const VERDICTS: Record<Exclude<Answer["verdict"], "neutral" | "good">, SeverityShape> = { bad: "error", undecided: "undecided" };

/** One analysis in full: the answer first, then the picture, the numbers to change, and how it was worked out. */
export function AnalysisView({ analysis, context }: { readonly analysis: Analysis; readonly context: AnalysisContext }) {
  const editor = useEditor();
  const selection = useUi((state) => state.selection);
  const id = useId();
  const subjects = useMemo(() => analysis.subjects(context), [analysis, context]);
  const asked = useUi((state) => (state.analysis?.id === analysis.id ? state.analysis.subject : undefined));
  const [values, setValues] = useState<Readonly<Record<string, number>>>({});
  // What is selected on the canvas is what one wants to know about, unless another subject was chosen here or elsewhere.
  const subject = subjects.find((one) => one.id === asked) ?? subjects.find((one) => selection.includes(one.id)) ?? subjects[0];
  const parameters = useMemo(() => (subject ? (analysis.parameters?.(subject, context) ?? []) : []), [analysis, subject, context]);
  const answer = useMemo(() => {
    if (!subject) return undefined;
    const all = Object.fromEntries(parameters.map((parameter) => [parameter.id, values[parameter.id] ?? parameter.value]));
    return analysis.analyse(subject, { ...context, values: all });
  }, [analysis, subject, context, parameters, values]);
  useEffect(() => {
    editor.ui.setState({ lit: answer?.lit ?? [], marks: answer?.marks ?? [] });
  }, [editor, answer]);
  // What an analysis lights on the canvas goes out with it.
  useEffect(() => () => editor.ui.setState({ lit: [], marks: [] }), [editor]);

  if (!subject || !answer) {
    return (
      <div className="p-4">
        <p className="font-medium">{analysis.question}</p>
        <p className="mt-1 text-muted">{analysis.empty}</p>
      </div>
    );
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-3">
      <div className="flex flex-col gap-2">
        <p className="text-muted">{analysis.question}</p>
        {subjects.length > 1 ? (
          <Select
            aria-label="About"
            value={subject.id}
            onValueChange={(chosen) => editor.ui.setState({ analysis: { id: analysis.id, subject: chosen } })}
            options={subjects.map((one) => ({ value: one.id, label: one.name }))}
          />
        ) : subject.type === "design" ? null : (
          <p className="font-medium">{subject.name}</p>
        )}
        {parameters.map((parameter) => (
          <Field key={parameter.id} id={`${id}-${parameter.id}`} label={parameter.label} hint={values[parameter.id] === undefined ? parameter.origin : undefined}>
            <QuantityField
              id={`${id}-${parameter.id}`}
              unit={parameter.unit}
              value={values[parameter.id] ?? parameter.value}
              onCommit={(value) => setValues((before) => ({ ...before, [parameter.id]: value ?? parameter.value }))}
            />
          </Field>
        ))}
      </div>
      <p role="status" className="flex items-start gap-2 rounded-md border border-line bg-raised p-2.5">
        {answer.verdict === "good" || answer.verdict === "neutral" ? null : <SeverityIcon severity={VERDICTS[answer.verdict]} size={16} className="mt-0.5" />}
        <span className="min-w-0 text-base">{answer.sentence}</span>
      </p>
      {(answer.charts ?? []).map((chart) => (
        <AnswerChart key={chart.title} chart={chart} />
      ))}
      {answer.figures.length > 0 ? (
        <dl className="grid grid-cols-2 gap-x-4 gap-y-2">
          {answer.figures.map((figure) => (
            <div key={figure.label} className="min-w-0">
              <dt className="text-sm text-muted">{figure.label}</dt>
              <dd className={clsx("tabular font-medium", toneClass(figure.tone))}>{inWords(figure.value, figure.unit)}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {(answer.tables ?? []).map((table) => (
        <AnswerTable key={table.title} table={table} />
      ))}
      {answer.inputs.length > 0 ? (
        <section className="flex flex-col gap-1.5">
          <h3 className="text-sm font-medium text-faint">Numbers</h3>
          {answer.inputs.map((input) => {
            const place = `${input.place.type}:${input.place.id}:${input.place.property}`;
            return (
              <Field
                key={place}
                id={`${id}-${place}`}
                label={input.label}
                mark={input.value === undefined ? <SeverityIcon severity="undecided" size={13} label="Missing" /> : undefined}
                hint={input.assumed}
              >
                <QuantityField
                  id={`${id}-${place}`}
                  unit={input.unit}
                  value={input.value}
                  readOnly={editor.readOnly}
                  onCommit={(value) => void setInput(editor, input.place, input.label, value)}
                />
              </Field>
            );
          })}
        </section>
      ) : null}
      <section className="text-sm">
        <h3 className="mb-1 font-medium text-faint">How it is worked out</h3>
        {[...analysis.formula, ...answer.working].map((line) => (
          <p key={line} className="font-mono text-[12px] leading-5 break-words text-muted">
            {line}
          </p>
        ))}
        <p className="mt-2 text-faint">Source: {analysis.sources.join(" · ")}</p>
        {analysis.rules.length > 0 ? (
          <p className="mt-1 flex flex-wrap gap-x-2 text-faint">
            Rules:
            {analysis.rules.map((rule) => (
              <Link
                key={rule}
                href={`/rules/${rule}`}
                target="_blank"
                className="rounded text-accent underline-offset-2 outline-none hover:underline focus-visible:outline-2 focus-visible:outline-focus"
              >
                {rule}
              </Link>
            ))}
          </p>
        ) : null}
      </section>
    </div>
  );
}
