"use client";

import { Search } from "lucide-react";
import { useDeferredValue, useId, useState } from "react";
import { Disagreement } from "#components/rules/disagreement.tsx";
import { Input } from "#components/ui/field.tsx";
import { RULES } from "#lib/rules/catalogue.ts";
import { CONFLICTS } from "#lib/rules/conflicts.ts";
import { counted } from "#lib/model/sentence.ts";
import { THRESHOLDS, type Threshold, type ThresholdKey } from "#lib/rules/thresholds.ts";
import { useDerived } from "../use-editor.tsx";
import { useSettingsScope } from "./settings-scope.tsx";
import { ThresholdField } from "./threshold-field.tsx";

const ALL = Object.entries<Threshold>(THRESHOLDS) as [ThresholdKey, Threshold][];
const READERS = new Map(ALL.map(([key]) => [key, RULES.filter(({ thresholds }) => thresholds?.includes(key)).map(({ id }) => id)]));

/** Every threshold with its value here; searched also by the rules that read it. */
export function Thresholds() {
  const { design } = useDerived();
  const { scope, subject } = useSettingsScope();
  const id = useId();
  const [query, setQuery] = useState("");
  const [onlyOwn, setOnlyOwn] = useState(false);
  const words = useDeferredValue(query.trim().toLowerCase());
  const own = design.config?.thresholds;
  const shown = ALL.filter(([key, { meaning }]) => {
    const text = `${key} ${meaning} ${READERS.get(key)?.join(" ")}`.toLowerCase();
    return (!onlyOwn || own?.[key] !== undefined) && words.split(/\s+/u).every((word) => text.includes(word));
  });
  return (
    <div>
      <search className="sticky -top-2 z-10 -mx-4 flex flex-wrap items-center gap-2 border-b border-line bg-raised px-4 py-2">
        <div className="relative min-w-40 flex-1">
          <label htmlFor={id} className="sr-only">
            Search thresholds
          </label>
          <Search aria-hidden size={13} className="pointer-events-none absolute top-1/2 left-2 -translate-y-1/2 text-faint" />
          <Input id={id} type="search" value={query} onChange={(event) => setQuery(event.currentTarget.value)} placeholder="Search thresholds" className="pl-7" />
        </div>
        <label className="flex items-center gap-1.5">
          <input type="checkbox" checked={onlyOwn} onChange={(event) => setOnlyOwn(event.currentTarget.checked)} className="size-4 accent-accent" />
          Set here
        </label>
      </search>
      <p role="status" className="py-1.5 text-sm text-faint">
        {shown.length === ALL.length ? counted(ALL.length, "threshold") : `${shown.length} of ${ALL.length} thresholds`}. An empty field leaves it to{" "}
        {scope === "design" ? "the workspace and the preset" : "the preset"}.
      </p>
      {shown.length === 0 ? <p className="py-6 text-center text-muted">{onlyOwn && words === "" ? `${subject} sets no threshold itself.` : "No threshold matches."}</p> : null}
      <div className="divide-y divide-line rounded-md border border-line empty:hidden">
        {shown.map(([key]) => (
          <div key={key}>
            <ThresholdField threshold={key} readBy={`Read by ${counted(READERS.get(key)?.length ?? 0, "rule")}.`} />
            <Sources threshold={key} />
          </div>
        ))}
      </div>
    </div>
  );
}

/** Why the sources had to be decided between, where this threshold decides. */
function Sources({ threshold }: { readonly threshold: ThresholdKey }) {
  const conflicts = CONFLICTS.filter(({ thresholds }) => thresholds?.includes(threshold));
  if (conflicts.length === 0) return null;
  return (
    <details className="px-3 pb-2">
      <summary className="cursor-pointer text-sm text-muted outline-none hover:text-text focus-visible:outline-2 focus-visible:outline-focus">Here the sources disagree</summary>
      <div className="mt-2 space-y-2">
        {conflicts.map((conflict) => (
          <Disagreement key={conflict.id} conflict={conflict} />
        ))}
      </div>
    </details>
  );
}
