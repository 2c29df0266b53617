import { updateDesign } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { counted } from "#lib/model/sentence.ts";

const shop = sketch().service("order").service("payment").service("inventory").call("order", "payment").call("order", "inventory");

export const unclearDomain = defineRule<{ readonly services: number; readonly declared: boolean }>({
  id: "boundaries/unclear-domain",
  title: "Domain boundaries not confirmed",
  severity: "warning",
  each: "design",
  check(design, { index, settings }) {
    const services = index.ofKind("service").length;
    const clarity = design.org?.domainClarity;
    if (services < settings["boundaries.minServices"] || clarity === "confirmed") return undefined;
    return finding({ property: "org.domainClarity", data: { services, declared: clarity !== undefined } });
  },
  message: ({ data }) => `${counted(data.services, "service")} are cut along domain boundaries that ${data.declared ? "are declared unclear" : "nobody has confirmed"}.`,
  why: "A wrong cut between services costs a migration with contracts, data and teams; between modules it costs a refactoring.",
  remedy: "Confirm the boundaries with the people of the domain (event storming) and record it, or stay a modular monolith until then.",
  sources: ["000 §2 When NOT"],
  needs: ["design.org.domainClarity"],
  thresholds: ["boundaries.minServices"],
  exceptProfiles: ["modular-monolith"],
  fix: {
    title: "Stay a modular monolith until the boundaries are confirmed",
    apply: (design) => updateDesign(design, { profile: "modular-monolith" }),
  },
  examples: {
    bad: [
      { title: "Nobody has confirmed the cut", sketch: shop },
      { title: "The boundaries are known to be unclear", sketch: shop.set({ org: { domainClarity: "unclear" } }) },
    ],
    good: [
      { title: "Confirmed with the people of the domain", sketch: shop.set({ org: { domainClarity: "confirmed" } }) },
      { title: "Modules until the boundaries are known", sketch: shop.set({ profile: "modular-monolith", org: { domainClarity: "unclear" } }) },
    ],
  },
});
