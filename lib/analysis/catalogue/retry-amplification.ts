import { inWords } from "#lib/model/in-words.ts";
import { walk } from "#lib/model/sentence.ts";
import type { Analysis } from "../analysis.ts";
import { finite } from "../finite.ts";
import { attemptsOf, retryOf, worstAmplification } from "../retries.ts";
import { connectionInput, missingAmong, once, thresholdInput } from "./inputs.ts";
import { labelsOf } from "./labels.ts";
import { retryInputs } from "./retry-time.ts";
import { flowOf, flowSubjects } from "./subjects.ts";

const rate = (rps: number): string => inWords(finite(rps), "rps");
const times = (factor: number): string => inWords(finite(factor), "factor");
const count = (number: number): string => inWords(finite(number), "count");

/** Factors of a product beyond these are not written out. */
const MOST_FACTORS = 12;

/** Q10: how often the last component of a path is asked for one request when everything fails. */
export const retryAmplification: Analysis = {
  id: "retry-amplification",
  number: "Q10",
  title: "Retry amplification",
  question: "How many attempts does one request become when the last component is down?",
  group: "Resilience",
  formula: ["attempts = Π (1 + r) along the path, with r retries on each call", "load on the last component = λ × attempts"],
  sources: ["000 §6 (thundering herd)", "000 §0 cascading failures"],
  rules: ["resilience/retry-amplification", "mesh/duplicate-policy"],
  empty: "Record a flow: the walk of one request over connections.",
  subjects: ({ index }) => flowSubjects(index),
  analyse(subject, context) {
    const { index } = context;
    const flow = flowOf(index, subject);
    const { attempts, path } = worstAmplification(index, flow);
    const most = context.threshold("retry.amplificationMax").value;
    const first = path[0];
    const last = path.at(-1);
    const limit = thresholdInput(context, "retry.amplificationMax", "Most attempts of one request", "factor");
    if (!first || !last) {
      const calls = [...new Set(index.connectionsOf(flow))].filter(({ kind }) => kind === "call");
      const sentence =
        calls.length === 0 ? `${subject.name} makes no call, so that nothing is repeated.` : `Nothing is repeated in ${subject.name}: one request stays one attempt.`;
      return {
        verdict: "good",
        sentence,
        working: [],
        inputs: once([...calls.flatMap((call) => retryInputs(index, call).filter(({ place }) => place.property.endsWith("max"))), limit]),
        figures: [],
      };
    }

    const inputs = once([
      ...path.flatMap((call) => retryInputs(index, call).filter(({ place }) => place.property.endsWith("max"))),
      ...connectionInput(index, first.id, "rps", "rate", "rps"),
      limit,
    ]);
    const missing = missingAmong(inputs);
    const factors = path.map((call) => attemptsOf(retryOf(index, call)));
    const written = factors
      .slice(0, MOST_FACTORS)
      .map((factor) => `(1 + ${count(factor - 1)})`)
      .join(" × ");
    const product = factors.filter((factor) => factor > 1);
    const tooMany = attempts > most;
    const loadRps = first.rps === undefined ? undefined : finite(first.rps * attempts);
    let before = 1;
    const hops = path.map((call, at) => {
      before = finite(before * (factors[at] ?? 1));
      return { call, attempts: before };
    });
    const labels = labelsOf(
      index,
      hops.map(({ call }) => call.to),
    );
    const name = index.nameOf(last.to);
    return {
      verdict: tooMany ? "bad" : "good",
      sentence: `${[
        `When ${name} is down, one request becomes ${count(attempts)} attempts there${product.length > 1 && product.length < 6 ? ` (${product.map(count).join(" × ")})` : ""}; ${count(most)} ${most === 1 ? "is" : "are"} accepted at most`,
        ...(loadRps === undefined ? [] : [`${rate(first.rps ?? 0)} become ${rate(loadRps)}`]),
        ...(missing === undefined ? [] : [`to see the load, fill in ${missing}`]),
      ].join("; ")}.`,
      working: [
        walk([first.from, ...path.map(({ to }) => to)].map((id) => index.nameOf(id))),
        `attempts = ${written}${factors.length > MOST_FACTORS ? " × …" : ""} = ${count(attempts)}`,
        ...(loadRps === undefined ? [] : [`load = ${rate(first.rps ?? 0)} × ${count(attempts)} = ${rate(loadRps)}`]),
      ],
      inputs,
      figures: [
        { label: "Attempts of one request", value: attempts, unit: "count", tone: tooMany ? "bad" : "neutral" },
        ...(loadRps === undefined ? [] : [{ label: `Load on ${name}`, value: loadRps, unit: "rps" as const, tone: tooMany ? ("bad" as const) : ("neutral" as const) }]),
        ...(product.length > 1 ? [{ label: "With retries on one hop only", value: Math.max(...product), unit: "count" as const }] : []),
      ],
      charts: [
        {
          kind: "bars",
          title: "Attempts that arrive for one request",
          unit: "factor",
          bars: hops.map(({ call, attempts: here }, at) => ({
            label: labels[at] ?? call.to,
            value: here,
            element: call.to,
            tone: here > most ? ("bad" as const) : ("neutral" as const),
          })),
          limit: { label: "accepted", value: most },
        },
      ],
      lit: path.flatMap(({ from, id, to }) => [from, id, to]),
      marks: hops.map(({ call, attempts: here }) => ({ element: call.to, text: times(here), tone: here > most ? "bad" : here > 1 ? "warning" : "neutral" })),
    };
  },
};
