"use client";

import { ChevronDown, ChevronRight, RotateCcw, Search } from "lucide-react";
import Link from "next/link";
import { useDeferredValue, useEffect, useId, useMemo, useRef, useState } from "react";
import { Disagreement } from "#components/rules/disagreement.tsx";
import { Button, IconButton } from "#components/ui/button.tsx";
import { Input } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { SeverityIcon } from "#components/ui/severity-icon.tsx";
import { setSeverity } from "#lib/editor/commands/rule-settings.ts";
import type { Maturity, Severity } from "#lib/model/design.ts";
import { RULES } from "#lib/rules/catalogue.ts";
import { conflictById } from "#lib/rules/conflicts.ts";
import { CATEGORIES, type Category, categoryOf, type Rule } from "#lib/rules/rule.ts";
import { counted } from "#lib/model/sentence.ts";
import { type GivenBy, type RuleStanding, standingOf } from "#lib/rules/standing.ts";
import { useChecked, useDerived, useEditor } from "../use-editor.tsx";
import { type SettingsScope, useSettingsScope } from "./settings-scope.tsx";
import { ThresholdField } from "./threshold-field.tsx";

/** As many found rules are shown at once; more of them stay folded by category. */
const UNFOLDED = 40;

export const SEVERITY_NAMES: Record<Severity | "off", string> = { error: "Error", warning: "Warning", info: "Advice", off: "Off" };

const SEARCHED = new Map(RULES.map((rule) => [rule, `${rule.id} ${rule.title} ${rule.why} ${(rule.thresholds ?? []).join(" ")}`.toLowerCase()]));
const GROUPS = [...Map.groupBy(RULES, ({ id }) => categoryOf(id))];

/** Every rule with how loud it is here; searched, filtered, folded by category. */
export function RuleSeverities({ at }: { readonly at?: string }) {
  const { design } = useDerived();
  const { result } = useChecked();
  const { subject } = useSettingsScope();
  const id = useId();
  const [query, setQuery] = useState("");
  const [category, setCategory] = useState<Category | "">("");
  const [onlyOwn, setOnlyOwn] = useState(false);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(at ? [categoryOf(at)] : []));
  const words = useDeferredValue(query.trim().toLowerCase());
  const own = design.config?.rules;
  const counts = useMemo(() => {
    const sums = new Map<string, number>();
    for (const { rule } of result.findings) sums.set(rule, (sums.get(rule) ?? 0) + 1);
    return sums;
  }, [result]);

  const isShown = (rule: Rule) =>
    (category === "" || categoryOf(rule.id) === category) &&
    (!onlyOwn || own?.[rule.id] !== undefined) &&
    (words === "" || words.split(/\s+/u).every((word) => SEARCHED.get(rule)?.includes(word)));
  const groups = GROUPS.map(([name, rules]) => [name, rules.filter(isShown)] as const).filter(([, rules]) => rules.length > 0);
  const total = groups.reduce((sum, [, rules]) => sum + rules.length, 0);
  // What somebody looks for is shown, not folded away.
  const unfolds = (words !== "" || category !== "" || onlyOwn) && total <= UNFOLDED;
  const toggle = (name: string) =>
    setOpen((before) => {
      const next = new Set(before);
      if (!next.delete(name)) next.add(name);
      return next;
    });

  return (
    <div>
      <search className="sticky -top-2 z-10 -mx-4 flex flex-wrap items-center gap-2 border-b border-line bg-raised px-4 py-2">
        <div className="relative min-w-40 flex-1">
          <label htmlFor={`${id}-search`} className="sr-only">
            Search rules
          </label>
          <Search aria-hidden size={13} className="pointer-events-none absolute top-1/2 left-2 -translate-y-1/2 text-faint" />
          <Input id={`${id}-search`} type="search" value={query} onChange={(event) => setQuery(event.currentTarget.value)} placeholder="Search rules" className="pl-7" />
        </div>
        <Select
          aria-label="Category"
          value={category}
          onValueChange={(value) => setCategory(value as Category | "")}
          options={[{ value: "", label: "All categories" }, ...GROUPS.map(([value]) => ({ value, label: CATEGORIES[value] }))]}
          className="w-52 max-sm:w-full"
        />
        <label className="flex items-center gap-1.5">
          <input type="checkbox" checked={onlyOwn} onChange={(event) => setOnlyOwn(event.currentTarget.checked)} className="size-4 accent-accent" />
          Set here
        </label>
      </search>
      <p role="status" className="py-1.5 text-sm text-faint">
        {total === RULES.length ? counted(total, "rule") : `${total} of ${RULES.length} rules`}
        {own ? `, ${Object.keys(own).length} set here` : ""}
      </p>
      {total === 0 ? (
        <div className="flex flex-col items-center gap-2 py-8 text-center text-muted">
          <p>{onlyOwn && words === "" ? `${subject} sets no severity itself.` : "No rule matches."}</p>
          <Button
            size="sm"
            onClick={() => {
              setQuery("");
              setCategory("");
              setOnlyOwn(false);
            }}
          >
            Show all rules
          </Button>
        </div>
      ) : null}
      {groups.map(([name, rules]) => {
        const isOpen = unfolds || open.has(name);
        const set = rules.filter((rule) => own?.[rule.id] !== undefined).length;
        const found = rules.reduce((sum, rule) => sum + (counts.get(rule.id) ?? 0), 0);
        return (
          <section key={name} aria-label={CATEGORIES[name]} className="border-b border-line">
            <h3>
              <button
                type="button"
                aria-expanded={isOpen}
                disabled={unfolds}
                onClick={() => toggle(name)}
                className="flex h-8 w-full items-center gap-1.5 text-left font-medium outline-none enabled:hover:bg-hover focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus"
              >
                {isOpen ? <ChevronDown aria-hidden size={14} className="text-faint" /> : <ChevronRight aria-hidden size={14} className="text-faint" />}
                {CATEGORIES[name]} <span className="tabular text-sm font-normal text-faint">{rules.length}</span>
                <span className="tabular ml-auto text-sm font-normal text-muted">
                  {[set > 0 ? `${set} set here` : "", found > 0 ? counted(found, "finding") : ""].filter(Boolean).join(" · ")}
                </span>
              </button>
            </h3>
            {isOpen ? (
              <ul className="divide-y divide-line border-t border-line">
                {rules.map((rule) => (
                  <RuleRow key={rule.id} rule={rule} found={counts.get(rule.id) ?? 0} isWanted={rule.id === at} />
                ))}
              </ul>
            ) : null}
          </section>
        );
      })}
    </div>
  );
}

