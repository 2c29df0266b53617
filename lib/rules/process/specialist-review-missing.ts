import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Design } from "#lib/model/design.ts";
import { isCompute } from "#lib/model/kinds.ts";
import { optionTitle } from "#lib/model/option-title.ts";
import { hasReached, type SpecialistArea } from "#lib/model/process.ts";
import { sketch } from "#lib/model/sketch.ts";
import { API_KINDS } from "../endpoints.ts";
import { defineRule, finding } from "../rule.ts";
import { listed, midSentence } from "#lib/model/sentence.ts";

/** The areas that a design touches, each with the reviews that cover it. */
const AREAS: readonly { readonly area: SpecialistArea; readonly covers: readonly SpecialistArea[]; isTouched(design: Design, index: DesignIndex): boolean }[] = [
  { area: "database", covers: ["database"], isTouched: (_, index) => index.ofKind("database").some(({ tables }) => tables !== undefined && tables.length > 0) },
  {
    area: "apiContracts",
    covers: ["apiContracts"],
    isTouched: (_, index) => API_KINDS.some((kind) => index.ofKind(kind).some(({ apis }) => apis !== undefined && apis.length > 0)),
  },
  { area: "performance", covers: ["performance"], isTouched: ({ requirements }) => requirements?.nfr?.p99Ms !== undefined },
  {
    area: "security",
    covers: ["security", "serviceAuth"],
    isTouched: (_, index) => index.ofKind("idp").length > 0 || index.connectionsOfKind("call").some((call) => isCompute(index.source(call)) && isCompute(index.target(call))),
  },
];

const shop = sketch()
  .service("order", { apis: [{ id: "orders", style: "rest" }] })
  .service("payment")
  .call("order", "payment");

export const specialistReviewMissing = defineRule<{ readonly areas: readonly string[] }>({
  id: "process/specialist-review-missing",
  title: "Specialist not consulted",
  severity: "info",
  each: "design",
  check(design, { index }) {
    if (!hasReached(design.process?.state, "submitted1")) return undefined;
    const reviewed = design.process?.specialistReviews ?? [];
    const areas = AREAS.filter(({ covers, isTouched }) => !covers.some((area) => reviewed.includes(area)) && isTouched(design, index)).map(({ area }) => area);
    return areas.length > 0 ? finding({ property: "process.specialistReviews", data: { areas } }) : undefined;
  },
  message: ({ data }) => `The design touches areas that no specialist has looked at: ${listed(data.areas.map((area) => midSentence(optionTitle(area))))}.`,
  why: "Schemas, contracts, performance and security each have traps that somebody who works on nothing else sees at once.",
  remedy: "Ask the specialist of each area for a look before the checkpoint, and note it under process.specialistReviews.",
  sources: ["002 Scope boundaries", "001 Collaboration", "000 introduction"],
  conflicts: ["CF-43"],
  needs: ["process.state", "process.specialistReviews", "component.tables", "component.apis", "requirements.nfr.p99Ms"],
  readiness: true,
  needsPerson: "A review is given by a person.",
  examples: {
    bad: [
      { title: "Submitted with an API and calls between services that no specialist saw", sketch: shop.set({ process: { state: "submitted1" } }) },
      { title: "The contracts were seen, the security was not", sketch: shop.set({ process: { state: "submitted1", specialistReviews: ["apiContracts"] } }) },
    ],
    good: [
      { title: "Both were seen", sketch: shop.set({ process: { state: "submitted1", specialistReviews: ["apiContracts", "serviceAuth"] } }) },
      { title: "Not submitted yet", sketch: shop.set({ process: { state: "design" } }) },
    ],
  },
});
