import { componentDescriptors } from "#lib/model/describe.ts";
import { cardSize, CARD } from "#lib/model/geometry.ts";
import { optionTitle } from "#lib/model/option-title.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import type { Component, ComponentProperty } from "#lib/model/component.ts";
import type { Id } from "#lib/model/schema.ts";
import { kindOf } from "./kinds.ts";
import { technologyById } from "./technologies.ts";

/** What stands on the card of a component beside its name. */
export interface CardText {
  /** Kind and technology: `Database · PostgreSQL`. */
  readonly subtitle: string;
  /** Up to three facts, `3–6 instances`, only where the card has room for them. */
  readonly facts: readonly string[];
}

/** The technology as its makers write it; an engine is stored by its id. */
const technologyName = ({ technology, product, engine }: Component): string | undefined =>
  technology?.name ?? product ?? (engine === undefined ? undefined : (technologyById(engine)?.name ?? engine));

/** What stands on the card of a component; `nameOf` gives the name of a referenced boundary or component. */
export function cardText(component: Component, nameOf: (id: Id) => string | undefined): CardText {
  const entry = kindOf(component.kind);
  const technology = technologyName(component);
  const subtitle = technology ? `${entry.title} · ${technology}` : entry.title;
  if (cardSize(component).height < CARD.tallHeight) return { subtitle, facts: [] };
  const facts: string[] = [];
  // What makes a card tall comes last, so that a tall card is never empty.
  for (const property of new Set([...entry.cardFacts, ...(["instances", "p99Ms", "team"] as const)])) {
    const fact = property === "engine" || property === "product" ? undefined : factOf(component, property, nameOf);
    if (fact && facts.length < 3) facts.push(fact);
  }
  return { subtitle, facts };
}

function factOf(component: Component, property: ComponentProperty, nameOf: (id: Id) => string | undefined): string | undefined {
  const value: unknown = component[property];
  if (value === undefined) return undefined;
  switch (property) {
    case "instances": {
      const least = component.instances?.min ?? 1;
      const most = component.instances?.max ?? least;
      return least === most ? `${least}×` : `${least}–${most}×`;
    }
    case "team":
      return component.team === undefined ? undefined : (nameOf(component.team) ?? component.team);
    case "p99Ms":
      return `p99 ${formatQuantity("ms", Number(value))}`;
    case "managed":
      return component.managed ? "managed" : undefined;
    default:
      return plainFact(property, value);
  }
}

function plainFact(property: ComponentProperty, value: unknown): string | undefined {
  const descriptor = componentDescriptors.get(property);
  if (typeof value === "number") {
    const amount = formatQuantity(descriptor?.unit ?? "count", value);
    return descriptor?.unit === "count" || descriptor?.unit === undefined ? `${amount} ${(descriptor?.title ?? property).toLowerCase()}` : amount;
  }
  return typeof value === "string" ? optionTitle(value) : undefined;
}
