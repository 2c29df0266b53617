import { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Boundary } from "#lib/model/boundary.ts";
import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Waiver } from "#lib/model/decision.ts";
import type { Design, Severity } from "#lib/model/design.ts";
import type { Flow, Saga } from "#lib/model/flow.ts";
import type { ElementRef, Finding, Outcome, Report, Rule, RuleContext } from "./rule.ts";
import { type Ruling, rulingFor, type Surroundings } from "./ruling.ts";
import { heard, silencedBy } from "./standing.ts";

/** What a pass may be told from outside; the core has no clock of its own. */
export interface LintOptions extends Surroundings {
  /** Today as `2026-11-21`; waivers that expired before it do not count. Without it no waiver expires. */
  readonly today?: string;
  /** A clock in milliseconds for `timings`; without it the timings are empty. */
  readonly now?: () => number;
  /** The rules to run; all that are in force when left out. */
  readonly rules?: readonly Rule[];
  /** An index that was already built for this very design value. */
  readonly index?: DesignIndex;
}

/** A finding that somebody accepted as a risk or that does not apply, with the waiver that covers it. */
export interface WaivedFinding {
  readonly finding: Finding;
  readonly waiver: Waiver;
}

/** What a pass over a design found. Every subject of every rule ends in exactly one of three verdicts: finding, undecided, or pass (counted). */
export interface LintResult {
  readonly findings: readonly Finding[];
  readonly undecided: readonly Finding[];
  readonly waived: readonly WaivedFinding[];
  /** Findings that are open again because their waiver expired: the waiver by the key of the finding. */
  readonly reopened: ReadonlyMap<string, Waiver>;
  /** How many subjects pass, per rule id. */
  readonly passes: ReadonlyMap<string, number>;
  /** Milliseconds per stage: `index`, `rules`. */
  readonly timings: Readonly<Record<string, number>>;
  /** Sentences about configuration that could not be used. */
  readonly problems: readonly string[];
  /** What was in force. */
  readonly ruling: Ruling;
}

type Subject = Component | Connection | Flow | Saga | Boundary;
const DESIGN: ElementRef = { type: "design", id: "design" };

interface Run {
  readonly rule: Rule;
  readonly severity: Severity;
  /** Whether somebody set the severity; then a report's own does not count. */
  readonly isSet: boolean;
  passes: number;
}

/** Checks a design against the rules: the whole pass, every time. Never throws for a design that the schema accepts. */
export function lint(design: Design, options: LintOptions = {}): LintResult {
  const now = options.now;
  const start = now?.() ?? 0;
  const index = options.index ?? new DesignIndex(design);
  const indexed = now?.() ?? 0;
  const ruling = rulingFor(design, options);
  const context: RuleContext = { design, index, settings: ruling.settings, today: options.today };
  const runs = (options.rules ?? ruling.rules).flatMap((rule) => {
    const set = ruling.severities.get(rule.id);
    const severity = set ?? rule.severity;
    return severity !== "off" && silencedBy(rule, design) === undefined ? [{ rule, severity: heard(severity, design.maturity), isSet: set !== undefined, passes: 0 }] : [];
  });

  const findings: Finding[] = [];
  const undecided: Finding[] = [];
  const waived: WaivedFinding[] = [];
  const reopened = new Map<string, Waiver>();
  const waivers = waiversByRule(design, ruling);
  const { today } = options;

  const record = (run: Run, report: Report, subject: ElementRef) => {
    const { rule } = run;
    const element = report.element ?? subject;
    const found: Finding = {
      rule: rule.id,
      severity: report.severity === undefined || run.isSet ? run.severity : heard(report.severity, design.maturity),
      target: report.target ?? element.id,
      element,
      property: report.property,
      related: report.related,
      missing: report.missing,
      data: report.data,
      fixable: report.verdict === "finding" && rule.fix !== undefined && report.fixable !== false,
    };
    if (report.verdict === "undecided") undecided.push(found);
    else {
      const covering = waivers?.get(rule.id)?.filter((candidate) => candidate.target === undefined || candidate.target === found.target);
      const waiver = covering?.find(({ expires }) => expires === undefined || today === undefined || expires >= today);
      if (waiver) waived.push({ finding: found, waiver });
      else {
        findings.push(found);
        const [expired] = covering ?? [];
        if (expired) reopened.set(keyOf(found), expired);
      }
    }
  };
  const take = (run: Run, outcome: Report | readonly Report[], subject: ElementRef) => {
    if ("verdict" in outcome) record(run, outcome, subject);
    else if (outcome.length === 0) run.passes += 1;
    else for (const report of outcome) record(run, report, subject);
  };
  const references = new Map<readonly Subject[], (ElementRef | undefined)[]>();
  /** Checks subjects of one sort; what is reported about one of them by several rules shares the reference to it. */
  const over = <Item extends Subject>(run: Run, type: ElementRef["type"], subjects: readonly Item[], check: (subject: Item, context: RuleContext) => Outcome<unknown>) => {
    let known = references.get(subjects);
    if (!known) references.set(subjects, (known = Array.from<ElementRef | undefined>({ length: subjects.length })));
    for (let at = 0; at < subjects.length; at += 1) {
      const subject = subjects[at] as Item; // Below the length there is one.
      const outcome = check(subject, context);
      if (outcome === undefined) run.passes += 1;
      else take(run, outcome, (known[at] ??= { type, id: subject.id }));
    }
  };

  for (const run of runs) {
    const { rule } = run;
    switch (rule.each) {
      case "component":
        for (const kind of rule.kinds) over(run, "component", index.ofKind(kind), rule.check);
        break;
      case "connection":
        for (const kind of rule.kinds) over(run, "connection", index.connectionsOfKind(kind), rule.check);
        break;
      case "flow":
        over(run, "flow", design.flows, rule.check);
        break;
      case "saga":
        over(run, "saga", design.sagas, rule.check);
        break;
      case "boundary":
        over(run, "boundary", design.boundaries, rule.check);
        break;
      case "design": {
        const outcome = rule.check(design, context);
        if (outcome === undefined) run.passes += 1;
        else take(run, outcome, DESIGN);
        break;
      }
    }
  }
  const end = now?.() ?? 0;
  return {
    findings,
    undecided,
    waived,
    reopened,
    passes: new Map(runs.map((run) => [run.rule.id, run.passes])),
    timings: now ? { index: indexed - start, rules: end - indexed } : {},
    problems: ruling.problems,
    ruling,
  };
}

/** Waivers of the design and what its surroundings leave out, by rule. */
function waiversByRule(design: Design, { ignores }: Ruling): Map<string, Waiver[]> | undefined {
  if (design.waivers.length + ignores.length === 0) return undefined;
  const ignored = ignores.map(({ owner = "configuration", ...rest }): Waiver => ({ kind: "notApplicable", owner, ...rest }));
  return Map.groupBy([...design.waivers, ...ignored], ({ rule }) => rule);
}

/** Stable name of a finding within a design: the same cause keeps it from pass to pass. */
export const keyOf = (found: Finding): string => `${found.rule}@${found.target}${found.property ? `#${found.property}` : ""}`;
