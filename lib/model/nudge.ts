import type { Unit } from "./quantity.ts";

/** The next larger (`direction` 1) or smaller (-1) value that a person would try: counts and plain numbers by one, sizes by doubling, times and rates by their leading digit, shares finer near 100%. */
export function nudged(unit: Unit, value: number, direction: 1 | -1): number {
  switch (unit) {
    case "count":
    case "days":
      return Math.max(0, Math.round(value) + direction);
    case "number":
      return tidy(value + direction);
    case "factor":
      return tidy(Math.max(0, value + direction * 0.1));
    case "bytes":
      return direction === 1 ? Math.max(1, value * 2) : Math.floor(value / 2);
    case "ratio":
      return nudgedShare(value, direction);
    case "ms":
    case "rps":
      return nudgedByLeadingDigit(value, direction);
  }
}

function nudgedByLeadingDigit(value: number, direction: 1 | -1): number {
  if (value < 1) return Math.max(0, direction === 1 ? 1 : 0);
  const magnitude = 10 ** Math.floor(Math.log10(value));
  // 1,000 down is 900, not 0: below a power of ten the next finer step applies.
  const step = direction === -1 && value === magnitude ? magnitude / 10 : magnitude;
  return tidy(Math.max(0, direction === 1 ? (Math.floor(value / step) + 1) * step : (Math.ceil(value / step) - 1) * step));
}

/** 95%, 96% … 99%, 99.1% … 99.9%, 99.91% … up to 100%. */
function nudgedShare(value: number, direction: 1 | -1): number {
  const rest = 1 - value;
  const finer = direction === 1 ? rest <= 0.0100001 : rest < 0.0099999;
  const finest = direction === 1 ? rest <= 0.0010001 : rest < 0.0009999;
  const step = finest ? 0.0001 : finer ? 0.001 : 0.01;
  return tidy(Math.min(1, Math.max(0, value + direction * step)));
}

const tidy = (value: number): number => Number(value.toPrecision(12));
