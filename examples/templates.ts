import { type Design, designSchema } from "#lib/model/design.ts";
import { updateDesign } from "#lib/model/edit.ts";
import { EMBEDDED } from "./embedded.ts";

/** A design to start from. */
export interface Template {
  readonly id: string;
  readonly title: string;
  /** One sentence for whoever chooses. */
  readonly description: string;
  readonly design: Design;
}

const design = (name: keyof typeof EMBEDDED): Design => designSchema.parse(JSON.parse(EMBEDDED[name]));

const CHOICES = [
  { id: "blank", title: "Blank", description: "An empty canvas." },
  { id: "event-driven", title: "Event-driven", description: "Services that tell each other what happened: topics, outbox, dead-letter queues." },
  { id: "modular-monolith", title: "Modular monolith", description: "One deployable with clear modules and one database: where most systems should start." },
  { id: "order-management", title: "Order management", description: "Microservices with a saga, a read model and full contracts; no finding." },
  { id: "serverless", title: "Serverless", description: "An HTTP API on functions, a queue and a key-value store, for several tenants." },
] as const;

/** The designs to start from, blank first. The people and verdicts of an example are not those of a design that begins with it. */
export const templates = (): readonly Template[] => CHOICES.map((choice) => ({ ...choice, design: updateDesign(design(choice.id), { process: undefined, checklist: [] }) }));

/** The flawed design that a newcomer finds on the canvas. */
export const sampleDesign = (): Design => design("sample");
