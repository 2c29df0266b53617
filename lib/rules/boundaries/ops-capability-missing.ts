import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { counted, listed } from "#lib/model/sentence.ts";

const NEEDED = ["ci-cd", "observability"] as const;
const SPOKEN: Record<string, string> = { "ci-cd": "continuous delivery (ci-cd)", observability: "observability" };

const shop = sketch().service("order").service("payment").service("inventory").call("order", "payment").call("order", "inventory");

export const opsCapabilityMissing = defineRule<{ readonly lacking: readonly string[]; readonly services: number }>({
  id: "boundaries/ops-capability-missing",
  title: "Distributed design without the operations skills",
  severity: "warning",
  each: "design",
  check(design, { index, settings }) {
    const services = index.ofKind("service").length;
    if (services < settings["boundaries.minServices"]) return undefined;
    const lacking = NEEDED.filter((capability) => !design.org?.capabilities?.includes(capability));
    return lacking.length > 0 ? finding({ property: "org.capabilities", data: { lacking, services } }) : undefined;
  },
  message: ({ data }) =>
    `The organisation declares no ${listed(data.lacking.map((capability) => SPOKEN[capability] ?? capability)).replaceAll(" and ", " and no ")}, yet has ${counted(data.services, "service")} to run.`,
  why: "Many services that are released by hand and watched by nobody fail more often than one application, and it takes longer to find out where.",
  remedy: "Build up the capability and name who owns it, or run fewer services.",
  sources: ["000 §2 When NOT", "001 Approach 1 (operational capacity)"],
  needs: ["design.org.capabilities"],
  thresholds: ["boundaries.minServices"],
  exceptProfiles: ["modular-monolith"],
  needsPerson: "Whether the organisation has a skill is a fact that only its people know.",
  examples: {
    bad: [
      { title: "Three services and nothing known about operations", sketch: shop },
      { title: "Releases are automated, but nobody watches", sketch: shop.set({ org: { capabilities: ["ci-cd"] } }) },
    ],
    good: [
      { title: "Both capabilities are there", sketch: shop.set({ org: { capabilities: ["ci-cd", "observability"] } }) },
      { title: "Two services are few enough", sketch: sketch().service("order").service("payment").call("order", "payment") },
    ],
  },
});
