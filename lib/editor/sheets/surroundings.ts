import { propertySheet } from "./fixed-sheet.ts";

/** Data, constraints, organisation, security and the work around the design. */
export const surroundings = propertySheet({
  id: "surroundings",
  title: "Surroundings",
  group: "Requirements",
  one: "fact",
  description: "Data, constraints, organisation, security and the work around the design.",
  paths: ["requirements.goal", "requirements.data", "requirements.integrations", "requirements.constraints", "org", "security", "mesh", "process"],
});
