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

const NUMBER = String.raw`([+-]?\d[\d_,' ]*(?:\.\d+)?|\.\d+)`;
const AMOUNT = new RegExp(`^${NUMBER}\\s*(.*)$`, "u");

function amountOf(text: string): { number: number; rest: string } | undefined {
  const match = AMOUNT.exec(text.trim());
  if (!match) return undefined;
  const number = Number((match[1] ?? "").replaceAll(/[_,' ]/gu, ""));
  return Number.isFinite(number) ? { number, rest: (match[2] ?? "").trim().toLowerCase() } : undefined;
}

/** Reads what a person typed for a field of the given unit; a bare number is taken in the canonical unit (shares above 1 as percent). */
export function parseQuantity(unit: Unit, text: string): ParsedQuantity {
  const fail: ParsedQuantity = { ok: false, reason: `Write ${EXPECTED[unit]}.` };
  const amount = amountOf(text);
  if (!amount) return fail;
  if (amount.number < 0 && unit !== "number") return { ok: false, reason: `A negative value makes no sense here. Write ${EXPECTED[unit]}.` };
  const value = valueOf(unit, text, amount.number, amount.rest);
  return value === undefined || !Number.isFinite(value) ? fail : { ok: true, value };
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
  let rest = text.trim().toLowerCase();
  while (rest !== "") {
    const part = /^(\d[\d_,]*(?:\.\d+)?|\.\d+)\s*([a-z]+)\s*/u.exec(rest);
    const factor = part ? DURATION_FACTORS.get(part[2] ?? "") : undefined;
    if (!part || factor === undefined) return undefined;
    total += Number((part[1] ?? "").replaceAll(/[_,]/gu, "")) * factor;
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
