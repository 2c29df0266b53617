import { updateDesign } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { counted } from "#lib/model/sentence.ts";

const shop = sketch().set({ profile: "microservices" }).service("order").service("payment").service("inventory").call("order", "payment").call("order", "inventory");

export const prematureMicroservices = defineRule<{ readonly engineers: number; readonly services: number }>({
  id: "boundaries/premature-microservices",
  title: "Microservices with a very small team",
  severity: "warning",
  each: "design",
  check(design, { index, settings }) {
    const services = index.ofKind("service").length;
    if (services < settings["boundaries.minServices"]) return undefined;
    const engineers = design.org?.engineers;
    if (engineers === undefined) return undecided(["org.engineers"], { property: "org.engineers" });
    return engineers <= settings["boundaries.smallTeamMax"] ? finding({ property: "org.engineers", data: { engineers, services } }) : undefined;
  },
  message: ({ data }) => `${counted(data.engineers, "engineer")} would run ${counted(data.services, "service")}.`,
  why: "Pipelines, on-call, tracing and network failures cost the same with five engineers as with fifty; a small team spends itself on them.",
  remedy: "Build a modular monolith with the same boundaries as modules, and split off a service when a team or a load asks for it.",
  sources: ["000 §2 When NOT to Use Microservices", "001 Anti-Patterns (premature microservices)", "001 Approach 1"],
  conflicts: ["CF-11"],
  needs: ["design.profile", "design.org.engineers"],
  thresholds: ["boundaries.smallTeamMax", "boundaries.minServices"],
  profiles: ["microservices"],
  fix: {
    title: "Switch the profile to modular monolith",
    apply: (design) => updateDesign(design, { profile: "modular-monolith" }),
  },
  examples: {
    bad: [{ title: "Three services for four engineers", sketch: shop.set({ org: { engineers: 4 } }) }],
    good: [
      { title: "The same parts as modules of one deployable", sketch: shop.set({ profile: "modular-monolith", org: { engineers: 4 } }) },
      { title: "Enough people to run them", sketch: shop.set({ org: { engineers: 18 } }) },
    ],
  },
});
