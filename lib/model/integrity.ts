import type { Collection, Design } from "./design.ts";
import type { Id } from "./schema.ts";
import { TRUST_LEVELS } from "./boundary.ts";
import { REFERENCES, type ReferenceTarget } from "./references.ts";

/** Something in a design that does not fit together: an id used twice, a reference into nowhere, a circle of boundaries, an impossible number. */
export interface IntegrityProblem {
  /** What is wrong, in one sentence with the ids. */
  readonly message: string;
  /** The collection and the id of the element that is wrong. */
  readonly collection: Collection | "waivers" | "design";
  readonly id: Id;
  /** Where in the design, from the top down: `["connections", 3, "to"]`. */
  readonly path: readonly (string | number)[];
}

type Plain = Readonly<Record<string, unknown>>;
const ONE: Readonly<Record<ReferenceTarget, string>> = {
  boundaries: "boundary",
  components: "component",
  connections: "connection",
  flows: "flow",
  sagas: "saga",
  alerts: "alert",
  decisions: "decision",
  zones: "zone",
};

function* valuesAt(value: unknown, steps: readonly string[], path: readonly (string | number)[]): Generator<{ value: unknown; path: readonly (string | number)[] }> {
  const [step, ...rest] = steps;
  if (value === undefined || value === null) return;
  if (step === undefined) yield { value, path };
  else if (step === "*") {
    if (Array.isArray(value)) for (const [at, member] of value.entries()) yield* valuesAt(member, rest, [...path, at]);
  } else if (typeof value === "object") yield* valuesAt((value as Plain)[step], rest, [...path, step]);
}

function* negatives(value: unknown, path: readonly (string | number)[]): Generator<readonly (string | number)[]> {
  if (typeof value === "number" && value < 0) yield path;
  else if (Array.isArray(value)) for (const [at, member] of value.entries()) yield* negatives(member, [...path, at]);
  else if (typeof value === "object" && value !== null) for (const [key, member] of Object.entries(value)) yield* negatives(member, [...path, key]);
}

/** Checks that a design fits together; what does not is returned, never refused: people draw arrows into nowhere while they sketch. */
export function checkIntegrity(design: Design): IntegrityProblem[] {
  const problems: IntegrityProblem[] = [];
  const collections = Object.keys(REFERENCES) as Collection[]; // The table has exactly the collections as keys.
  const known = {
    ...(Object.fromEntries(collections.map((name) => [name, new Set(design[name].map((member) => member.id))])) as Record<Collection, Set<Id>>), // One set per collection.
    zones: new Set<Id>([...TRUST_LEVELS, ...design.boundaries.map((boundary) => boundary.id)]),
  };
  const owners = new Map<Id, Collection>();
  for (const collection of collections) {
    for (const [at, member] of design[collection].entries()) {
      const report = (message: string, path: readonly (string | number)[]) => problems.push({ message, collection, id: member.id, path: [collection, at, ...path] });
      const other = owners.get(member.id);
      if (other)
        report(other === collection ? `Two ${collection} have the id "${member.id}".` : `The ${ONE[other]} and the ${ONE[collection]} "${member.id}" have the same id.`, ["id"]);
      else owners.set(member.id, collection);
      for (const [property, targets] of Object.entries(REFERENCES[collection])) {
        const wanted = typeof targets === "string" ? [targets] : targets;
        for (const { value, path } of valuesAt(member, property.split("."), [])) {
          if (typeof value !== "string" || wanted.some((target) => known[target].has(value))) continue;
          report(
            `The ${ONE[collection]} "${member.id}" refers to the ${wanted.map((target) => ONE[target]).join(" or ")} "${value}", which does not exist (${property.replaceAll(".*", "")}).`,
            path,
          );
        }
      }
      for (const path of negatives(member, [])) report(`The ${ONE[collection]} "${member.id}" has a negative number (${path.join(".")}).`, path);
    }
  }
  for (const [at, component] of design.components.entries()) {
    const { min, max } = component.instances ?? {};
    if (min !== undefined && max !== undefined && min > max) {
      problems.push({
        message: `The component "${component.id}" has at least ${min} instances, but at most ${max}.`,
        collection: "components",
        id: component.id,
        path: ["components", at, "instances"],
      });
    }
  }
  problems.push(...boundaryCircles(design), ...designReferences(design, known.decisions));
  return problems;
}

function boundaryCircles(design: Design): IntegrityProblem[] {
  const parents = new Map(design.boundaries.map((boundary) => [boundary.id, boundary.parent]));
  const settled = new Set<Id>();
  const problems: IntegrityProblem[] = [];
  for (const [at, boundary] of design.boundaries.entries()) {
    const walked = new Set<Id>();
    let current: Id | undefined = boundary.id;
    while (current !== undefined && !settled.has(current) && !walked.has(current)) {
      walked.add(current);
      current = parents.get(current);
    }
    if (current !== undefined && walked.has(current)) {
      const circle = [...walked].slice([...walked].indexOf(current));
      problems.push({
        message: `The boundaries ${circle.map((id) => `"${id}"`).join(", ")} lie inside each other in a circle.`,
        collection: "boundaries",
        id: boundary.id,
        path: ["boundaries", at, "parent"],
      });
    }
    for (const id of walked) settled.add(id);
  }
  return problems;
}

function designReferences(design: Design, decisions: ReadonlySet<Id>): IntegrityProblem[] {
  const problems: IntegrityProblem[] = [];
  const missing = (id: Id | undefined): id is Id => id !== undefined && !decisions.has(id);
  if (missing(design.mesh?.decision)) {
    problems.push({
      message: `The service mesh refers to the decision "${design.mesh?.decision}", which does not exist.`,
      collection: "design",
      id: design.id,
      path: ["mesh", "decision"],
    });
  }
  for (const [at, waiver] of design.waivers.entries()) {
    if (missing(waiver.decision)) {
      problems.push({
        message: `The waiver of ${waiver.rule} refers to the decision "${waiver.decision}", which does not exist.`,
        collection: "waivers",
        id: waiver.rule,
        path: ["waivers", at, "decision"],
      });
    }
  }
  return problems;
}
