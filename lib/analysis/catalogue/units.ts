import { connectionDescriptors, componentDescriptors, type PropertyDescriptor } from "#lib/model/describe.ts";
import { inWords } from "#lib/model/in-words.ts";
import type { Id } from "#lib/model/schema.ts";
import { midSentence } from "#lib/model/sentence.ts";
import type { Analysis, AnalysisContext, AnalysisTable, Answer, Cell, Input, Parameter } from "../analysis.ts";
import type { DesignIndex } from "../design-index.ts";
import { finite } from "../finite.ts";
import { byId } from "../ownership.ts";
import { componentInput, connectionInput, designInput, once } from "./inputs.ts";
import { designSubject } from "./subjects.ts";

/** Rates of 003: 100,000 orders in an hour, in the unit of the model. */
const ORDERS_PER_SECOND = 100_000 / 3_600;
const MOST_ROWS = 100;

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;
const YEAR_MS = 365 * DAY * 1_000;
const MONTH_MS = 30 * DAY * 1_000;

const large = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
const small = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });

/** A number as one would write it down: thousands set apart, two decimals, more only for what is smaller than one. */
const plain = (value: number): string => (value >= 1 ? large : small).format(finite(value));

/** One amount in several units, without those in which it is next to nothing. */
const inEach = (amount: number, steps: readonly (readonly [unit: string, size: number])[]): string =>
  steps
    .map(([unit, size], at) => ({ at, unit, count: amount / size }))
    .filter(({ at, count }) => at === 0 || count >= 0.01)
    .map(({ unit, count }) => `${plain(count)} ${unit}`)
    .join(" = ");

const DURATIONS = [
  ["ms", 1],
  ["s", 1_000],
  ["min", MINUTE * 1_000],
  ["h", HOUR * 1_000],
  ["d", DAY * 1_000],
] as const;
const DECIMAL = [
  ["B", 1],
  ["kB", 1e3],
  ["MB", 1e6],
  ["GB", 1e9],
  ["TB", 1e12],
] as const;
const BINARY = [
  ["KiB", 1024],
  ["MiB", 1024 ** 2],
  ["GiB", 1024 ** 3],
  ["TiB", 1024 ** 4],
] as const;

/** Keys of rates with their titles. */
const ratesIn = (descriptors: ReadonlyMap<string, PropertyDescriptor>): readonly (readonly [key: string, title: string])[] =>
  [...descriptors.values()].filter(({ unit }) => unit === "rps").map(({ key, title }) => [key, midSentence(title)]);
const COMPONENT_RATES = ratesIn(componentDescriptors);
const CONNECTION_RATES = ratesIn(connectionDescriptors);

/** A rate that is written in the design, and the element that it leads to. */
interface Rate {
  readonly input: Input;
  readonly element?: Id;
}

/** The rates that are written in the design, each with its place, as many as are shown. */
function ratesOf(index: DesignIndex): readonly Rate[] {
  const rates: Rate[] = [
    ...designInput(index, "requirements.nfr.peakRps", "Peak load of the system", "rps"),
    ...designInput(index, "requirements.nfr.avgRps", "Average load of the system", "rps"),
    ...designInput(index, "requirements.loadTestRps", "Load-tested to", "rps"),
  ].map((input) => ({ input }));
  const add = (element: Id, inputs: readonly Input[]) => rates.push(...inputs.map((input) => ({ input, element })));
  for (const component of byId(index.components.values())) {
    if (rates.length > MOST_ROWS) break;
    const { id, rateLimits = [], accessPatterns = [] } = component;
    for (const [key, title] of COMPONENT_RATES) if (component[key] !== undefined) add(id, componentInput(index, id, key, title, "rps"));
    for (const at of rateLimits.keys()) add(id, componentInput(index, id, `rateLimits.${at}.ratePerSec`, `limit ${at + 1}`, "rps"));
    for (const [at, pattern] of accessPatterns.entries()) {
      add(id, componentInput(index, id, `accessPatterns.${at}.readRps`, `reads ${pattern.id}`, "rps"));
      add(id, componentInput(index, id, `accessPatterns.${at}.writeRps`, `writes ${pattern.id}`, "rps"));
    }
  }
  for (const connection of byId(index.connections.values())) {
    if (rates.length > MOST_ROWS) break;
    const { id } = connection;
    for (const [key, title] of CONNECTION_RATES) if (connection[key] !== undefined) add(id, connectionInput(index, id, key, title, "rps"));
  }
  return rates.filter(({ input }) => input.value !== undefined).slice(0, MOST_ROWS);
}

