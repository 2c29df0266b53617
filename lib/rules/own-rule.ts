import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { COMPONENT_KINDS, type Component, type ComponentKind } from "#lib/model/component.ts";
import { CONNECTION_KINDS, type Connection, type ConnectionKind } from "#lib/model/connection.ts";
import type { PropertyDescriptor } from "#lib/model/describe.ts";
import { nearest } from "#lib/model/nearest.ts";
import type { Condition, OwnRule } from "#lib/model/own-rule.ts";
import { formatQuantity, parseQuantity } from "#lib/model/quantity.ts";
import { finding, type Report, type Rule } from "./rule.ts";
import { testableProperties } from "./testable-properties.ts";

type Subject = Component | Connection;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);
const isKind = <Kind extends string>(kinds: readonly Kind[], value: string): value is Kind => (kinds as readonly string[]).includes(value);

/** What stands at the end of a path of keys. */
function valueAt(start: unknown, path: string): unknown {
  let value = start;
  for (const key of path.split(".")) {
    if (!isRecord(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

/** The value of a property of the subject; `from.` and `to.` lead to the ends of a connection. */
function read(index: DesignIndex, subject: Subject, property: string): unknown {
  const end = /^(from|to)\.(.+)$/u.exec(property);
  if (!end || !("from" in subject)) return valueAt(subject, property);
  return valueAt(index.component(String(end[1] === "from" ? subject.from : subject.to)), end[2] ?? "");
}

const descriptorOf = (isConnection: boolean, property: string): PropertyDescriptor | undefined => testableProperties(isConnection ? "connection" : "component").get(property);

/** A bound as a number: as it is, or read as a quantity in the unit of the property. */
function boundOf(bound: number | string | undefined, unit: PropertyDescriptor["unit"]): number | undefined {
  if (bound === undefined || typeof bound === "number") return bound;
  const parsed = parseQuantity(unit ?? "factor", bound);
  return parsed.ok ? parsed.value : undefined;
}

const isSet = (value: unknown): boolean => value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0);

/** Whether a text matches a pattern in which * stands for anything; linear in both. */
export function isLike(text: string, pattern: string): boolean {
  const [first = "", ...others] = pattern.toLowerCase().split("*");
  const lower = text.toLowerCase();
  if (others.length === 0) return lower === first;
  if (!lower.startsWith(first)) return false;
  let at = first.length;
  const last = others.pop() ?? "";
  for (const part of others) {
    const found = lower.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return lower.length - last.length >= at && lower.endsWith(last);
}

function holdsOf(value: unknown, test: Condition, unit: PropertyDescriptor["unit"]): boolean {
  const size = Array.isArray(value) ? value.length : value;
  const [least, most] = [boundOf(test.atLeast, unit), boundOf(test.atMost, unit)];
  return (
    (test.set === undefined || isSet(value) === test.set) &&
    (test.is === undefined || value === test.is || (Array.isArray(value) && value.includes(test.is))) &&
    (test.isNot === undefined || !(value === test.isNot || (Array.isArray(value) && value.includes(test.isNot)))) &&
    (test.oneOf === undefined || test.oneOf.some((one) => one === value)) &&
    (least === undefined || (typeof size === "number" && size >= least)) &&
    (most === undefined || (typeof size === "number" && size <= most)) &&
    (test.like === undefined || (typeof value === "string" && isLike(value, test.like)))
  );
}

function propertyHolds(index: DesignIndex, subject: Subject, test: Condition): boolean {
  if (test.property === undefined) return true;
  return holdsOf(read(index, subject, test.property), test, descriptorOf("from" in subject, test.property)?.unit);
}

/** How many neighbours of the wanted sort a component has, counted only as far as the bounds need. */
function neighboursHold(index: DesignIndex, { id }: Subject, wanted: NonNullable<Condition["neighbours"]>): boolean {
  const direction = wanted.direction ?? "any";
  const least = wanted.atLeast ?? (wanted.atMost === undefined ? 1 : 0);
  let count = 0;
  const visit = (connections: readonly Connection[], end: "from" | "to") => {
    for (const connection of connections) {
      if (wanted.connections && !wanted.connections.includes(connection.kind)) continue;
      const other = index.component(connection[end]);
      if (!other || (wanted.kinds && !wanted.kinds.includes(other.kind))) continue;
      if (wanted.where?.every((test) => propertyHolds(index, other, test)) ?? true) count += 1;
    }
  };
  if (direction !== "in") visit(index.outgoing(id), "to");
  if (direction !== "out") visit(index.incoming(id), "from");
  return count >= least && count <= (wanted.atMost ?? Number.POSITIVE_INFINITY);
}

const holds = (index: DesignIndex, subject: Subject, condition: Condition): boolean =>
  propertyHolds(index, subject, condition) && (condition.neighbours === undefined || neighboursHold(index, subject, condition.neighbours));

/** What `{name}` and its like stand for in a message. */
function filled(template: string, index: DesignIndex, subject: Subject): string {
  return template.replaceAll(/\{([^{}]+)\}/gu, (_, key: string) => {
    if (key === "name") return "from" in subject ? `${index.nameOf(String(subject.from))} → ${index.nameOf(String(subject.to))}` : index.nameOf(subject.id);
    if ((key === "from" || key === "to") && "from" in subject) return index.nameOf(String(subject[key]));
    const value = read(index, subject, key);
    if (!isSet(value) || isRecord(value)) return "not set";
    const unit = descriptorOf("from" in subject, key)?.unit;
    if (typeof value === "number" && unit) return formatQuantity(unit, value);
    return Array.isArray(value) ? value.filter((item) => !isRecord(item)).join(", ") || String(value.length) : String(value);
  });
}

const sentence = (text: string): string => {
  const trimmed = text.trim();
  return /[.!?]$/u.test(trimmed) ? trimmed : `${trimmed}.`;
};

/** The property that was probably meant by one that no element of the model has. */
const misspelt = ({ property }: Condition, each: "component" | "connection"): string | undefined =>
  property === undefined || testableProperties(each).has(property) ? undefined : nearest(property, testableProperties(each).keys());

/** Words between braces of a message that stand for nothing: neither a property of the model nor one that the rule tests. */
function strangePlaceholders({ message = "" }: OwnRule, each: "component" | "connection", conditions: readonly Condition[], id: string): string[] {
  const known = new Set([
    "name",
    "id",
    "kind",
    ...(each === "connection" ? ["from", "to"] : []),
    ...testableProperties(each).keys(),
    ...conditions.flatMap(({ property }) => property ?? []),
  ]);
  return [...message.matchAll(/\{([^{}]+)\}/gu)].flatMap(([, key = ""]) => {
    if (known.has(key)) return [];
    const meant = nearest(key, known);
    return [`Own rule ${id} names {${key}} in its message, which no ${each} has.${meant === undefined ? "" : ` Did you mean {${meant}}?`}`];
  });
}

/** What about a test will not do what it seems to say: a misspelt property, a bound that cannot be read. A property that nobody knows may be one of the design's own. */
function problemsOf(test: Condition, each: "component" | "connection", id: string): string[] {
  const { property } = test;
  const descriptor = property === undefined ? undefined : testableProperties(each).get(property);
  const meant = misspelt(test, each);
  const bounds = [test.atLeast, test.atMost].filter((bound) => typeof bound === "string");
  return [
    ...(meant === undefined ? [] : [`Own rule ${id} tests "${property}", which no ${each} has. Did you mean ${meant}? Until then it finds nothing.`]),
    ...bounds.flatMap((bound) => {
      const read = parseQuantity(descriptor?.unit ?? "factor", bound);
      return read.ok ? [] : [`Own rule ${id} cannot compare with "${bound}". ${read.reason}`];
    }),
  ];
}

/** Makes a rule of the engine out of a declared one; says in sentences what about it cannot be used. */
export function compileOwnRule(own: OwnRule): { readonly rule: Rule; readonly problems: readonly string[] } {
  const id = `own/${own.id.replace(/^own\//u, "")}` as const;
  const each = own.each ?? "component";
  const kinds = own.kinds ?? [];
  const known: readonly string[] = each === "component" ? COMPONENT_KINDS : CONNECTION_KINDS;
  const strange = kinds.filter((kind) => !known.includes(kind));
  const conditions = [...(own.where ?? []), ...(own.must ?? []), ...(own.mustAny ?? [])];
  const problems = [
    ...(strange.length > 0 ? [`Own rule ${id} looks at ${each}s, but ${strange.join(", ")} ${strange.length === 1 ? "is" : "are"} of another sort.`] : []),
    ...((own.must ?? []).length + (own.mustAny ?? []).length === 0 ? [`Own rule ${id} says nothing that must hold, so that it never finds anything.`] : []),
    ...conditions.flatMap((condition) => [
      ...problemsOf(condition, each, id),
      ...(condition.neighbours?.where ?? []).flatMap((test) => problemsOf(test, "component", id)),
      ...(condition.neighbours && each === "connection" ? [`Own rule ${id} counts neighbours, which connections do not have.`] : []),
    ]),
    ...strangePlaceholders(own, each, conditions, id),
  ];
  const isMisspelt = conditions.some((test) => misspelt(test, each) !== undefined || test.neighbours?.where?.some((one) => misspelt(one, "component") !== undefined));
  const check = (subject: Subject, index: DesignIndex): Report<undefined> | undefined => {
    if (isMisspelt) return undefined;
    if (own.where?.some((condition) => !holds(index, subject, condition))) return undefined;
    const broken = own.must?.find((condition) => !holds(index, subject, condition)) ?? noneHolds(own.mustAny, index, subject);
    if (!broken) return undefined;
    return finding(broken.property === undefined || /^(?:from|to)\./u.test(broken.property) ? {} : { property: broken.property });
  };
  const text = {
    id,
    title: own.title || id,
    severity: own.severity ?? "warning",
    message: ({ element }: { element: { id: string } }, { index }: { index: DesignIndex }) => {
      const subject = each === "component" ? index.component(element.id) : index.connections.get(element.id);
      return sentence(subject ? filled(own.message || `{name}: ${own.title || id}`, index, subject) : own.title || id);
    },
    why: own.why ?? "",
    remedy: own.remedy ?? "",
    sources: ["Own rule"],
    needs: [...new Set(conditions.flatMap(({ property }) => (property ? [`${each}.${property}`] : [])))],
    needsPerson: "A rule declared as data has no fix.",
    examples: { bad: [], good: [] },
  } as const;
  const rule: Rule =
    each === "component"
      ? {
          ...text,
          each,
          kinds: kinds.length === 0 ? COMPONENT_KINDS : kinds.filter((kind): kind is ComponentKind => isKind(COMPONENT_KINDS, kind)),
          check: (subject, { index }) => check(subject, index),
        }
      : {
          ...text,
          each,
          kinds: kinds.length === 0 ? CONNECTION_KINDS : kinds.filter((kind): kind is ConnectionKind => isKind(CONNECTION_KINDS, kind)),
          check: (subject, { index }) => check(subject, index),
        };
  return { rule, problems };
}

/** The first of the alternatives when none of them holds. */
const noneHolds = (alternatives: readonly Condition[] | undefined, index: DesignIndex, subject: Subject): Condition | undefined =>
  alternatives && alternatives.length > 0 && !alternatives.some((condition) => holds(index, subject, condition)) ? alternatives[0] : undefined;
