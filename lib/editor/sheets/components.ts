import { componentSheet } from "./member-sheet.ts";

/** Every box: what it is, where it belongs, who owns it. */
export const components = componentSheet({
  id: "components",
  title: "Components",
  group: "Structure",
  one: "component",
  description: "Every box: what it is, where it belongs, who owns it.",
  columns: [
    "name",
    "kind",
    "purpose",
    "technology",
    "contexts",
    "team",
    "zone",
    "region",
    "criticality",
    "role",
    "owner",
    "engine",
    "managed",
    "stateless",
    "sessionState",
    "aggregates",
    "language",
    "platform",
    "category",
    "product",
    "decision",
  ],
  adds: true,
});
