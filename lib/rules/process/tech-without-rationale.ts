import { COMPONENT_KINDS } from "#lib/model/component.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

export const techWithoutRationale = defineRule({
  id: "process/tech-without-rationale",
  title: "Technology without a reason",
  severity: "warning",
  each: "component",
  kinds: COMPONENT_KINDS,
  check: ({ technology }) => (technology?.name?.trim() && !technology.rationale?.trim() ? finding({ property: "technology.rationale" }) : undefined),
  message: ({ element }, { index }) => `Nothing says why ${index.nameOf(element.id)} is built with ${index.component(element.id)?.technology?.name?.trim() || "this technology"}.`,
  why: "A choice without a reason cannot be defended, and cannot be given up either: nobody knows what would be lost.",
  remedy: "Write one sentence: what it is needed for here and what it costs.",
  sources: ["002 Deliver", "003 Output Requirements: Technology Stack"],
  needs: ["component.technology"],
  readiness: true,
  needsPerson: "The reason is known to those who chose.",
  examples: {
    bad: [{ title: "Elasticsearch, because?", sketch: sketch().database("search", { role: "readModel", technology: { name: "Elasticsearch" } }) }],
    good: [
      {
        title: "One sentence is enough",
        sketch: sketch().database("search", {
          role: "readModel",
          technology: { name: "Elasticsearch", rationale: "Customers search order texts with typing errors; PostgreSQL was too slow above 10 million orders." },
        }),
      },
      { title: "Nothing has been chosen yet", sketch: sketch().database("search", { role: "readModel" }) },
    ],
  },
});
