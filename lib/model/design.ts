import * as z from "zod";
import { boundarySchema } from "./boundary.ts";
import { componentSchema } from "./component.ts";
import { breakerSchema, connectionSchema, retrySchema } from "./connection.ts";
import { alertSchema, decisionSchema, waiverSchema } from "./decision.ts";
import { flowSchema, sagaSchema } from "./flow.ts";
import { ownRuleSchema } from "./own-rule.ts";
import { processSchema } from "./process.ts";
import { orgSchema, requirementsSchema, securitySchema } from "./requirements.ts";
import { choice, dateSchema, described, flag, idSchema, LINE_LIMIT, line, reference, text } from "./schema.ts";

/** Version of the file format written today. */
export const FORMAT_VERSION = 1;

/** Overall styles of a system. */
export const PROFILES = ["modular-monolith", "microservices", "serverless"] as const;
/** Overall style of a system. */
export type Profile = (typeof PROFILES)[number];

/** How serious the system is: a prototype is not shouted at. */
export const MATURITIES = ["prototype", "production", "critical"] as const;
/** How serious the system is. */
export type Maturity = (typeof MATURITIES)[number];

/** How severe a finding is: error blocks submission, warning is fixed or waived, info is advice. */
export const SEVERITIES = ["error", "warning", "info"] as const;
/** How severe a finding is. */
export type Severity = (typeof SEVERITIES)[number];

const meshSchema = z.looseObject({
  product: choice(["istio", "linkerd", "consul"], "Product"),
  mtls: choice(["strict", "permissive"], "mTLS"),
  retries: described(retrySchema, "Retries"),
  breaker: described(breakerSchema, "Circuit breaker"),
  authzPolicies: flag("Authorisation policies"),
  decision: reference("Decision"),
});

const checklistItemSchema = z.looseObject({
  id: z.string().max(LINE_LIMIT).meta({ title: "Item" }),
  done: flag("Done"),
  evidence: line("Evidence"),
});

/** How the rules are set for this design: a preset, severities, thresholds. */
export const configSchema = z.looseObject({
  preset: line("Preset"),
  rules: described(z.record(z.string(), z.enum(["off", ...SEVERITIES])), "Rules", "Severity per rule id, or off."),
  thresholds: described(z.record(z.string(), z.union([z.number(), z.string()])), "Thresholds", "Values that replace the defaults."),
  own: described(z.array(ownRuleSchema), "Own rules", "Rules beside those of the catalogue, as data."),
});
/** How the rules are set for a design. */
export type Config = z.infer<typeof configSchema>;

const positionSchema = z.looseObject({ x: z.number(), y: z.number() });
const rectangleSchema = z.looseObject({ x: z.number(), y: z.number(), width: z.number().optional(), height: z.number().optional() });

/** Where things are drawn; apart from the design's meaning, so that a moved box is not a changed design. Absolute canvas coordinates in pixels. */
const layoutSchema = z.looseObject({
  components: z.record(z.string(), positionSchema).optional(),
  boundaries: z.record(z.string(), rectangleSchema).optional(),
});
/** The design of a system: what is in it, what passes between, what it must hold, what was decided. Immutable: an edit makes a new value that shares what did not change. */
export const designSchema = z.looseObject({
  lintel: z.literal(FORMAT_VERSION).meta({ title: "Format version" }),
  id: idSchema.meta({ title: "Id" }),
  title: z.string().max(LINE_LIMIT).meta({ title: "Title" }),
  description: text("Description"),
  profile: choice(PROFILES, "Profile", "Overall style of the system."),
  maturity: choice(MATURITIES, "Maturity", "A prototype is not shouted at."),
  date: described(dateSchema, "Date"),
  requirements: described(requirementsSchema, "Requirements"),
  org: described(orgSchema, "Organisation"),
  boundaries: z.array(boundarySchema),
  components: z.array(componentSchema),
  connections: z.array(connectionSchema),
  flows: z.array(flowSchema),
  sagas: z.array(sagaSchema),
  mesh: described(meshSchema, "Service mesh"),
  security: described(securitySchema, "Security"),
  alerts: z.array(alertSchema),
  decisions: z.array(decisionSchema),
  waivers: z.array(waiverSchema),
  checklist: z.array(checklistItemSchema),
  edgeCases: described(z.record(z.string(), z.string()), "Edge cases"),
  qualityCriteria: described(z.record(z.string(), z.boolean()), "Quality criteria"),
  process: described(processSchema, "Process"),
  config: described(configSchema, "Rule settings"),
  layout: layoutSchema.optional(),
  notes: line("Notes"),
});
/** The design of a system. */
export type Design = z.infer<typeof designSchema>;

/** Names of the collections of a design whose members have ids. */
export const COLLECTIONS = ["boundaries", "components", "connections", "flows", "sagas", "alerts", "decisions"] as const;
/** Name of a collection of a design whose members have ids. */
export type Collection = (typeof COLLECTIONS)[number];

/** A design with nothing in it. */
export function emptyDesign(id: string, title: string): Design {
  return {
    lintel: FORMAT_VERSION,
    id,
    title,
    boundaries: [],
    components: [],
    connections: [],
    flows: [],
    sagas: [],
    alerts: [],
    decisions: [],
    waivers: [],
    checklist: [],
  };
}

/** The parts of a design that say what is wanted, not how it is built: product managers write these. */
export const REQUIREMENT_PARTS = ["title", "description", "requirements"] as const satisfies readonly (keyof Design)[];
