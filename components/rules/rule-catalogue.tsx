"use client";

import { clsx } from "clsx";
import { Search, Wrench } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { type ReactNode, useDeferredValue, useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { SeverityIcon } from "#components/ui/severity-icon.tsx";
import { SEVERITIES, type Severity } from "#lib/model/design.ts";
import { CATEGORIES, type Category } from "#lib/rules/rule.ts";

/** What the list shows of a rule, and what is searched in. */
export interface ListedRule {
  readonly id: string;
  readonly category: Category;
  readonly title: string;
  readonly severity: Severity;
  readonly why: string;
  readonly remedy: string;
  readonly fixable: boolean;
}

const NAMES: Record<Severity, string> = { error: "Errors", warning: "Warnings", info: "Advice" };

/** Whether every word of the search occurs in the rule. */
const holds = ({ id, title, why, remedy }: ListedRule, query: string) => {
  const text = `${id} ${title} ${why} ${remedy}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => text.includes(word));
};

/** Every rule, searched and filtered; what is filtered stands in the address, so that it can be linked to. */
export function RuleCatalogue({ rules }: { readonly rules: readonly ListedRule[] }) {
  const searchId = useId();
  const parameters = useSearchParams();
  const query = parameters.get("q") ?? "";
  const category = parameters.get("category") ?? "";
  const severity = parameters.get("severity") ?? "";
  const fixable = parameters.has("fixable");
  const words = useDeferredValue(query.trim());

  const set = (key: string, value: string) => {
    const next = new URLSearchParams(parameters);
    if (value === "") next.delete(key);
    else next.set(key, value);
    window.history.replaceState(null, "", next.size > 0 ? `?${next}` : window.location.pathname);
  };

  const shown = rules.filter(
    (rule) =>
      (category === "" || rule.category === category) && (severity === "" || rule.severity === severity) && (!fixable || rule.fixable) && (words === "" || holds(rule, words)),
  );
  const groups = [...Map.groupBy(shown, (rule) => rule.category)];
  const categories = [...new Set(rules.map((rule) => rule.category))];

  return (
    <main className="mx-auto max-w-5xl px-4 pb-16">
      <h1 className="pt-8 text-2xl font-semibold">Rules</h1>
      <p className="mt-1 text-prose text-muted">
        Everything that is checked: why it matters, what to do, where it comes from, and examples. Which protocol, when a mesh, how to shard: the{" "}
        <Link
          href="/rules/reference"
          className="rounded text-text underline decoration-line-strong underline-offset-2 outline-none focus-visible:outline-2 focus-visible:outline-focus"
        >
          reference
        </Link>{" "}
        has the decision tables.
      </p>

      <search className="sticky top-11 z-10 -mx-4 mt-5 flex flex-wrap items-center gap-2 border-b border-line bg-bg px-4 py-2">
        <div className="relative min-w-40 flex-1">
          <label htmlFor={searchId} className="sr-only">
            Search rules
          </label>
          <Search aria-hidden size={13} className="pointer-events-none absolute top-1/2 left-2 -translate-y-1/2 text-faint" />
          <Input id={searchId} type="search" defaultValue={query} onChange={(event) => set("q", event.currentTarget.value)} placeholder="Search" className="pl-7" />
        </div>
        <Select
          aria-label="Category"
          value={category}
          onValueChange={(value) => set("category", value)}
          options={[{ value: "", label: "All categories" }, ...categories.map((value) => ({ value, label: CATEGORIES[value] }))]}
          className="w-48 max-sm:w-full"
        />
        <fieldset className="flex items-center gap-1">
          <legend className="sr-only">Severity</legend>
          {SEVERITIES.map((value) => (
            <Toggle key={value} pressed={severity === value} onPress={() => set("severity", severity === value ? "" : value)}>
              <SeverityIcon severity={value} size={13} label="" /> {NAMES[value]}
            </Toggle>
          ))}
        </fieldset>
        <Toggle pressed={fixable} onPress={() => set("fixable", fixable ? "" : "1")}>
          <Wrench aria-hidden size={13} /> Quick fix
        </Toggle>
      </search>

      <p role="status" className="mt-3 text-sm text-faint">
        {shown.length === rules.length ? `${rules.length} rules` : `${shown.length} of ${rules.length} rules`}
      </p>
      {shown.length === 0 ? (
        <div className="py-12 text-center text-prose text-muted">
          <p>No rule matches.</p>
          <Button className="mt-3" onClick={() => window.location.assign("/rules")}>
            Show all rules
          </Button>
        </div>
      ) : null}
      {groups.map(([id, group]) => (
        <section key={id} aria-labelledby={`category-${id}`} className="mt-6">
          <h2 id={`category-${id}`} className="flex items-baseline gap-2 text-lg font-semibold">
            {CATEGORIES[id]} <span className="tabular text-sm font-normal text-faint">{group.length}</span>
          </h2>
          <ul className="mt-2 divide-y divide-line overflow-hidden rounded-md border border-line bg-raised">
            {group.map((rule) => (
              <li key={rule.id}>
                <Link
                  href={`/rules/${rule.id}`}
                  className="flex items-start gap-3 px-3 py-2 outline-none hover:bg-hover focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus"
                >
                  <SeverityIcon severity={rule.severity} size={15} className="mt-0.5" />
                  <span className="min-w-0 flex-1">
                    <span className="font-medium">{rule.title}</span>
                    <span className="block text-muted">{rule.why}</span>
                    <code className="text-xs break-all text-faint">{rule.id}</code>
                  </span>
                  {rule.fixable ? <Wrench role="img" aria-label="Has a quick fix" size={13} className="mt-1 shrink-0 text-faint" /> : null}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </main>
  );
}

function Toggle({ pressed, onPress, children }: { readonly pressed: boolean; readonly onPress: () => void; readonly children: ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onPress}
      className={clsx(
        "inline-flex h-7 items-center gap-1.5 rounded-md border px-2 text-sm outline-none focus-visible:outline-2 focus-visible:outline-focus",
        pressed ? "border-accent bg-accent-soft text-text" : "border-line-strong bg-raised text-muted hover:bg-hover",
      )}
    >
      {children}
    </button>
  );
}
