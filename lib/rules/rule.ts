import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Boundary } from "#lib/model/boundary.ts";
import type { Component, ComponentKind } from "#lib/model/component.ts";
import type { Connection, ConnectionKind } from "#lib/model/connection.ts";
import type { Design, Profile, Severity } from "#lib/model/design.ts";
import type { Flow, Saga } from "#lib/model/flow.ts";
import type { Id } from "#lib/model/schema.ts";
import type { Sketch } from "#lib/model/sketch.ts";
import type { Settings, ThresholdKey } from "./thresholds.ts";

/** What a rule reads beside its subject. */
export interface RuleContext {
  readonly design: Design;
  readonly index: DesignIndex;
  readonly settings: Settings;
  /** Today as `2026-11-21`; the core has no clock. Without it nothing is overdue; messages and fixes never have it. */
  readonly today: string | undefined;
}

/** Where a report is shown: the element that is badged, centred and selected. */
export interface ElementRef {
  readonly type: "design" | "component" | "connection" | "boundary" | "flow" | "saga";
  readonly id: Id;
}

/** What a rule says about one subject. Small on purpose: a pass over a large design makes thousands; words are made when shown. */
export interface Report<Data = unknown> {
  readonly verdict: "finding" | "undecided";
  /** How the target is named in lists and files: an element's id, `flow:component`, `service:operation.field`; the subject's id when left out. */
  readonly target?: string;
  /** The element to show when it is not the subject. */
  readonly element?: ElementRef;
  /** Property of the element that is wrong or missing (`timeoutMs`, `breaker.openMs`); the inspector opens it. */
  readonly property?: string;
  /** Other elements that play a part; lit together with the target. */
  readonly related?: readonly Id[];
  /** Of an undecided report: what is missing, as `element.property`. */
  readonly missing?: readonly string[];
  /** Graver or milder than the rule says of itself; a configured severity counts more. */
  readonly severity?: Severity;
  /** Off when the rule's fix cannot help here because it lacks a number. */
  readonly fixable?: boolean;
  /** Facts for the message. */
  readonly data?: Data;
}

/** What a check returns: nothing (the subject passes), one report or several. */
export type Outcome<Data> = Report<Data> | readonly Report<Data>[] | undefined;

/** Says that the subject breaks the rule. */
export const finding = <Data = undefined>({ target, element, property, related, severity, fixable, data }: Omit<Report<Data>, "verdict" | "missing"> = {}): Report<Data> => ({
  verdict: "finding", // Always the same properties in the same order: the engine reads thousands of these.
  target,
  element,
  property,
  related,
  missing: undefined,
  severity,
  fixable,
  data,
});

/** Says that the rule cannot decide, and what it needs: `["order.perInstanceRps"]`. */
export const undecided = (
  missing: readonly string[],
  { target, element, property, related }: Omit<Report<never>, "verdict" | "missing" | "severity" | "fixable" | "data"> = {},
): Report<never> => ({
  verdict: "undecided",
  target,
  element,
  property,
  related,
  missing,
  severity: undefined,
  fixable: undefined,
  data: undefined,
});

/** Adds what is said about one part of a subject to what was said about the parts before; the list is made for the first report. */
export function withOutcome<Data>(reports: Report<Data>[] | undefined, outcome: Report<Data> | readonly Report<Data>[]): Report<Data>[] {
  if ("verdict" in outcome) {
    if (!reports) return [outcome];
    reports.push(outcome);
    return reports;
  }
  return reports ? reports.concat(outcome) : [...outcome];
}

