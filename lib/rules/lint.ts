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
  /** What is in force, when it was already worked out for this very design value. */
  readonly ruling?: Ruling;
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

type Subject = Component | Connection | Flow | Saga | Boundary | Design;
const DESIGN: ElementRef = { type: "design", id: "design" };
const NONE: readonly Finding[] = [];

/** A rule in force, and how its subjects fare. */
interface Run {
  readonly rule: Rule;
  readonly severity: Severity;
  /** Whether somebody set the severity; then a report's own does not count. */
  readonly isSet: boolean;
  /** The rule over the subjects of each of its kinds, in its order. */
  readonly tasks: Task[];
  passes: number;
}

/** One rule over the subjects of one kind, and what it has said about them so far. */
interface Task {
  readonly run: Run;
  readonly check: (subject: never, context: RuleContext) => Outcome<unknown>;
  found: Finding[] | undefined;
  undecided: Finding[] | undefined;
}

/** Subjects of one kind, and the rules that look at them. */
interface Group {
  readonly type: ElementRef["type"];
  readonly subjects: readonly Subject[];
  readonly tasks: Task[];
}

/**
 * How many subjects all rules look at before the next ones come: so few that they stay in the processor's cache meanwhile, so many that the code of a rule does.
 * Of a large design every component is then read from memory once, and not once for each rule.
 */
const BLOCK = 128;

/** Checks a design against the rules: the whole pass, every time. Never throws for a design that the schema accepts. */
export function lint(design: Design, options: LintOptions = {}): LintResult {
  const pass = lintSteps(design, options);
  for (;;) {
    const step = pass.next();
    if (step.done) return step.value;
  }
}

/** The same pass in small steps, for whoever has other things to do in between: a browser draws frames. */
export function* lintSteps(design: Design, options: LintOptions = {}): Generator<undefined, LintResult> {
  const { now, today } = options;
  const start = now?.() ?? 0;
  const index = options.index ?? new DesignIndex(design);
  const indexed = now?.() ?? 0;
  const ruling = options.ruling ?? rulingFor(design, options);
  const runs = runsOf(design, ruling, options.rules ?? ruling.rules);
  const context: RuleContext = { design, index, settings: ruling.settings, today };
  yield;
  for (const group of groupsOf(runs, context)) yield* check(group, context);
  const gathered = gather(runs, waiversByRule(design, ruling), today);
  const end = now?.() ?? 0;
  return {
    ...gathered,
    passes: new Map(runs.map((run) => [run.rule.id, run.passes])),
    timings: now ? { index: indexed - start, rules: end - indexed } : {},
    problems: ruling.problems,
    ruling,
  };
}

/** The rules that are in force for a design. */
function runsOf(design: Design, ruling: Ruling, rules: readonly Rule[]): Run[] {
  const runs: Run[] = [];
  for (const rule of rules) {
    const set = ruling.severities.get(rule.id);
    const severity = set ?? rule.severity;
    if (severity === "off" || silencedBy(rule, design) !== undefined) continue;
    runs.push({ rule, severity: heard(severity, design.maturity), isSet: set !== undefined, tasks: [], passes: 0 });
  }
  return runs;
}

/** The rules by the kind of subject that they look at. */
function groupsOf(runs: readonly Run[], { design, index }: RuleContext): Iterable<Group> {
  const groups = new Map<string, Group>();
  const plan = (run: Run, type: ElementRef["type"], kind: string, subjects: readonly Subject[]) => {
    if (subjects.length === 0) return;
    const task: Task = { run, check: run.rule.check, found: undefined, undecided: undefined };
    run.tasks.push(task);
    const group = groups.get(kind);
    if (group) group.tasks.push(task);
    else groups.set(kind, { type, subjects, tasks: [task] });
  };
  for (const run of runs) {
    const { rule } = run;
    switch (rule.each) {
      case "component":
        for (const kind of rule.kinds) plan(run, "component", kind, index.ofKind(kind));
        break;
      case "connection":
        for (const kind of rule.kinds) plan(run, "connection", kind, index.connectionsOfKind(kind));
        break;
      case "flow":
        plan(run, "flow", "flow", design.flows);
        break;
      case "saga":
        plan(run, "saga", "saga", design.sagas);
        break;
      case "boundary":
        plan(run, "boundary", "boundary", design.boundaries);
        break;
      case "design":
        plan(run, "design", "design", [design]);
        break;
    }
  }
  return groups.values();
}

