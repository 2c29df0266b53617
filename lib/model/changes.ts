import type { Design } from "./design.ts";

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

function short(value: unknown): string {
  if (value === undefined) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function inside(path: string, before: unknown, after: unknown, changes: Change[]): void {
  if (Object.is(before, after)) return;
  if (isPlain(before) && isPlain(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
      inside(path === "" ? key : `${path}${path.endsWith("·") ? " " : "."}${key}`, before[key], after[key], changes);
    return;
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  changes.push({ kind: before === undefined ? "added" : after === undefined ? "removed" : "changed", path, before: short(before), after: short(after) });
}

/** The differences in meaning between two designs; where things are drawn does not count. */
export function changesBetween(before: Design, after: Design): readonly Change[] {
  const changes: Change[] = [];
  for (const [list, word] of Object.entries(LISTS) as [keyof typeof LISTS, string][]) {
    if (before[list] === after[list]) continue;
    const old = new Map<string, Plain>(before[list].map((member) => [member.id, member]));
    const now = new Map<string, Plain>(after[list].map((member) => [member.id, member]));
    for (const [id, member] of old) if (!now.has(id)) changes.push({ kind: "removed", path: `${word} ${id}`, before: short(member["name"] ?? id), after: "" });
    for (const [id, member] of now) {
      const previous = old.get(id);
      if (previous) inside(`${word} ${id} ·`, previous, member, changes);
      else changes.push({ kind: "added", path: `${word} ${id}`, before: "", after: short(member["name"] ?? member["kind"] ?? id) });
    }
  }
  const rest = (design: Design): Plain => Object.fromEntries(Object.entries(design).filter(([key]) => !(key in LISTS) && key !== "layout"));
  inside("", rest(before), rest(after), changes);
  return changes;
}
