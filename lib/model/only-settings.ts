import {
  alertDescriptors,
  boundaryDescriptors,
  componentDescriptors,
  connectionDescriptors,
  decisionDescriptors,
  flowDescriptors,
  type PropertyDescriptor,
  sagaDescriptors,
} from "./describe.ts";
import { type Collection, COLLECTIONS, type Design } from "./design.ts";
import { isSameValue } from "./same-value.ts";

type Plain = Readonly<Record<string, unknown>>;
type Descriptors = ReadonlyMap<string, PropertyDescriptor>;

const DESCRIPTORS: Readonly<Record<Collection, Descriptors>> = {
  alerts: alertDescriptors,
  boundaries: boundaryDescriptors,
  components: componentDescriptors,
  connections: connectionDescriptors,
  decisions: decisionDescriptors,
  flows: flowDescriptors,
  sagas: sagaDescriptors,
};

/**
 * Whether two designs differ in nothing but settings of elements that both have. A setting is a number (`timeoutMs`), or belongs to a group that holds
 * one (`retry`, `breaker`, `pool`): whoever builds the system takes it from the design. A flag, a choice, a name or a reference says what is there
 * (encrypted, signed in, owned by a team), which only people know; an element or a connection that comes, goes or leads elsewhere is another structure.
 */
export function onlySettingsDiffer(before: Design, after: Design): boolean {
  const rest = ({ ...design }: Design): Plain => {
    const others: Record<string, unknown> = design;
    for (const collection of COLLECTIONS) delete others[collection];
    return others;
  };
  return isSameValue(rest(before), rest(after)) && COLLECTIONS.every((collection) => listsAgree(before[collection], after[collection], DESCRIPTORS[collection]));
}

function listsAgree(before: readonly unknown[], after: readonly unknown[], descriptors: Descriptors): boolean {
  return before === after || (before.length === after.length && before.every((member, at) => recordsAgree(member, after[at], descriptors)));
}

function recordsAgree(before: unknown, after: unknown, descriptors: Descriptors): boolean {
  if (before === after) return true;
  if (!isPlain(before) || !isPlain(after)) return false;
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].every(
    (key) => before[key] === after[key] || isSameValue(before[key], after[key]) || isSetting(before[key], after[key], descriptors.get(key)),
  );
}

/** Whether a value that differs is a setting that was made or changed; one that was taken away is not. */
function isSetting(before: unknown, after: unknown, descriptor: PropertyDescriptor | undefined): boolean {
  if (after === undefined) return false;
  const fields = descriptor?.fields ?? [];
  switch (descriptor?.control) {
    case "quantity":
      return true;
    case "object":
      return fields.some(({ control }) => control === "quantity") || recordsAgree(before ?? {}, after, byKey(fields));
    case "list":
      return Array.isArray(before) && Array.isArray(after) && listsAgree(before, after, byKey(fields));
    default:
      return false;
  }
}

const byKey = (fields: readonly PropertyDescriptor[]): Descriptors => new Map(fields.map((field) => [field.key, field]));
const isPlain = (value: unknown): value is Plain => typeof value === "object" && value !== null && !Array.isArray(value);