function tableOf(rates: readonly Rate[]): AnalysisTable {
  return {
    title: "Rates of this design",
    columns: ["Rate", "/s", "/min", "/h", "/day"],
    rows: rates.map(({ input: { label, value = 0 }, element }): readonly Cell[] => [
      { value: label, ...(element === undefined ? {} : { element }) },
      { value: plain(value) },
      ...[MINUTE, HOUR, DAY].map((seconds) => ({ value: plain(value * seconds) })),
    ]),
  };
}

/** One amount of each sort of unit, as it is written elsewhere. */
function conversions({ rate, time, size, share }: Readonly<Record<"rate" | "time" | "size" | "share", number>>): AnalysisTable {
  return {
    title: "The same in other units",
    columns: ["What", "Is"],
    rows: [
      [{ value: "Rate" }, { value: `${plain(rate)}/s = ${plain(rate * MINUTE)}/min = ${plain(rate * HOUR)}/h = ${plain(rate * DAY)} a day` }],
      [{ value: "Duration" }, { value: inEach(time, DURATIONS) }],
      [{ value: "Size, decimal" }, { value: inEach(size, DECIMAL) }],
      [{ value: "Size, binary" }, { value: inEach(size, BINARY) }],
      [
        { value: "Share" },
        { value: `${inWords(share, "ratio")}; the rest is ${inWords((1 - share) * MONTH_MS, "ms")} of 30 days or ${inWords((1 - share) * YEAR_MS, "ms")} of a year` },
      ],
    ],
  };
}

const parameters = ({ index }: AnalysisContext): readonly Parameter[] => {
  const nfr = index.design.requirements?.nfr;
  return [
    nfr?.peakRps === undefined
      ? { id: "rate", label: "A rate", unit: "rps", value: ORDERS_PER_SECOND, origin: "100,000 orders in an hour (003 Ex. 1); write 100k/h, 500/min or 27.8/s" }
      : { id: "rate", label: "A rate", unit: "rps", value: nfr.peakRps, origin: "the peak load of this design; write 100k/h, 500/min or 27.8/s" },
    { id: "time", label: "A duration", unit: "ms", value: 900_000, origin: "a window of 15 minutes (004 §2.4); write 90s, 2h or 7d" },
    { id: "size", label: "A size", unit: "bytes", value: 1_048_588, origin: "the largest message of Kafka; write 500 B, 100 MB or 1 GiB" },
    { id: "share", label: "A share", unit: "ratio", value: nfr?.availability ?? 0.9995, origin: "an availability; write 99.95%" },
  ];
};

/** Q20: the same quantity in other units. */
export const units: Analysis = {
  id: "units",
  number: "Q20",
  title: "Unit conversion",
  question: "How much is that in other units?",
  group: "Capacity",
  formula: ["per second = per minute ÷ 60 = per hour ÷ 3,600 = per day ÷ 86,400", "1 kB = 1,000 B, 1 KiB = 1,024 B"],
  sources: ["003 Ex. 1 (10K, 100K and 150K orders an hour)"],
  rules: ["scalability/capacity-below-peak", "scalability/load-test-insufficient"],
  empty: "There is always something to convert.",
  subjects: ({ index }) => designSubject(index),
  parameters: (_subject, context) => parameters(context),
  analyse(_subject, context): Answer {
    const { index, values } = context;
    const given = Object.fromEntries(parameters(context).map(({ id, value }) => [id, values[id] ?? value]));
    const { rate = 0, time = 0, size = 0 } = given;
    const share = Math.min(1, Math.max(0, given["share"] ?? 0));
    const shown = ratesOf(index);
    return {
      verdict: "neutral",
      sentence: `${plain(rate)} a second are ${plain(rate * MINUTE)} a minute, ${plain(rate * HOUR)} an hour and ${plain(rate * DAY)} a day.`,
      working: [`${plain(rate * HOUR)}/h ÷ 3,600 = ${plain(rate)}/s`, `${plain(rate * MINUTE)}/min ÷ 60 = ${plain(rate)}/s`],
      inputs: once(shown.map(({ input }) => input)),
      figures: [
        { label: "A second", value: `${plain(rate)}/s` },
        { label: "A minute", value: `${plain(rate * MINUTE)}/min` },
        { label: "An hour", value: `${plain(rate * HOUR)}/h` },
        { label: "A day", value: `${plain(rate * DAY)} a day` },
      ],
      tables: [conversions({ rate, time, size, share }), ...(shown.length === 0 ? [] : [tableOf(shown)])],
    };
  },
};
