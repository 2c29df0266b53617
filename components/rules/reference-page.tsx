import Link from "next/link";
import type { ReactNode } from "react";
import { ruleById } from "#lib/rules/catalogue.ts";
import { conflictById } from "#lib/rules/conflicts.ts";
import { GLOSSARY } from "#lib/rules/reference/glossary.ts";
import { REFERENCE, REFERENCE_TABLES } from "#lib/rules/reference/list.ts";
import type { ReferenceTable } from "#lib/rules/reference/reference-table.ts";
import { Disagreement } from "./disagreement.tsx";

const LINK = "rounded underline decoration-line-strong underline-offset-2 outline-none hover:text-text focus-visible:outline-2 focus-visible:outline-focus";

/** A disagreement is written out once, at the first table that it belongs to; others point there. */
const FIRST_PLACES = new Map(REFERENCE_TABLES.toReversed().flatMap(({ id, conflicts = [] }) => conflicts.map((conflict) => [conflict as string, id] as const)));

/** Every decision table of the sources, with the rules that hold a design to it, and the words. */
export function ReferencePage() {
  return (
    <main className="mx-auto max-w-6xl px-4 pb-16 print:max-w-none">
      <nav aria-label="Breadcrumb" className="flex gap-1.5 pt-8 text-muted print:hidden">
        <Link href="/rules" className={LINK}>
          Rules
        </Link>
      </nav>
      <h1 className="mt-2 text-2xl font-semibold">Reference</h1>
      <p className="mt-1 max-w-prose text-prose text-muted">
        What the source checklists answer case by case, as tables: which protocol, when a mesh, how to shard. The rules beside a row hold a design to it. Where the sources
        disagree, it says so, and what is held here.
      </p>
      <nav aria-label="Tables" className="mt-5 columns-3 gap-6 rounded-md border border-line bg-raised px-4 py-3 max-md:columns-2 max-sm:columns-1 print:hidden">
        {REFERENCE.map(({ title, tables }) => (
          <div key={title} className="mb-3 break-inside-avoid">
            <p className="text-sm font-medium text-faint">{title}</p>
            <ul>
              {tables.map((table) => (
                <li key={table.id}>
                  <a href={`#${table.id}`} className={LINK}>
                    {table.title}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ))}
        <div className="break-inside-avoid">
          <p className="text-sm font-medium text-faint">Words</p>
          <a href="#glossary" className={LINK}>
            Glossary
          </a>
        </div>
      </nav>
      {REFERENCE.map(({ title, tables }) => (
        <section key={title} aria-label={title}>
          <h2 className="mt-12 border-b border-line pb-1 text-lg font-semibold">{title}</h2>
          {tables.map((table) => (
            <DecisionTable key={table.id} table={table} />
          ))}
        </section>
      ))}
      <section id="glossary" aria-labelledby="glossary-title" className="scroll-mt-16">
        <h2 id="glossary-title" className="mt-12 border-b border-line pb-1 text-lg font-semibold">
          Glossary
        </h2>
        <dl className="mt-3 grid grid-cols-[minmax(0,12rem)_minmax(0,1fr)] gap-x-6 gap-y-2 max-sm:grid-cols-1 max-sm:gap-y-1">
          {GLOSSARY.map(({ term, means, rules }) => (
            <div key={term} className="contents">
              <dt className="font-medium">{term}</dt>
              <dd className="max-sm:mb-2">
                {means} <RuleLinks rules={rules} inline />
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </main>
  );
}

function DecisionTable({ table: { id, title, question, columns, rows, conflicts = [], note } }: { readonly table: ReferenceTable }) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="mt-8 scroll-mt-16">
      <h3 id={`${id}-title`} className="font-semibold">
        {title}
      </h3>
      <p className="text-muted">{question}</p>
      <div className="mt-2 overflow-x-auto rounded-md border border-line print:overflow-visible" tabIndex={0} role="group" aria-labelledby={`${id}-title`}>
        <table className="w-full min-w-[40rem] border-collapse text-left print:min-w-0">
          <thead className="bg-sunken text-sm text-muted">
            <tr>
              {columns.map((column) => (
                <Cell key={column} head="col">
                  {column}
                </Cell>
              ))}
              <Cell head="col">Source</Cell>
              <Cell head="col">Rules</Cell>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {rows.map(({ cells: [name, ...cells], source, rules }) => (
              <tr key={`${name} ${cells.join(" ")}`} className="break-inside-avoid">
                <Cell head="row">{name}</Cell>
                {cells.map((cell, at) => (
                  <Cell key={columns[at + 1]}>{cell}</Cell>
                ))}
                <Cell className="text-sm text-faint">{source}</Cell>
                <Cell className="min-w-44 text-sm">
                  <RuleLinks rules={rules} />
                </Cell>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {note ? <p className="mt-2 text-muted">{note}</p> : null}
      {conflicts.length > 0 ? (
        <div className="mt-3 space-y-2">
          {conflicts.map((conflict) => {
            const known = conflictById(conflict);
            if (!known) return null;
            return FIRST_PLACES.get(conflict) === id ? (
              <Disagreement key={conflict} conflict={known} />
            ) : (
              <p key={conflict} className="text-muted">
                The sources disagree:{" "}
                <a href={`#${conflict}`} className={LINK}>
                  {known.topic}
                </a>
                .
              </p>
            );
          })}
        </div>
      ) : null}
    </section>
  );
}

function Cell({ head, className = "", children }: { readonly head?: "col" | "row"; readonly className?: string; readonly children: ReactNode }) {
  const look = `px-3 py-1.5 align-top ${className}`;
  if (head === undefined) return <td className={look}>{children}</td>;
  return (
    <th scope={head} className={`${look} ${head === "row" ? "font-medium" : "font-medium whitespace-nowrap"}`}>
      {children}
    </th>
  );
}

function RuleLinks({ rules, inline = false }: { readonly rules: readonly string[]; readonly inline?: boolean }) {
  if (rules.length === 0) return inline ? null : <span className="text-faint">none: a person decides</span>;
  return (
    <span className={inline ? "text-sm text-muted" : "flex flex-col gap-0.5"}>
      {rules.map((id, at) => (
        <span key={id}>
          <Link href={`/rules/${id}`} className={LINK}>
            {ruleById(id)?.title ?? id}
          </Link>
          {inline && at < rules.length - 1 ? " · " : ""}
        </span>
      ))}
    </span>
  );
}
