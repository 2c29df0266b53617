import { formatQuantity, type Unit } from "#lib/model/quantity.ts";

const DURATIONS = [
  ["d", 86_400_000, 14 * 86_400_000],
  ["h", 3_600_000, 3_600_000],
  ["min", 60_000, 60_000],
  ["s", 1_000, 1_000],
] as const;

const SIZES = [
  ["PB", 1e15],
  ["TB", 1e12],
  ["GB", 1e9],
  ["MB", 1e6],
  ["kB", 1e3],
] as const;

/** A computed number as people say it: few digits, in the unit that suits it (`186.7h` rather than milliseconds, `302 TB` rather than bytes). */
export function about(unit: Unit, value: number): string {
  if (unit === "bytes") {
    const exact = formatQuantity(unit, value);
    if (/^\d{1,4} .iB$/u.test(exact)) return exact;
    for (const [name, factor] of SIZES) if (value >= factor) return `${Number((value / factor).toPrecision(3))} ${name}`;
  }
  if (unit !== "ms") return formatQuantity(unit, Number(value.toPrecision(4)));
  for (const [name, factor, from] of DURATIONS) if (value >= from) return `${Math.round((value / factor) * 10) / 10}${name}`;
  return formatQuantity("ms", Math.round(value));
}

const grouping = new Intl.NumberFormat("en-GB");

/** A whole number with its thousands set apart: `1,000,000`. */
export const grouped = (count: number): string => grouping.format(count);
