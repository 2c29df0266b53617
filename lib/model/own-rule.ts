import * as z from "zod";
import { COMPONENT_KINDS } from "./component.ts";
import { CONNECTION_KINDS } from "./connection.ts";
import { choice, choices, count, described, flag, LINE_LIMIT, line, text } from "./schema.ts";

const VALUE = z.union([z.string().max(LINE_LIMIT), z.number(), z.boolean()]);

/** A test of one property: every given key must hold. */
const propertyTest = {
  property: line("Property", "As in the file: `team`, `slo.p99Ms`; of a connection also `from.zone` and `to.kind`."),
  set: flag("Is set", "Yes: it must be there. No: it must not."),
  is: described(VALUE, "Is"),
  isNot: described(VALUE, "Is not"),
  oneOf: described(z.array(VALUE), "One of"),
  atLeast: described(z.union([z.number(), z.string().max(LINE_LIMIT)]), "At least", "A number, or a quantity such as 5s; of a list, its length."),
  atMost: described(z.union([z.number(), z.string().max(LINE_LIMIT)]), "At most"),
  like: line("Like", "A text with * for anything."),
};

const neighbourTest = z.looseObject({
  direction: choice(["in", "out", "any"], "Direction", "Connections that arrive, that leave, or both (the default)."),
  connections: choices(CONNECTION_KINDS, "Kinds of connection"),
  kinds: choices(COMPONENT_KINDS, "Kinds of component"),
  where: described(z.array(z.looseObject(propertyTest)), "Where"),
  atLeast: count("At least", "1 while neither bound is given."),
  atMost: count("At most"),
});

/** A condition on a component or connection: a test of a property, or how many neighbours of a sort a component has. */
const conditionSchema = z.looseObject({ ...propertyTest, neighbours: described(neighbourTest, "Neighbours") });
/** A condition on a component or connection. */
export type Condition = z.infer<typeof conditionSchema>;

/** A rule of one's own as data: what it is about and what must hold. Data only, so that it may run anywhere. */
export const ownRuleSchema = z.looseObject({
  id: z.string().min(1).max(LINE_LIMIT).meta({ title: "Id", description: "A short name; its findings are named own/<id>." }),
  title: z.string().max(LINE_LIMIT).meta({ title: "Title" }),
  severity: choice(["error", "warning", "info"], "Severity", "A warning when not given."),
  each: choice(["component", "connection"], "Looks at", "Components when not given."),
  kinds: described(z.array(z.enum([...COMPONENT_KINDS, ...CONNECTION_KINDS])), "Kinds", "Kinds of component or connection; all when not given."),
  where: described(z.array(conditionSchema), "Where", "Only elements for which all of these hold."),
  must: described(z.array(conditionSchema), "Must", "All of these must hold."),
  mustAny: described(z.array(conditionSchema), "Must hold one of", "At least one of these must hold."),
  message: line("Message", "One sentence; {name}, {from}, {to} and {property} stand for what is found."),
  why: text("Why it matters"),
  remedy: text("What to do"),
});
/** A rule of one's own as data. */
export type OwnRule = z.infer<typeof ownRuleSchema>;