/** A finding or an open question, as the engine hands it out. JSON-safe. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly target: string;
  readonly element: ElementRef;
  readonly property?: string;
  readonly related?: readonly Id[];
  readonly missing?: readonly string[];
  readonly data?: unknown;
  readonly fixable: boolean;
}

/** Subjects and their check: once per component, connection, flow, saga, boundary, or once for the whole design. */
export type Check<Data> =
  | { readonly each: "component"; readonly kinds: readonly ComponentKind[]; check(subject: Component, context: RuleContext): Outcome<Data> }
  | { readonly each: "connection"; readonly kinds: readonly ConnectionKind[]; check(subject: Connection, context: RuleContext): Outcome<Data> }
  | { readonly each: "flow"; check(subject: Flow, context: RuleContext): Outcome<Data> }
  | { readonly each: "saga"; check(subject: Saga, context: RuleContext): Outcome<Data> }
  | { readonly each: "boundary"; check(subject: Boundary, context: RuleContext): Outcome<Data> }
  | { readonly each: "design"; check(subject: Design, context: RuleContext): Outcome<Data> };

/** Titles of the fifteen categories, and of the rules that people write themselves. */
export const CATEGORIES = {
  boundaries: "Boundaries",
  communication: "Communication",
  resilience: "Resilience",
  data: "Data ownership and consistency",
  transactions: "Transactions and sagas",
  messaging: "Messaging and events",
  caching: "Caching",
  api: "API design",
  security: "Authentication and security",
  observability: "Observability",
  mesh: "Service mesh",
  scalability: "Scalability and performance",
  serverless: "Serverless",
  database: "Database schema",
  process: "Documentation and process",
  own: "Own rules",
} as const;
/** One of the fifteen categories, or `own`. */
export type Category = keyof typeof CATEGORIES;

/** Words, sources and examples of a rule: its page, its CLI explanation and its SARIF help are made from these. */
export interface RuleText<Data> {
  /** `category/name`; also the file's path, the configuration key and the address of its page. */
  readonly id: `${Category}/${string}`;
  readonly title: string;
  readonly severity: Severity;
  /** What is wrong here, with the design's own names and numbers: one sentence. */
  message(report: { readonly target: string; readonly element: ElementRef; readonly data: Data }, context: RuleContext): string;
  /** Why it matters. */
  readonly why: string;
  /** What to do. */
  readonly remedy: string;
  /** Where the rule comes from: document and section, as `000 §6`; `(derived)` and `(judged)` as in the catalogue. */
  readonly sources: readonly string[];
  /** Ids of the conflict register that touch the rule. */
  readonly conflicts?: readonly `CF-${string}`[];
  /** Model properties that the rule reads, as `connection.timeoutMs`. */
  readonly needs: readonly string[];
  /** Thresholds that the rule reads. */
  readonly thresholds?: readonly ThresholdKey[];
  /** The rule runs only in designs of these profiles. */
  readonly profiles?: readonly Profile[];
  /** The rule does not run in designs of these profiles. */
  readonly exceptProfiles?: readonly Profile[];
  /** Asks for what a design needs before a review or before production (papers, owners, observation), not for another shape: silent in a prototype. */
  readonly readiness?: boolean;
  /** A rule "nothing is configured here": shown inside the one card of a bare connection. */
  readonly partOfBareConnection?: boolean;
  /** Changes the design so that the finding goes away; pure. Left out when only a person can decide. */
  readonly fix?: {
    readonly title: string;
    apply(design: Design, finding: Finding, context: RuleContext): Design;
  };
  /** Why there is no quick fix, when there is none: one sentence. */
  readonly needsPerson?: string;
  readonly examples: { readonly bad: readonly Example[]; readonly good: readonly Example[] };
}

/** A mini-design that shows the rule; the test runs it, the documentation draws it. */
export interface Example {
  readonly title: string;
  readonly sketch: Sketch;
}

/** A rule: one thing that is checked, why, and what to do about it. */
export type Rule<Data = unknown> = RuleText<Data> & Check<Data>;

/** Declares a rule. `Data` is what the check hands to the message. */
export function defineRule<Data = undefined>(rule: Rule<Data>): Rule {
  return rule; // The engine only hands a rule's own data back to it, so forgetting its type here is safe.
}

/** Category of a rule id. */
export const categoryOf = (ruleId: string): Category => ruleId.slice(0, ruleId.indexOf("/")) as Category;