/** Runs all rules of a group; what they report about one subject shares the reference to it. A step is one rule over one block. */
function* check(group: Group, context: RuleContext): Generator<undefined, void> {
  for (let start = 0; start < group.subjects.length; start += BLOCK) {
    const known: (ElementRef | undefined)[] = [];
    for (const task of group.tasks) {
      checkBlock(group, task, start, known, context);
      yield;
    }
  }
}

function checkBlock({ type, subjects }: Group, task: Task, start: number, known: (ElementRef | undefined)[], context: RuleContext): void {
  const end = Math.min(start + BLOCK, subjects.length);
  for (let at = start; at < end; at += 1) {
    const subject = subjects[at] as Subject; // Below the length there is one.
    const outcome = task.check(subject as never, context); // The plan put subjects and checks of the same sort together.
    if (outcome === undefined) task.run.passes += 1;
    else take(task, outcome, (known[at - start] ??= type === "design" ? DESIGN : { type, id: subject.id }), context);
  }
}

function take(task: Task, outcome: Report | readonly Report[], subject: ElementRef, context: RuleContext): void {
  if ("verdict" in outcome) record(task, outcome, subject, context);
  else if (outcome.length === 0) task.run.passes += 1;
  else for (const report of outcome) record(task, report, subject, context);
}

function record(task: Task, report: Report, subject: ElementRef, { design }: RuleContext): void {
  const { rule, severity, isSet } = task.run;
  const element = report.element ?? subject;
  const found: Finding = {
    rule: rule.id,
    severity: report.severity === undefined || isSet ? severity : heard(report.severity, design.maturity),
    target: report.target ?? element.id,
    element,
    property: report.property,
    related: report.related,
    missing: report.missing,
    data: report.data,
    fixable: report.verdict === "finding" && rule.fix !== undefined && report.fixable !== false,
  };
  if (report.verdict === "finding") (task.found ??= []).push(found);
  else (task.undecided ??= []).push(found);
}

/** What the rules said, rule by rule, without what is waived. */
function gather(runs: readonly Run[], waivers: ReadonlyMap<string, readonly Waiver[]> | undefined, today: string | undefined) {
  const findings: (readonly Finding[])[] = [];
  const undecided: (readonly Finding[])[] = [];
  const waived: WaivedFinding[] = [];
  const reopened = new Map<string, Waiver>();
  /** Puts a finding that a waiver covers aside, and remembers the one that no longer does. */
  const isOpen = (found: Finding, ofRule: readonly Waiver[]): boolean => {
    const covering = ofRule.filter(({ target }) => target === undefined || target === found.target);
    const waiver = covering.find(({ expires }) => expires === undefined || today === undefined || expires >= today);
    const [expired] = covering;
    if (waiver) waived.push({ finding: found, waiver });
    else if (expired) reopened.set(keyOf(found), expired);
    return waiver === undefined;
  };
  for (const { rule, tasks } of runs) {
    const ofRule = waivers?.get(rule.id);
    for (const task of tasks) {
      if (task.undecided) undecided.push(task.undecided);
      if (task.found) findings.push(ofRule ? task.found.filter((found) => isOpen(found, ofRule)) : task.found);
    }
  }
  return { findings: NONE.concat(...findings), undecided: NONE.concat(...undecided), waived, reopened }; // Unlike flat, concat knows how many there will be.
}

/** Waivers of the design and what its surroundings leave out, by rule. */
function waiversByRule(design: Design, { ignores }: Ruling): Map<string, Waiver[]> | undefined {
  if (design.waivers.length + ignores.length === 0) return undefined;
  const ignored = ignores.map(({ owner = "configuration", ...rest }): Waiver => ({ kind: "notApplicable", owner, ...rest }));
  return Map.groupBy([...design.waivers, ...ignored], ({ rule }) => rule);
}

/** Stable name of a finding within a design: the same cause keeps it from pass to pass. */
export const keyOf = (found: Pick<Finding, "rule" | "target" | "property">): string => `${found.rule}@${found.target}${found.property ? `#${found.property}` : ""}`;
