import { countInWords, inWords } from "#lib/model/in-words.ts";
import type { Component } from "#lib/model/component.ts";
import type { Flow } from "#lib/model/flow.ts";
import { isCompute } from "#lib/model/kinds.ts";
import type { Analysis, AnalysisContext, Input, Subject } from "../analysis.ts";
import { flowAvailability } from "../availability.ts";
import { criticalFlows } from "../critical-flows.ts";
import { errorBudgetMs } from "../error-budget.ts";
import { finite } from "../finite.ts";
import { componentInput, designInput, flowInput } from "./inputs.ts";
import { designSubject, flowOf, flowSubjects } from "./subjects.ts";

const DAY_MS = 86_400_000;
/** Objectives that people compare with. */
const USUAL = [0.99, 0.999, 0.9995, 0.9999] as const;
const PERIODS = [
  ["a day", DAY_MS],
  ["a week", 7 * DAY_MS],
  ["30 days", 30 * DAY_MS],
  ["90 days", 90 * DAY_MS],
  ["a year", 365 * DAY_MS],
] as const;

const time = (ms: number): string => inWords(finite(ms), "ms");
/** Time for failure in whole seconds: binary fractions of it mean nothing. */
const budgetOf = (availability: number, periodMs: number): number => finite(Number(errorBudgetMs(availability, periodMs).toPrecision(9)));
const percent = (share: number): string => inWords(share, "ratio");

interface Promised {
  readonly input: readonly Input[];
  readonly value: number | undefined;
  readonly flow?: Flow;
  readonly component?: Component;
}

/** The objective of the subject, and where it is written. */
function promisedBy(subject: Subject, { index }: AnalysisContext): Promised {
  if (subject.type === "flow") {
    const flow = flowOf(index, subject);
    return { input: flowInput(flow, "slo.availability", "promised availability", "ratio"), value: flow.slo?.availability, flow };
  }
  if (subject.type === "component") {
    const component = index.component(subject.id);
    const input = componentInput(index, subject.id, "slo.availability", "promised availability", "ratio");
    return component ? { input, value: component.slo?.availability, component } : { input, value: undefined };
  }
  return { input: designInput(index, "requirements.nfr.availability", "Required availability", "ratio"), value: index.design.requirements?.nfr?.availability };
}

/** Q3: how long a promise may be broken. */
export const errorBudget: Analysis = {
  id: "error-budget",
  number: "Q3",
  title: "Error budget",
  question: "How long may this be down before the promise is broken?",
  group: "Availability",
  formula: ["error budget = (1 − objective) × period"],
  sources: ["003 Output Req. (Service Definitions, Observability)", "004 §13"],
  rules: ["observability/no-slo", "resilience/availability-below-target"],
  empty: "Record a flow or draw a service, and promise an availability.",
  subjects: ({ index }) => {
    const asked = index.once(criticalFlows);
    const services = [...index.components.values()]
      .filter((component) => isCompute(component) && (component.slo !== undefined || asked.has(component.id)))
      .map((component): Subject => ({ type: "component", id: component.id, name: component.name || component.id }))
      .toSorted((a, b) => a.name.localeCompare(b.name, "en"));
    const whole = index.design.requirements?.nfr?.availability === undefined ? [] : designSubject(index);
    return [...flowSubjects(index), ...services, ...whole];
  },
  parameters: () => [
    { id: "period", label: "Period", unit: "ms", value: 30 * DAY_MS, origin: "30 days, as most objectives are counted" },
    { id: "outage", label: "One outage lasts", unit: "ms", value: 5 * 60_000, origin: "five minutes until somebody has reacted" },
  ],
  analyse(subject, context) {
    const { index, values } = context;
    const { input, value, flow, component } = promisedBy(subject, context);
    const periodMs = values["period"] ?? 30 * DAY_MS;
    const outageMs = values["outage"] ?? 5 * 60_000;
    if (value === undefined)
      return { verdict: "undecided", sentence: `${subject.name} promises no availability, so that nobody knows how long it may be down.`, working: [], inputs: input, figures: [] };

    const budgetMs = budgetOf(value, periodMs);
    const outages = outageMs > 0 ? Math.floor(budgetMs / outageMs) : undefined;
    // What the dependencies leave undone is taken from the budget before anybody deploys anything.
    const expected = flow ? flowAvailability(index, flow) : undefined;
    const expectedMs = expected && expected.dependencies.length > 0 && expected.missing.length === 0 ? budgetOf(expected.availability, periodMs) : undefined;
    const isSpent = expectedMs !== undefined && expectedMs > budgetMs;
    const leaves = value >= 1 ? `${percent(value)} leaves no time for failure at all` : `${percent(value)} leaves ${time(budgetMs)} of failure in ${time(periodMs)}`;
    const compared = [...new Set([...USUAL, value])].toSorted((a, b) => a - b);
    return {
      verdict: isSpent ? "bad" : expectedMs === undefined ? "neutral" : "good",
      sentence: `${[
        leaves,
        ...(outages === undefined || value >= 1
          ? []
          : [outages === 0 ? `one outage of ${time(outageMs)} breaks the promise` : `that is ${countInWords(outages, "outage")} of ${time(outageMs)}`]),
        ...(expectedMs === undefined ? [] : [`its dependencies are expected to take ${time(expectedMs)}`]),
      ].join("; ")}.`,
      working: [`(1 − ${percent(value)}) × ${time(periodMs)} = ${time(budgetMs)}`],
      inputs: [
        ...input,
        ...(expectedMs === undefined || !expected ? [] : expected.dependencies.flatMap(({ id }) => componentInput(index, id, "availability", "availability", "ratio"))),
      ],
      figures: [
        { label: "Error budget", value: budgetMs, unit: "ms" },
        ...(outages === undefined ? [] : [{ label: `Outages of ${time(outageMs)}`, value: outages, unit: "count" as const }]),
        ...(expectedMs === undefined
          ? []
          : [
              { label: "Taken by dependencies", value: expectedMs, unit: "ms" as const, tone: isSpent ? ("bad" as const) : ("neutral" as const) },
              isSpent
                ? { label: "Overspent", value: expectedMs - budgetMs, unit: "ms" as const, tone: "bad" as const }
                : { label: "Left for deployments and mistakes", value: budgetMs - expectedMs, unit: "ms" as const, tone: "good" as const },
            ]),
      ],
      charts: [
        {
          kind: "bars",
          title: `Error budget in ${time(periodMs)} by objective`,
          unit: "ms",
          bars: compared.map((one) => ({ label: percent(one), value: budgetOf(one, periodMs), tone: one === value ? ("warning" as const) : ("neutral" as const) })),
        },
      ],
      tables: [
        {
          title: `${percent(value)} in other periods`,
          columns: ["Period", "Error budget"],
          rows: PERIODS.map(([name, ms]) => [{ value: name }, { value: budgetOf(value, ms), unit: "ms" as const }]),
        },
      ],
      lit: flow ? index.connectionsOf(flow).flatMap(({ from, id, to }) => [from, id, to]) : component ? [component.id] : [],
      marks: component ? [{ element: component.id, text: time(budgetMs), tone: "neutral" }] : [],
    };
  },
};
