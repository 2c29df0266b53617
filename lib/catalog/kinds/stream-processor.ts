import type { KindEntry } from "../kind.ts";
import { COMPUTE, COMPUTE_ROLES, IDENTITY } from "../property-groups.ts";

/** Stream processor. */
export const streamProcessor: KindEntry = {
  kind: "streamProcessor",
  title: "Stream processor",
  plural: "Stream processors",
  description: "A job that never ends: reads events as they arrive, joins or aggregates them in windows and writes results.",
  group: "compute",
  icon: "waves-horizontal",
  shape: "card",
  keywords: ["stream", "flink", "spark", "kafka streams", "aggregation", "window", "pipeline"],
  properties: [...IDENTITY, "windowMs", "sinkMode", "measures", ...COMPUTE],
  essentials: ["purpose", "technology", "contexts", "team", "instances", "windowMs", "sinkMode"],
  options: { role: COMPUTE_ROLES },
  cardFacts: ["instances", "windowMs", "sinkMode"],
};
