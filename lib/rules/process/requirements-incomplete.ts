import type { Design } from "#lib/model/design.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

interface Gap {
  /** Where it is filled in. */
  readonly property: string;
  /** What is missing, inside a sentence. */
  readonly what: string;
}

const isFilled = (value: string | number | undefined): boolean => (typeof value === "string" ? value.trim() !== "" : value !== undefined);

/** A group of answers; named as a whole when none of them is there. */
function groupGap(property: string, name: string, answers: Readonly<Record<string, readonly [title: string, value: string | undefined]>>): Gap[] {
  const missing = Object.entries(answers).filter(([, [, value]]) => !isFilled(value));
  const [first] = missing;
  if (!first) return [];
  const isWhole = missing.length === Object.keys(answers).length;
  return [{ property: isWhole ? property : `${property}.${first[0]}`, what: isWhole ? name : `${name} (${missing.map(([, [title]]) => title).join(", ")})` }];
}

function gapsOf({ requirements = {} }: Design): Gap[] {
  const { functional, nfr, data, integrations, constraints } = requirements;
  const single = (property: string, what: string, isThere: boolean): Gap[] => (isThere ? [] : [{ property, what }]);
  const named = (items: readonly string[] | undefined): boolean => items?.some(isFilled) === true;
  return [
    ...single("functional", "functional requirements", named(functional)),
    ...single("nfr.peakRps", "peak load", isFilled(nfr?.peakRps)),
    ...single("nfr.p99Ms", "p99 latency", isFilled(nfr?.p99Ms)),
    ...single("nfr.availability", "availability", isFilled(nfr?.availability)),
    ...single("nfr.consistency", "consistency", isFilled(nfr?.consistency)),
    ...groupGap("data", "data", {
      volume: ["volume", data?.volume],
      velocity: ["velocity", data?.velocity],
      variety: ["variety", data?.variety],
      veracity: ["veracity", data?.veracity],
    }),
    ...single("integrations", "integrations", named(integrations)),
    ...groupGap("constraints", "constraints", {
      budget: ["budget", constraints?.budget],
      teamExpertise: ["team expertise", constraints?.teamExpertise],
      existingStack: ["existing stack", constraints?.existingStack],
    }),
  ];
}

const complete = {
  functional: ["Place an order"],
  nfr: { peakRps: 27.8, p99Ms: 200, availability: 0.9995, consistency: "strong for stock, eventual for search" },
  data: { volume: "90 GB a year", velocity: "27.8 orders/s", variety: "orders and events", veracity: "prices computed by the server" },
  integrations: ["Payment provider"],
  constraints: { budget: "12,000 USD a month", teamExpertise: "Go, PostgreSQL", existingStack: "Kubernetes" },
};
const shop = sketch().client("web").service("order").call("web", "order");

export const requirementsIncomplete = defineRule<{ readonly missing: readonly string[] }>({
  id: "process/requirements-incomplete",
  title: "Requirements not captured",
  severity: "error",
  each: "design",
  check(design) {
    if (design.components.length === 0) return undefined;
    const gaps = gapsOf(design);
    const [first] = gaps;
    return first && finding({ property: `requirements.${first.property}`, data: { missing: gaps.map(({ what }) => what) } });
  },
  message: ({ data }) => `The requirements say nothing about ${listed(data.missing, data.missing.length)}.`,
  why: "A design answers requirements; without them nobody can say whether it is too small, too large, or good.",
  remedy: "Ask the product manager and write the answers into the requirements; write “none” where there is nothing to integrate.",
  sources: ["003 Step 1", "002 Workflow 1", "001 Approach 1"],
  needs: ["requirements.functional", "requirements.nfr", "requirements.data", "requirements.integrations", "requirements.constraints"],
  readiness: true,
  needsPerson: "What the users need is known to the product manager.",
  examples: {
    bad: [
      { title: "Drawn before anybody asked what it is for", sketch: shop },
      { title: "Fast and available, but for which data?", sketch: shop.set({ requirements: { ...complete, data: undefined, constraints: { budget: "12,000 USD a month" } } }) },
    ],
    good: [
      { title: "Every question has an answer", sketch: shop.set({ requirements: complete }) },
      { title: "Nothing has been drawn yet", sketch: sketch() },
    ],
  },
});
