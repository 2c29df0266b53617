import type { BoundaryKind } from "#lib/model/boundary.ts";

/** What the kinds of boundaries are called on the canvas. */
export const BOUNDARY_TITLES: Record<BoundaryKind, string> = { context: "Bounded context", team: "Team", zone: "Trust zone", region: "Region" };
