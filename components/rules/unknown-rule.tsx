"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { SeverityIcon } from "#components/ui/severity-icon.tsx";
import type { Severity } from "#lib/model/design.ts";
import { editDistance } from "#lib/model/nearest.ts";

const SUGGESTED = 4;

interface KnownRule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
}

/** How unlike two rule ids are: the name counts, the category breaks ties. */
const distance = (wanted: string, id: string): number => {
  const nameOf = (text: string) => text.slice(text.indexOf("/") + 1);
  return editDistance(nameOf(wanted), nameOf(id)) + editDistance(wanted, id) / 1_000;
};

/** Says that there is no such rule, and which ones may have been meant. */
export function UnknownRule({ rules }: { readonly rules: readonly KnownRule[] }) {
  const wanted = decodeURIComponent(usePathname().replace(/^\/rules\//u, "")).slice(0, 100);
  const near = rules
    .map((rule) => ({ rule, distance: distance(wanted, rule.id) }))
    .toSorted((one, other) => one.distance - other.distance)
    .slice(0, SUGGESTED);
  return (
    <main className="mx-auto max-w-2xl px-4 py-12 text-prose">
      <h1 className="text-2xl font-semibold">There is no such rule</h1>
      <p className="mt-3 text-muted">
        Nothing is checked under the name <code className="break-all text-text">{wanted}</code>. It may belong to a newer version, or be called something else.
      </p>
      <h2 className="mt-8 font-semibold">Names that are near</h2>
      <ul className="mt-2 space-y-1">
        {near.map(({ rule }) => (
          <li key={rule.id}>
            <Link
              href={`/rules/${rule.id}`}
              className="-mx-2 flex items-baseline gap-2 rounded-md px-2 py-1 outline-none hover:bg-hover focus-visible:outline-2 focus-visible:outline-focus"
            >
              <SeverityIcon severity={rule.severity} className="translate-y-0.5" />
              <span>{rule.title}</span>
              <code className="ml-auto text-sm break-all text-faint">{rule.id}</code>
            </Link>
          </li>
        ))}
      </ul>
      <Link href="/rules" className="mt-8 inline-block text-accent underline underline-offset-2">
        All rules
      </Link>
    </main>
  );
}
