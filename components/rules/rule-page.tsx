import { ArrowLeft, ArrowRight, UserRound, Wrench } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { SeverityIcon } from "#components/ui/severity-icon.tsx";
import type { Severity } from "#lib/model/design.ts";
import { RULES } from "#lib/rules/catalogue.ts";
import type { ExplainedThreshold, Explanation } from "#lib/rules/explanation.ts";
import { tablesNaming } from "#lib/rules/reference/list.ts";
import { categoryOf, type Rule } from "#lib/rules/rule.ts";
import { checklistOf } from "#lib/rules/sources.ts";
import { Disagreement } from "./disagreement.tsx";
import { RuleExample } from "./rule-example.tsx";

const WEIGHTS: Record<Severity, string> = {
  error: "Error: blocks submission",
  warning: "Warning: to be fixed or accepted with a reason",
  info: "Advice",
};

/** Everything about one rule. */
export function RulePage({ explanation }: { readonly explanation: Explanation }) {
  const { rule, category, says, fix, appliesTo, thresholds, conflicts, owasp, bad, good } = explanation;
  const tables = tablesNaming(rule.id);
  return (
    <main className="mx-auto max-w-4xl px-4 pb-16">
      <nav aria-label="Breadcrumb" className="flex flex-wrap gap-1.5 pt-8 text-muted">
        <TextLink href="/rules">Rules</TextLink>
        <span aria-hidden>/</span>
        <TextLink href={`/rules?category=${categoryOf(rule.id)}`}>{category}</TextLink>
      </nav>
      <h1 className="mt-2 text-2xl font-semibold text-balance">{rule.title}</h1>
      <p className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-muted">
        <span className="inline-flex items-center gap-1.5">
          <SeverityIcon severity={rule.severity} label="" /> {WEIGHTS[rule.severity]}
        </span>
        <code className="break-all">{rule.id}</code>
      </p>

      <blockquote className="mt-5 flex items-start gap-2.5 rounded-md border border-line bg-raised px-4 py-3 text-prose">
        <SeverityIcon severity={rule.severity} size={16} label="" className="mt-1" />
        <span>{says}</span>
      </blockquote>

      <Part title="Why it matters">
        <p>{rule.why}</p>
      </Part>
      <Part title="What to do">
        <p>{rule.remedy}</p>
        <p className="mt-3 flex items-start gap-2 rounded-md bg-sunken px-3 py-2">
          {rule.fix ? <Wrench aria-hidden size={15} className="mt-1 shrink-0 text-muted" /> : <UserRound aria-hidden size={15} className="mt-1 shrink-0 text-muted" />}
          <span>
            <strong className="font-semibold">{rule.fix ? "Quick fix" : "No quick fix"}:</strong> {fix}
          </span>
        </p>
      </Part>

      <Part title={bad.length === 1 ? "An example that it reports" : "Examples that it reports"}>
        <div className="space-y-4 text-base">
          {bad.map((example) => (
            <RuleExample key={example.title} example={example} severity={rule.severity} />
          ))}
        </div>
      </Part>
      <Part title={good.length === 1 ? "An example that passes" : "Examples that pass"}>
        <div className="space-y-4 text-base">
          {good.map((example) => (
            <RuleExample key={example.title} example={example} severity={rule.severity} />
          ))}
        </div>
      </Part>

      {thresholds.length > 0 ? (
        <Part title="Thresholds">
          <Thresholds thresholds={thresholds} />
        </Part>
      ) : null}
      <Part title="What it reads">
        <ul className="flex flex-wrap gap-1.5">
          {rule.needs.map((need) => (
            <li key={need} className="rounded-md bg-sunken px-1.5 py-0.5 text-base break-words">
              <code>{need}</code>
            </li>
          ))}
        </ul>
        <p className="mt-2 text-base text-muted">A number that is missing and cannot be done without is asked for; nothing is guessed.</p>
        {appliesTo ? <p className="mt-2">{appliesTo}</p> : null}
      </Part>
      <Part title={rule.sources.length === 1 ? "Source" : "Sources"}>
        <ul className="list-disc space-y-0.5 pl-5 marker:text-faint">
          {rule.sources.map((source) => (
            <li key={source}>
              {source}
              {checklistOf(source) ? <span className="block text-base text-muted">{checklistOf(source)}</span> : null}
            </li>
          ))}
        </ul>
      </Part>
      {owasp ? (
        <Part title="OWASP Top 10">
          <p>
            <TextLink href={owasp.url}>
              {owasp.category} {owasp.title}
            </TextLink>
            {", "}
            <TextLink href={`https://cwe.mitre.org/data/definitions/${owasp.cwe}.html`}>CWE-{owasp.cwe}</TextLink>
          </p>
        </Part>
      ) : null}
      {conflicts.length > 0 ? (
        <Part title="Where the sources disagree">
          <div className="space-y-4">
            {conflicts.map((conflict) => (
              <Disagreement key={conflict.id} conflict={conflict} />
            ))}
          </div>
        </Part>
      ) : null}
      {tables.length > 0 ? (
        <Part title="In the reference">
          <ul className="list-disc space-y-0.5 pl-5 marker:text-faint">
            {tables.map(({ id, title, question }) => (
              <li key={id}>
                <TextLink href={`/rules/reference#${id}`}>{title}</TextLink> <span className="text-muted">{question}</span>
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
      <Neighbours rule={rule} />
    </main>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="mt-8 text-prose">
      <h2 className="mb-2 text-lg font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function Thresholds({ thresholds }: { readonly thresholds: readonly ExplainedThreshold[] }) {
  return (
    <dl className="divide-y divide-line rounded-md border border-line text-base">
      {thresholds.map(({ key, value, meaning, origin }) => (
        <div key={key} className="px-3 py-2">
          <dt className="flex flex-wrap justify-between gap-x-4">
            <code className="break-all">{key}</code> <code className="tabular font-semibold">{value}</code>
          </dt>
          <dd className="mt-0.5 text-muted">
            {meaning} <span className="text-faint">From: {origin}.</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The rules before and after this one in its category. */
function Neighbours({ rule }: { readonly rule: Rule }) {
  const category = RULES.filter(({ id }) => categoryOf(id) === categoryOf(rule.id));
  const at = category.indexOf(rule);
  const [before, after] = [category[at - 1], category[at + 1]];
  const look = "flex min-w-0 items-center gap-2 rounded-md border border-line px-3 py-2 outline-none hover:bg-hover focus-visible:outline-2 focus-visible:outline-focus";
  return (
    <nav aria-label="Rules of this category" className="mt-12 grid grid-cols-2 gap-3 border-t border-line pt-4 max-sm:grid-cols-1">
      {before ? (
        <Link rel="prev" href={`/rules/${before.id}`} className={look}>
          <ArrowLeft aria-hidden size={14} className="shrink-0 text-faint" /> <span className="min-w-0">{before.title}</span>
        </Link>
      ) : null}
      {after ? (
        <Link rel="next" href={`/rules/${after.id}`} className={`${look} justify-end text-right sm:col-start-2`}>
          <span className="min-w-0">{after.title}</span> <ArrowRight aria-hidden size={14} className="shrink-0 text-faint" />
        </Link>
      ) : null}
    </nav>
  );
}

function TextLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <Link href={href} className="rounded-md underline decoration-line-strong underline-offset-2 outline-none hover:text-text focus-visible:outline-2 focus-visible:outline-focus">
      {children}
    </Link>
  );
}
