import { formatQuantity, type Unit } from "./quantity.ts";

/** Digits that a computed number shows; what people wrote keeps theirs. */
const DIGITS = 4;

/** A computed number as people read it, or the words as they are. */
export function inWords(value: number | string, unit: Unit | undefined): string {
  if (typeof value === "string" || unit === undefined) return String(value);
  if (!Number.isFinite(value)) return "∞";
  if (unit === "ratio") return formatQuantity(unit, Number(value.toPrecision(7)));
  if (unit === "ms") return duration(value);
  if (unit === "bytes") return size(value);
  if (unit === "count") return Math.round(value).toLocaleString("en");
  return formatQuantity(unit, Number(value.toPrecision(DIGITS)));
}

/** A computed number with its noun: `1 connection`, `10,000 connections`. */
export const countInWords = (number: number, one: string, many = `${one}s`): string => `${inWords(number, "count")} ${number === 1 ? one : many}`;

/** Two units at most: `7 d 18 h`, `1.1 s`. */
function duration(ms: number): string {
  if (ms < 1_000) return `${Number(ms.toPrecision(3))} ms`;
  if (ms < 60_000) return `${Number((ms / 1_000).toPrecision(3))} s`;
  const steps = [
    ["y", 31_536_000_000],
    ["d", 86_400_000],
    ["h", 3_600_000],
    ["min", 60_000],
    ["s", 1_000],
  ] as const;
  const at = steps.findIndex(([, length]) => ms >= length);
  const [name, length] = steps[at] ?? steps[4];
  const next = steps[at + 1];
  // Rounded before it is cut up: 20 d 23 h 59 min is 21 d, not 20 d 24 h.
  const rounded = next ? Math.round(ms / next[1]) * next[1] : ms;
  const larger = steps[at - 1];
  if (larger && rounded >= larger[1]) return duration(rounded);
  const whole = Math.floor(rounded / length);
  const rest = next ? Math.round((rounded - whole * length) / next[1]) : 0;
  return next && rest > 0 && whole < 100 ? `${whole} ${name} ${rest} ${next[0]}` : `${whole.toLocaleString("en")} ${name}`;
}

function size(bytes: number): string {
  const steps = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];
  const power = Math.min(steps.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return `${Number((bytes / 10 ** (3 * power)).toPrecision(DIGITS))} ${steps[power]}`;
}
