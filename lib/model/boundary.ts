import * as z from "zod";
import { choice, count, idSchema, LINE_LIMIT, reference, text } from "./schema.ts";

/** Every kind of boundary. */
export const BOUNDARY_KINDS = ["context", "team", "zone", "region"] as const;
/** Kind of a boundary: bounded context, team, trust zone or region. */
export type BoundaryKind = (typeof BOUNDARY_KINDS)[number];

/** Levels of trust, from the open internet to the innermost network. */
export const TRUST_LEVELS = ["external", "public", "dmz", "private", "restricted"] as const;
/** Level of trust of a zone. */
export type TrustLevel = (typeof TRUST_LEVELS)[number];

/** A line around components: a bounded context, a team, a trust zone or a region. Components name the boundaries that hold them. */
export const boundarySchema = z.looseObject({
  id: idSchema,
  kind: z.enum(BOUNDARY_KINDS).meta({ title: "Kind" }),
  name: z.string().max(LINE_LIMIT).meta({ title: "Name" }),
  parent: reference("Inside", "The boundary that this one is drawn in."),
  purpose: text("Purpose"),
  team: reference("Owning team", "Of a bounded context."),
  size: count("People", "Of a team."),
  trust: choice(TRUST_LEVELS, "Trust", "Of a zone."),
});
/** A line around components: a bounded context, a team, a trust zone or a region. */
export type Boundary = z.infer<typeof boundarySchema>;
