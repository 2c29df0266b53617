import type { Connection } from "#lib/model/connection.ts";
import { countInWords } from "#lib/model/in-words.ts";
import type { Analysis, AnalysisTable } from "../analysis.ts";
import { flowAvailability as availabilityOf, neededAvailability, redundantAvailability, type Softness, softnessOf } from "../availability.ts";
import type { DesignIndex } from "../design-index.ts";
import { errorBudgetMs } from "../error-budget.ts";
import { componentInput, endsOf, flowInput, missingAmong, once } from "./inputs.ts";
import { labelsOf } from "./labels.ts";
import { flowOf, flowSubjects } from "./subjects.ts";

/** Parts of a product beyond these are not written out. */
const MOST_SHOWN = 12;

/** A share with as many nines as matter: digits up to a thousandth of a percent, more when it is closer to one. */
const share = (value: number): string => `${Number((value * 100).toFixed(value > 0.999_99 ? 8 : 3))}%`;

/** Why a request goes on without what a connection leads to. */
function softnessInWords({ fallback }: Connection, softness: Softness): string {
  switch (softness) {
    case "fallback":
      return `falls back to "${fallback?.trim() ?? ""}"`;
    case "optional":
      return "can do without it";
    case "background":
      return "does not wait for it";
    case "bestEffort":
      return "sends it without waiting whether it arrives";
    case "outbox":
      return "keeps its messages in an outbox";
    case "later":
      return "happens later";
    case "library":
      return "runs in the same process";
  }
}

/** What the flow reaches without needing it, with the reason. */
function softTable(index: DesignIndex, connections: readonly Connection[], hard: ReadonlySet<string>): readonly AnalysisTable[] {
  const rows = [...new Set(connections)].flatMap((connection) => {
    const softness = softnessOf(index, connection);
    return softness === undefined || hard.has(connection.to)
      ? []
      : [[{ value: endsOf(index, connection), element: connection.id }, { value: softnessInWords(connection, softness) }]];
  });
  return rows.length === 0 ? [] : [{ title: "Does not count", columns: ["Connection", "Because its source"], rows }];
}

