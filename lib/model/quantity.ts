/**
 * Quantities as people write them. The model stores one canonical number per field
 * (milliseconds, per second, bytes, 0..1); screens, files and the CLI show and accept `5s`, `100k/h`, `1 GiB`, `99.95%`.
 */

/** The canonical unit of a numeric property: ms, requests per second, bytes, a share 0..1, a plain count, a factor, days, a number without a unit that may be negative. */
export type Unit = "ms" | "rps" | "bytes" | "ratio" | "count" | "factor" | "days" | "number";

/** The outcome of reading what a person typed: the canonical number, or a sentence that says what was expected. */
export type ParsedQuantity = { readonly ok: true; readonly value: number } | { readonly ok: false; readonly reason: string };

const DURATIONS: readonly (readonly [string, number])[] = [
  ["ms", 1],
  ["s", 1_000],
  ["min", 60_000],
  ["m", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
  ["w", 604_800_000],
];
const DURATION_FACTORS = new Map<string, number>([
  ...DURATIONS,
  ["sec", 1_000],
  ["second", 1_000],
  ["seconds", 1_000],
  ["minute", 60_000],
  ["minutes", 60_000],
  ["hour", 3_600_000],
  ["hours", 3_600_000],
  ["day", 86_400_000],
  ["days", 86_400_000],
  ["week", 604_800_000],
  ["weeks", 604_800_000],
]);
const RATE_DIVISORS = new Map<string, number>([
  ["s", 1],
  ["sec", 1],
  ["second", 1],
  ["m", 60],
  ["min", 60],
  ["minute", 60],
  ["h", 3_600],
  ["hour", 3_600],
  ["d", 86_400],
  ["day", 86_400],
]);
const MAGNITUDES = new Map<string, number>([
  ["k", 1e3],
  ["m", 1e6],
  ["g", 1e9],
  ["b", 1e9],
]);
const SIZE_FACTORS = new Map<string, number>([
  ["b", 1],
  ["kb", 1e3],
  ["mb", 1e6],
  ["gb", 1e9],
  ["tb", 1e12],
  ["pb", 1e15],
  ["k", 1024],
  ["kib", 1024],
  ["mib", 1024 ** 2],
  ["gib", 1024 ** 3],
  ["tib", 1024 ** 4],
  ["pib", 1024 ** 5],
]);

const EXPECTED: Record<Unit, string> = {
  ms: "a duration such as 300ms, 5s, 2min or 7d",
  rps: "a rate such as 27.8/s, 500/min or 100k/h",
  bytes: "a size such as 512 B, 100 MB or 1 GiB",
  ratio: "a share such as 99.95% or 0.9995",
  count: "a whole number such as 3 or 10k",
  factor: "a factor such as 1.5 or 2x",
  days: "a number of days such as 90",
  number: "a number such as 18 or -90",
};

/** The largest value that a property of a unit can hold, and how a person says it. What is beyond was mistyped, and no result worked out from it would mean anything. */
const LARGEST: Readonly<Record<Unit, readonly [value: number, words: string]>> = {
  ms: [36_500 * 86_400_000, "100 years (36500d)"],
  rps: [1e12, "1,000G/s"],
  bytes: [1e18, "1,000 PB"],
  ratio: [1, "100%"],
  count: [1e15, "a million billions (1e15)"],
  factor: [1e6, "1,000,000×"],
  days: [36_500, "100 years (36500)"],
  number: [Number.MAX_VALUE, "what a number can hold"],
};

/** The largest value that a property of this unit can hold. */
export const largestOf = (unit: Unit): number => LARGEST[unit][0];

/** What is said about a value that is too large. */
export const tooLarge = (unit: Unit): string => `The most that is taken here is ${LARGEST[unit][1]}.`;

/** Digits, perhaps in groups of three (`1,000`, `1'000`, `1_000`, `1 000`), a fraction behind a point, a power of ten (`1e6`). */
const DIGITS = String.raw`(?:[1-9]\d{0,2}(?:(?<separator>[,'’_ \u00a0\u202f])\d{3}(?:\k<separator>\d{3})*)(?![\d,'’_])|\d+)`;
const NUMBER = String.raw`(?<number>(?:${DIGITS}(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?)`;
const AMOUNT = new RegExp(String.raw`^(?<sign>[+-]?)${NUMBER}\s*(?<rest>.*)$`, "iu");
const DURATION = new RegExp(String.raw`^${NUMBER}\s*(?<unit>[a-z]+)\s*`, "iu");

/** The number that was written; infinite when no number is that large. */
const numberOf = (text: string): number => Number(text.replaceAll(/[,'’_\s]/gu, ""));

function amountOf(text: string): { number: number; rest: string } | undefined {
  const { sign = "", number, rest = "" } = AMOUNT.exec(text.trim())?.groups ?? {};
  return number === undefined ? undefined : { number: numberOf(`${sign}${number}`), rest: rest.trim().toLowerCase() };
}

/** Reads what a person typed for a field of the given unit; a bare number is taken in the canonical unit (shares above 1 as percent). */
export function parseQuantity(unit: Unit, text: string): ParsedQuantity {
  const amount = amountOf(text);
  if (amount && amount.number < 0 && unit !== "number") return { ok: false, reason: `A negative value makes no sense here. Write ${EXPECTED[unit]}.` };
  const value = amount && valueOf(unit, text, amount.number, amount.rest);
  if (value === undefined || Number.isNaN(value)) return { ok: false, reason: unreadable(unit, text) };
  return Math.abs(value) > largestOf(unit) ? { ok: false, reason: tooLarge(unit) } : { ok: true, value };
}

/** Why a text is no quantity: a comma where a point belongs, groups that are none, or something else altogether. */
function unreadable(unit: Unit, text: string): string {
  const pointed = text.trim().replace(/(\d),(\d+)(?![\d,])/u, "$1.$2");
  if (pointed !== text.trim() && parseQuantity(unit, pointed).ok) return `A fraction stands behind a point, not behind a comma. Write ${pointed}.`;
  if (/\d[,'’_]\d/u.test(text)) return `A comma only stands before a group of three digits, as in 10,000. Write ${EXPECTED[unit]}.`;
  return `Write ${EXPECTED[unit]}.`;
}

function valueOf(unit: Unit, text: string, number: number, rest: string): number | undefined {
  switch (unit) {
    case "ms":
      return rest === "" ? Math.round(number) : durationOf(text);
    case "rps":
      return rateOf(number, rest);
    case "bytes": {
      const factor = rest === "" ? 1 : SIZE_FACTORS.get(rest);
      return factor === undefined ? undefined : Math.round(number * factor);
    }
    case "ratio":
      return ratioOf(number, rest);
    case "count":
    case "days": {
      if (unit === "days" && /^(d|day|days)$/u.test(rest)) return number;
      const factor = rest === "" ? 1 : MAGNITUDES.get(rest);
      if (factor === undefined) return undefined;
      const whole = number * factor;
      return Number.isInteger(whole) ? whole : undefined;
    }
    case "factor":
      return rest === "" || rest === "x" || rest === "×" ? number : undefined;
    case "number":
      return rest === "" ? number : undefined;
  }
}

function durationOf(text: string): number | undefined {
  let total = 0;
  let rest = text.trim().replace(/^\+/u, "");
  while (rest !== "") {
    const part = DURATION.exec(rest);
    const { number = "", unit = "" } = part?.groups ?? {};
    const factor = DURATION_FACTORS.get(unit.toLowerCase());
    if (!part || factor === undefined) return undefined;
    total += numberOf(number) * factor;
    rest = rest.slice(part[0].length);
  }
  return Math.round(total);
}

function rateOf(number: number, rest: string): number | undefined {
  const match = /^([kmgb])?\s*(?:(?:req|requests|calls|events|messages|rps|r)?\s*(?:\/|per)\s*([a-z]+)|rps|qps|hz)?$/u.exec(rest);
  if (!match) return undefined;
  const magnitude = match[1] ? (MAGNITUDES.get(match[1]) ?? 1) : 1;
  const divisor = match[2] ? RATE_DIVISORS.get(match[2]) : 1;
  return divisor === undefined ? undefined : (number * magnitude) / divisor;
}

function ratioOf(number: number, rest: string): number | undefined {
  if (rest === "%") return number <= 100 ? Number((number / 100).toPrecision(12)) : undefined;
  if (rest !== "") return undefined;
  if (number <= 1) return number;
  return number <= 100 ? Number((number / 100).toPrecision(12)) : undefined;
}

/** Rounds to a few significant digits without an exponent and without trailing zeros. */
function humane(value: number, digits = 3): string {
  if (value === 0) return "0";
  const rounded = Number(value.toPrecision(digits));
  return Math.abs(rounded) >= 10 ** digits ? String(Math.round(value)) : String(rounded);
}

function shortMagnitude(value: number): string {
  if (value >= 1e9 && value % 1e7 === 0) return `${humane(value / 1e9)}G`;
  if (value >= 1e6 && value % 1e4 === 0) return `${humane(value / 1e6)}M`;
  if (value >= 1e4 && value % 10 === 0) return `${humane(value / 1e3)}k`;
  return humane(value, Math.max(3, String(Math.trunc(value)).length));
}

/** Writes a canonical value as a person would (`5s`, `27.8/s`, `1 GiB`, `99.95%`); `parseQuantity` reads it back. */
export function formatQuantity(unit: Unit, value: number): string {
  switch (unit) {
    case "ms":
      return formatDuration(value);
    case "rps":
      return `${shortMagnitude(value)}/s`;
    case "bytes":
      return formatBytes(value);
    case "ratio":
      return `${Number((value * 100).toPrecision(7))}%`;
    case "factor":
      return `${humane(value, 4)}×`;
    case "days":
      return `${value} d`;
    case "count":
    case "number":
      return String(value);
  }
}

function formatDuration(value: number): string {
  if (value < 1_000) return `${value}ms`;
  for (const [name, factor] of [
    ["d", 86_400_000],
    ["h", 3_600_000],
    ["min", 60_000],
    ["s", 1_000],
  ] as const) {
    if (value >= factor && value % factor === 0) return `${value / factor}${name}`;
  }
  return value % 100 === 0 && value < 60_000 ? `${value / 1_000}s` : `${value}ms`;
}

function formatBytes(value: number): string {
  for (const [name, factor] of [
    ["PiB", 1024 ** 5],
    ["TiB", 1024 ** 4],
    ["GiB", 1024 ** 3],
    ["MiB", 1024 ** 2],
    ["KiB", 1024],
  ] as const) {
    // 10 TB divides by 1,024 as well, but nobody writes it as 9,765,625,000 KiB.
    if (value >= factor && value % factor === 0 && value / factor < 1024) return `${value / factor} ${name}`;
  }
  for (const [name, factor] of [
    ["PB", 1e15],
    ["TB", 1e12],
    ["GB", 1e9],
    ["MB", 1e6],
    ["kB", 1e3],
  ] as const) {
    if (value >= factor && value % (factor / 100) === 0) return `${value / factor} ${name}`;
  }
  return `${value} B`;
}
