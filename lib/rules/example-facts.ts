import type { Design } from "#lib/model/design.ts";
import { formatQuantity, type Unit } from "#lib/model/quantity.ts";
import type { Finding, Rule } from "./rule.ts";

/** One thing about an element that a drawing does not show. */
export interface Fact {
  /** Where it stands: `tables · orders`. */
  readonly label: string;
  readonly text: string;
  /** Whether a finding points at it. */
  readonly isPointedAt: boolean;
}

/** What matters about one element of an example. */
export interface ElementFacts {
  readonly element: string;
  readonly title: string;
  readonly facts: readonly Fact[];
}

type Plain = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain => typeof value === "object" && value !== null && !Array.isArray(value);
const isRecords = (value: unknown): value is readonly Plain[] => Array.isArray(value) && value.length > 0 && value.every(isPlain);

/** What a rule calls things inside an element, and the properties in which they are kept. */
const KEPT_IN: Readonly<Record<string, readonly string[]>> = {
  accessPattern: ["accessPatterns"],
  api: ["apis"],
  column: ["tables", "columns"],
  endpoint: ["apis", "endpoints"],
  event: ["events"],
  graphql: ["apis", "fields"],
  rpc: ["apis", "rpcs"],
  sharding: ["sharding"],
  table: ["tables"],
};
/** What belongs to the design itself when a rule names it. */
const PARTS = new Set(["checklist", "mesh", "process", "requirements", "security"]);
/** What a drawing shows by itself. */
const DRAWN = new Set(["contexts", "from", "id", "kind", "mode", "name", "pattern", "protocol", "timeoutMs", "to", "ttlMs"]);
/** What names a thing; kept whatever the rule reads. */
const NAMES = new Set(["id", "method", "name", "path", "title"]);
/** Lists inside a thing that get a line per entry; other lists stay on the line of what they belong to. */
const UNFOLDED = new Set(["endpoints", "fields", "messages", "rpcs"]);

const LONGEST = 220;

const UNITS: readonly (readonly [RegExp, Unit])[] = [
  [/Ms$/u, "ms"],
  [/Rps$|PerSec$|^rps$/u, "rps"],
  [/Bytes/u, "bytes"],
  [/Ratio$|Share$|^availability$/u, "ratio"],
];

const headOf = ({ method, path, name, id, title }: Plain): string => [method, path].filter((part) => part !== undefined).join(" ") || String(name ?? id ?? title ?? "");

function textOf(key: string, value: unknown): string {
  if (typeof value === "number") {
    const unit = UNITS.find(([ending]) => ending.test(key))?.[1];
    return unit ? formatQuantity(unit, value) : String(value);
  }
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map((item) => textOf(key, item)).join(value.every((item) => typeof item !== "object") ? ", " : "; ");
  if (!isPlain(value)) return String(value);
  const head = headOf(value);
  const rest = restOf(value, head === "" ? new Set() : NAMES);
  return head === "" || rest === "" ? head + rest : `${head} (${rest})`;
}

/** The properties of a thing in words, without those that are said elsewhere. */
const restOf = (value: Plain, said: ReadonlySet<string>): string =>
  Object.entries(value)
    .filter(([key, member]) => member !== undefined && !said.has(key))
    .map(([key, member]) => `${key} ${textOf(key, member)}`)
    .join(", ");

const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

interface Wanted {
  /** Kept whole. */
  readonly whole: ReadonlySet<string>;
  /** Kept for what is inside. */
  readonly passed: ReadonlySet<string>;
}

/** The properties of an element of some sort that a rule reads. */
function wantedOf(rule: Rule, sort: "component" | "connection" | "saga" | "flow" | "boundary" | "alert" | "decision" | "design"): Wanted {
  const whole = new Set<string>();
  const passed = new Set<string>();
  for (const need of rule.needs) {
    const [first = "", ...rest] = need.split(".");
    const inDesign = first === "design" || PARTS.has(first);
    const inComponent = !inDesign && !["connection", "saga", "flow", "boundary", "alert", "decision", "waiver"].includes(first);
    if (inDesign ? sort !== "design" : inComponent ? sort !== "component" : sort !== first) continue;
    const path = [...(PARTS.has(first) ? [first] : (KEPT_IN[first] ?? [])), ...rest];
    for (const [at, key] of path.entries()) (at === path.length - 1 ? whole : passed).add(key);
  }
  return { whole, passed };
}