/** Q2: which share of the requests of a flow succeeds, as far as its dependencies decide. */
export const flowAvailability: Analysis = {
  id: "flow-availability",
  number: "Q2",
  title: "Availability of a flow",
  question: "How often does this flow succeed, and which dependency holds it back?",
  group: "Availability",
  formula: [
    "A = Π a over all hard dependencies; n independent copies: 1 − (1 − a)^n",
    "what has a fallback, is optional, runs in the background or stands behind an outbox drops out",
    "needed of each of k dependencies: target^(1/k)",
  ],
  sources: ["003 Step 1", "003 Service SLA", "000 §0"],
  rules: ["resilience/availability-below-target", "resilience/single-point-of-failure"],
  empty: "Record a flow: the walk of one request over connections.",
  subjects: ({ index }) => flowSubjects(index),
  parameters: () => [{ id: "copies", label: "Independent copies of the weakest", unit: "count", value: 2, origin: "what a second copy would bring" }],
  analyse(subject, { index, values }) {
    const flow = flowOf(index, subject);
    const target = flow.slo?.availability;
    const { dependencies, availability } = availabilityOf(index, flow);
    const inputs = once([
      ...flowInput(flow, "slo.availability", "promised availability", "ratio"),
      ...dependencies.flatMap(({ id }) => componentInput(index, id, "availability", "availability", "ratio")),
    ]);
    const missing = missingAmong(inputs);
    const hard = new Set(dependencies.map(({ id }) => id));
    const connections = index.connectionsOf(flow);
    const tables = softTable(index, connections, hard);
    if (dependencies.length === 0) {
      const sentence = connections.length === 0 ? "This flow walks over no connection yet, so that nothing can fail it." : "This flow needs nothing that could be down.";
      return { verdict: connections.length === 0 ? "undecided" : "neutral", sentence, working: [], inputs, figures: [], tables };
    }

    const known = dependencies.flatMap(({ id, availability: own }) => (own === undefined ? [] : [{ id, own }])).toSorted((a, b) => a.own - b.own);
    const weakest = known[0];
    const isBound = known.length < dependencies.length;
    const below = target !== undefined && availability < target;
    const needed = target === undefined ? undefined : neededAvailability(target, dependencies.length);
    const copies = Math.max(1, Math.round(values["copies"] ?? 2));
    const repeated = weakest && redundantAvailability(weakest.own, copies);
    const improved = weakest && repeated !== undefined && weakest.own > 0 ? (availability / weakest.own) * repeated : undefined;
    const labels = labelsOf(
      index,
      known.map(({ id }) => id),
    );
    const together = `${countInWords(dependencies.length, "hard dependency", "hard dependencies")} ${dependencies.length === 1 ? "reaches" : "together reach"}`;
    return {
      verdict: below ? "bad" : missing === undefined ? "good" : "undecided",
      sentence: `${[
        known.length === 0
          ? `The availability of its ${countInWords(dependencies.length, "hard dependency", "hard dependencies")} is not known`
          : `${together} ${isBound ? "at most " : ""}${share(availability)}${target === undefined ? "" : ` of ${share(target)} promised`}`,
        ...(weakest && dependencies.length > 1 ? [`the weakest is ${index.nameOf(weakest.id)} with ${share(weakest.own)}`] : []),
        ...(below && needed !== undefined ? [`each would need ${share(needed)}`] : []),
        ...(missing === undefined ? [] : [`still missing: ${missing}`]),
      ].join("; ")}.`,
      working: [
        ...(known.length === 0
          ? []
          : [
              `A ${isBound ? "≤" : "="} ${known
                .slice(0, MOST_SHOWN)
                .map(({ own }) => share(own))
                .join(" × ")}${known.length > MOST_SHOWN ? " × …" : ""} = ${share(availability)}`,
            ]),
        ...(target === undefined || needed === undefined ? [] : [`needed of each = ${share(target)}^(1/${dependencies.length}) = ${share(needed)}`]),
        ...(weakest && repeated !== undefined && copies > 1
          ? [`${countInWords(copies, "copy", "copies")} of ${index.nameOf(weakest.id)} = 1 − (1 − ${share(weakest.own)})^${copies} = ${share(repeated)}`]
          : []),
      ],
      inputs,
      figures: [
        ...(known.length === 0
          ? []
          : [{ label: isBound ? "Availability, at most" : "Availability", value: share(availability), tone: below ? ("bad" as const) : ("neutral" as const) }]),
        ...(needed === undefined ? [] : [{ label: "Needed of each", value: share(needed) }]),
        ...(known.length === 0 ? [] : [{ label: "Outage in 30 days", value: errorBudgetMs(availability), unit: "ms" as const }]),
        ...(improved === undefined || copies === 1
          ? []
          : [
              {
                label: `With ${copies} copies of the weakest`,
                value: share(improved),
                tone: target !== undefined && improved >= target ? ("good" as const) : ("neutral" as const),
              },
            ]),
      ],
      charts:
        known.length === 0
          ? []
          : [
              {
                kind: "bars",
                title: "Outage in 30 days, at most, by dependency",
                unit: "ms",
                stacked: true,
                bars: known
                  .slice(0, MOST_SHOWN)
                  .map(({ id, own }, at) => ({ label: labels[at] ?? id, value: errorBudgetMs(own), element: id, ...(at === 0 ? { tone: "warning" as const } : {}) })),
                ...(target === undefined ? {} : { limit: { label: "Error budget", value: errorBudgetMs(target) } }),
              },
            ],
      tables,
      lit: [
        ...new Set([
          ...hard,
          ...connections.filter(({ from, to }) => hard.has(to) && (hard.has(from) || index.component(from)?.kind === "client")).flatMap(({ from, id }) => [from, id]),
        ]),
      ],
      marks: known.map(({ id, own }, at) => ({
        element: id,
        text: share(own),
        tone: needed !== undefined && own < needed ? "bad" : at === 0 && known.length > 1 ? "warning" : "neutral",
      })),
    };
  },
};
