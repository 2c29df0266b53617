import { ArrowUpRight, Check } from "lucide-react";
import { SeverityIcon } from "#components/ui/severity-icon.tsx";
import { writeLintelFile } from "#lib/export/lintel-file.ts";
import { encodeShareCode } from "#lib/export/share-code.ts";
import type { Severity } from "#lib/model/design.ts";
import type { ElementFacts } from "#lib/rules/example-facts.ts";
import type { ExplainedExample } from "#lib/rules/explanation.ts";
import { ExampleDrawing } from "./example-drawing.tsx";

/** One example of a rule: drawn, with the facts that a drawing does not show, what the rule says about it, and as a file. */
export function RuleExample({ example: { title, design, findings, facts }, severity }: { readonly example: ExplainedExample; readonly severity: Severity }) {
  const titled = { ...design, title };
  const marks = new Map(findings.map(({ finding }) => [finding.element.id, severity]));
  return (
    <figure className="min-w-0 overflow-hidden rounded-md border border-line bg-raised">
      <figcaption className="flex items-start gap-2 border-b border-line px-3 py-2">
        <h3 className="font-medium">{title}</h3>
        <a
          href={`/view#${encodeShareCode(titled)}`}
          className="ml-auto inline-flex shrink-0 items-center gap-1 rounded-md text-sm text-accent outline-none hover:underline focus-visible:outline-2 focus-visible:outline-focus"
        >
          Open <span className="sr-only">“{title}”</span> in the studio <ArrowUpRight aria-hidden size={12} />
        </a>
      </figcaption>
      <div className="flex flex-wrap items-stretch">
        {design.components.length + design.boundaries.length > 0 ? (
          <div className="drawing flex min-w-0 flex-[2_1_22rem] items-center overflow-x-auto">
            <ExampleDrawing design={titled} marks={marks} />
          </div>
        ) : null}
        {facts.length > 0 ? <Facts facts={facts} severity={severity} /> : null}
      </div>
      <ul className="space-y-1 border-t border-line px-3 py-2">
        {findings.length === 0 ? (
          <li className="flex items-start gap-2 text-muted">
            <Check aria-hidden size={14} className="mt-0.5 shrink-0 text-success" /> Nothing to report.
          </li>
        ) : (
          findings.map(({ finding, message }) => (
            <li key={`${finding.target} ${finding.property ?? ""}`} className="flex items-start gap-2">
              <SeverityIcon severity={severity} className="mt-0.5" /> {message}
            </li>
          ))
        )}
      </ul>
      <details className="border-t border-line">
        <summary className="cursor-pointer px-3 py-1.5 text-sm text-muted outline-none hover:text-text focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus">
          As a Lintel file
        </summary>
        <pre tabIndex={0} className="overflow-x-auto border-t border-line bg-sunken px-3 py-2 text-sm">
          <code>{writeLintelFile(titled)}</code>
        </pre>
      </details>
    </figure>
  );
}

/** What the rule reads and the drawing does not show; what is wrong is marked. */
function Facts({ facts, severity }: { readonly facts: readonly ElementFacts[]; readonly severity: Severity }) {
  return (
    <div className="min-w-0 flex-[1_1_18rem] space-y-2 border-line px-3 py-2 text-sm not-first:border-l">
      {facts.map(({ element, title, facts: lines }) => (
        <div key={`${element} ${title}`}>
          <h4 className="font-medium">{title}</h4>
          <ul>
            {lines.map(({ label, text, isPointedAt }, at) => (
              <li key={`${label} ${at}`} className="flex items-start gap-1.5">
                {isPointedAt ? <SeverityIcon severity={severity} size={12} label="Found here" className="mt-0.5 shrink-0" /> : <span className="w-3 shrink-0" />}
                <span className="min-w-0 break-words">
                  <code className="text-muted">{label}</code> {text}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
