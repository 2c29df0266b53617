import type { Design } from "./design.ts";
import { formatQuantity, type Unit } from "./quantity.ts";

/** One difference between two designs, as a person reads it. */
export interface Change {
  readonly kind: "added" | "removed" | "changed";
  /** Where: `connection order-payment · timeoutMs`. */
  readonly path: string;
  /** Short text of the value before and after. */
  readonly before: string;
  readonly after: string;
}

const LISTS = {
  boundaries: "boundary",
  components: "component",
  connections: "connection",
  flows: "flow",
  sagas: "saga",
  alerts: "alert",
  decisions: "decision",
} as const satisfies Partial<Record<keyof Design, string>>;

type Plain = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain => typeof value === "object" && value !== null && !Array.isArray(value);

/** Units by the ending of a property's name, as the model names them. */
const UNITS: readonly (readonly [RegExp, Unit])[] = [
  [/Ms$/u, "ms"],
  [/Rps$|PerSec$|^rps$/u, "rps"],
  [/Bytes/u, "bytes"],
  [/Ratio$|^availability$/u, "ratio"],
];

/** A value as a person would write it: `max 3, backoff exponential, baseMs 1s`. */
function words(key: string, value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "number") {
    const unit = UNITS.find(([ending]) => ending.test(key))?.[1];
    return unit ? formatQuantity(unit, value) : String(value);
  }
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map((item) => words(key, item)).join("; ");
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => `${name} ${words(name, member)}`)
    .join(", ");
}

const short = (key: string, value: unknown): string => {
  const text = words(key, value);
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
};

const lastOf = (path: string): string => path.slice(Math.max(path.lastIndexOf("."), path.lastIndexOf(" ")) + 1);

function inside(path: string, before: unknown, after: unknown, changes: Change[]): void {
  if (Object.is(before, after)) return;
  if (isPlain(before) && isPlain(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
      inside(path === "" ? key : `${path}${path.endsWith("·") ? " " : "."}${key}`, before[key], after[key], changes);
    return;
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  changes.push({
    kind: before === undefined ? "added" : after === undefined ? "removed" : "changed",
    path,
    before: short(lastOf(path), before),
    after: short(lastOf(path), after),
  });
}

/** The differences in meaning between two designs; where things are drawn does not count. */
export function changesBetween(before: Design, after: Design): readonly Change[] {
  const changes: Change[] = [];
  for (const [list, word] of Object.entries(LISTS) as [keyof typeof LISTS, string][]) {
    if (before[list] === after[list]) continue;
    const old = new Map<string, Plain>(before[list].map((member) => [member.id, member]));
    const now = new Map<string, Plain>(after[list].map((member) => [member.id, member]));
    for (const [id, member] of old) if (!now.has(id)) changes.push({ kind: "removed", path: `${word} ${id}`, before: short("name", member["name"] ?? id), after: "" });
    for (const [id, member] of now) {
      const previous = old.get(id);
      if (previous) inside(`${word} ${id} ·`, previous, member, changes);
      else changes.push({ kind: "added", path: `${word} ${id}`, before: "", after: short("name", member["name"] ?? member["kind"] ?? id) });
    }
  }
  const rest = (design: Design): Plain => Object.fromEntries(Object.entries(design).filter(([key]) => !(key in LISTS) && key !== "layout"));
  inside("", rest(before), rest(after), changes);
  return changes;
}