/** A value with only what is wanted of it. */
function keptOf(value: unknown, wanted: Wanted): unknown {
  if (Array.isArray(value)) return value.map((item) => keptOf(item, wanted));
  if (!isPlain(value)) return value;
  const entries = Object.entries(value).flatMap(([key, member]): [string, unknown][] => {
    // Where a step runs belongs to it, whatever is asked about it.
    if (NAMES.has(key) || key === "component" || wanted.whole.has(key)) return [[key, member]];
    return wanted.passed.has(key) ? [[key, keptOf(member, wanted)]] : [];
  });
  // A thing of which nothing is left is shown as it is, not as nothing.
  return entries.length > 0 ? Object.fromEntries(entries) : value;
}

function factsAt(label: string, key: string, value: unknown, pointsAt: (head: string) => boolean): Fact[] {
  if (!isRecords(value)) return [{ label, text: shortened(textOf(key, value)), isPointedAt: pointsAt("") }];
  return value.flatMap((record) => {
    const inner = Object.entries(record).filter(([name, member]) => UNFOLDED.has(name) && isRecords(member));
    const head = headOf(record);
    const rest = restOf(record, new Set([...(head === "" ? [] : NAMES), ...inner.map(([name]) => name)]));
    const own =
      inner.length > 0 && rest === ""
        ? []
        : [{ label: head === "" ? label : `${label} · ${head}`, text: rest === "" ? "nothing else is said" : shortened(rest), isPointedAt: pointsAt(head || " ") }];
    return [...own, ...inner.flatMap(([name, member]) => factsAt(name, name, member, pointsAt))];
  });
}

/** What a rule reads of an example and a drawing does not show: tables, endpoints, the steps of a saga, papers. */
export function factsOf(rule: Rule, design: Design, findings: readonly Finding[]): readonly ElementFacts[] {
  const names = new Map([...design.components, ...design.boundaries].map(({ id, name }) => [id, name]));
  const facts = (element: string, title: string, sort: Parameters<typeof wantedOf>[1], value: Plain): readonly ElementFacts[] => {
    const wanted = wantedOf(rule, sort);
    const about = findings.filter((found) => found.element.id === element);
    const kept = keptOf(value, wanted) as Plain; // Of a record it keeps a record.
    const shown = Object.entries(kept).filter(([key, member]) => member !== undefined && !DRAWN.has(key) && !(NAMES.has(key) && !wanted.whole.has(key)));
    const lines = shown.flatMap(([key, member]) => {
      const pointing = about.filter(({ property }) => property?.split(".")[0] === key);
      return factsAt(
        key,
        key,
        member,
        (head) => pointing.length > 0 && (head === "" || pointing.some(({ target }) => target.includes(head)) || (isRecords(member) && member.length === 1)),
      );
    });
    const missing = about.flatMap(({ property }) => {
      const key = property?.split(".")[0] ?? "";
      return property === undefined || DRAWN.has(key) || value[key] !== undefined ? [] : [{ label: property, text: "not set", isPointedAt: true }];
    });
    const all = [...lines, ...missing.filter(({ label }, at) => missing.findIndex((other) => other.label === label) === at)];
    return all.length > 0 ? [{ element, title, facts: all }] : [];
  };
  return [
    ...facts("design", "The design", "design", design),
    ...design.boundaries.flatMap((boundary) => facts(boundary.id, boundary.name, "boundary", boundary)),
    ...design.components.flatMap((component) => facts(component.id, component.name, "component", component)),
    ...design.connections.flatMap((connection) =>
      facts(connection.id, `${names.get(connection.from) ?? connection.from} → ${names.get(connection.to) ?? connection.to}`, "connection", connection),
    ),
    ...design.flows.flatMap((flow) => facts(flow.id, `Flow: ${flow.name ?? flow.id}`, "flow", flow)),
    ...design.sagas.flatMap((saga) => facts(saga.id, `Saga: ${saga.name ?? saga.id}`, "saga", saga)),
    ...design.alerts.flatMap((alert) => facts(alert.id, `Alert on ${names.get(alert.target ?? "") ?? "the design"}`, "alert", alert)),
    ...design.decisions.flatMap((decision) => facts(decision.id, `Decision: ${decision.title ?? decision.id}`, "decision", decision)),
  ];
}
