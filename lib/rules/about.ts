import { formatQuantity, type Unit } from "#lib/model/quantity.ts";

const DURATIONS = [
  ["d", 86_400_000, 14 * 86_400_000],
  ["h", 3_600_000, 3_600_000],
  ["min", 60_000, 60_000],
  ["s", 1_000, 1_000],
] as const;

/** A computed number as people say it: three digits that matter, and a duration in the unit that suits it (`186.7h` rather than milliseconds). */
export function about(unit: Unit, value: number): string {
  if (unit !== "ms") return formatQuantity(unit, Number(value.toPrecision(unit === "rps" ? 4 : 3)));
  for (const [name, factor, from] of DURATIONS) if (value >= from) return `${Math.round((value / factor) * 10) / 10}${name}`;
  return formatQuantity("ms", Math.round(value));
}
