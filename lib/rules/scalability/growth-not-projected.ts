import { ENTRY_KINDS } from "#lib/analysis/entry-points.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

const SPOKEN = { m6: "after 6 months", m12: "after 1 year", m24: "after 2 years" } as const;
const MONTHS = ["m6", "m12", "m24"] as const;

const shop = sketch().client("web").service("order").call("web", "order");

export const growthNotProjected = defineRule<{ readonly lacks: readonly (keyof typeof SPOKEN)[] }>({
  id: "scalability/growth-not-projected",
  title: "No growth projection",
  severity: "info",
  each: "design",
  check(design, { index }) {
    const growth = design.requirements?.growth;
    if (growth?.m6 !== undefined && growth.m12 !== undefined && growth.m24 !== undefined) return undefined;
    if (ENTRY_KINDS.every((kind) => index.ofKind(kind).length === 0)) return undefined;
    return finding({ property: "requirements.growth", data: { lacks: MONTHS.filter((month) => growth?.[month] === undefined) } });
  },
  message: ({ data }) => `Nobody has said how much load to expect ${listed(data.lacks.map((month) => SPOKEN[month]))}.`,
  why: "Whether a design holds for two years cannot be judged without a guess at the load in two years; a wrong guess can be corrected, none cannot.",
  remedy: "State three factors on today's peak: after 6 months, 1 year and 2 years.",
  sources: ["003 Output Req. (Scalability Analysis)"],
  needs: ["requirements.growth"],
  readiness: true,
  needsPerson: "Only the people who plan the product can say how fast it should grow.",
  examples: {
    bad: [
      { title: "No word about growth", sketch: shop },
      { title: "The second year is missing", sketch: shop.set({ requirements: { growth: { m6: 1.2, m12: 1.5 } } }) },
    ],
    good: [{ title: "Three factors", sketch: shop.set({ requirements: { growth: { m6: 1.2, m12: 1.5, m24: 2 } } }) }],
  },
});