const GIVERS: Record<GivenBy, string> = { workspace: " by the workspace", preset: " by the preset", default: "" };

/** Who made a rule as loud as it is, when that is not the rule itself. */
function remarkOf({ own, given, givenBy, because, heard, silencedBy }: RuleStanding, maturity: Maturity | undefined, scope: SettingsScope): string {
  if (silencedBy === "profile") return scope === "design" ? "Not for designs of this profile." : "Only for designs of some profiles.";
  if (silencedBy === "maturity") return "Not asked of a prototype.";
  const set = own ?? given;
  const giver = GIVERS[givenBy];
  return [
    own === undefined
      ? giver === ""
        ? ""
        : `${SEVERITY_NAMES[given]}${giver}${because === undefined ? "." : `: ${because}`}`
      : `Set here; else ${SEVERITY_NAMES[given].toLowerCase()}${giver}.`,
    set !== heard && heard !== "off" ? `Told as ${SEVERITY_NAMES[heard].toLowerCase()} in a ${maturity === "critical" ? "critical system" : (maturity ?? "design")}.` : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function RuleRow({ rule, found, isWanted }: { readonly rule: Rule; readonly found: number; readonly isWanted: boolean }) {
  const editor = useEditor();
  const { design, defaults } = useDerived();
  const { scope } = useSettingsScope();
  const [open, setOpen] = useState(isWanted);
  const row = useRef<HTMLLIElement>(null);
  const standing = standingOf(rule, design, defaults);
  const remark = remarkOf(standing, design.maturity, scope);
  useEffect(() => {
    if (!isWanted) return;
    row.current?.scrollIntoView({ block: "center" });
    row.current?.querySelector("select")?.focus();
  }, [isWanted]);
  return (
    <li ref={row} className={standing.heard === "off" ? "text-muted" : undefined}>
      <div className="flex items-start gap-2 py-1.5 pl-1">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex min-h-7 min-w-0 flex-1 items-start gap-1.5 rounded py-[5px] text-left outline-none focus-visible:outline-2 focus-visible:outline-focus"
        >
          {open ? <ChevronDown aria-hidden size={13} className="mt-0.5 shrink-0 text-faint" /> : <ChevronRight aria-hidden size={13} className="mt-0.5 shrink-0 text-faint" />}
          {standing.heard === "off" ? <span className="w-[14px] shrink-0" /> : <SeverityIcon severity={standing.heard} size={14} className="mt-0.5" />}
          <span className="min-w-0">
            {rule.title}
            {found > 0 ? <span className="tabular ml-2 text-sm text-muted">{counted(found, "finding")}</span> : null}
            {remark ? <span className="block text-sm text-faint">{remark}</span> : null}
          </span>
        </button>
        {standing.own !== undefined && !editor.readOnly ? (
          <IconButton size="sm" label={`Reset to ${SEVERITY_NAMES[standing.given].toLowerCase()}`} onClick={() => setSeverity(editor, rule.id, undefined)}>
            <RotateCcw aria-hidden size={13} />
          </IconButton>
        ) : null}
        <Select
          aria-label={`Severity of ${rule.title}`}
          disabled={editor.readOnly}
          value={standing.own ?? ""}
          onValueChange={(value) => setSeverity(editor, rule.id, value === "" ? undefined : (value as Severity | "off"))}
          options={[
            { value: "", label: `As given: ${SEVERITY_NAMES[standing.given].toLowerCase()}` },
            ...(["error", "warning", "info", "off"] as const).map((value) => ({ value, label: SEVERITY_NAMES[value] })),
          ]}
          className="w-40 shrink-0"
        />
      </div>
      {open ? (
        <div className="space-y-3 pr-1 pb-3 pl-6 text-text">
          <p className="text-muted">{rule.why}</p>
          {rule.thresholds && rule.thresholds.length > 0 ? (
            <div className="divide-y divide-line rounded-md border border-line">
              {rule.thresholds.map((key) => (
                <ThresholdField key={key} threshold={key} />
              ))}
            </div>
          ) : null}
          {(rule.conflicts ?? []).map((conflict) => {
            const known = conflictById(conflict);
            return known ? <Disagreement key={conflict} conflict={known} /> : null;
          })}
          <Link
            href={`/rules/${rule.id}`}
            target="_blank"
            className="inline-block rounded font-mono text-sm text-accent outline-none hover:underline focus-visible:outline-2 focus-visible:outline-focus"
          >
            {rule.id}
          </Link>
        </div>
      ) : null}
    </li>
  );
}
