import { survivesByFallback } from "#lib/analysis/availability.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { DEGRADED_ANSWER } from "../resilient-call.ts";
import { defineRule, finding } from "../rule.ts";

const shop = sketch().service("shop").service("recommendations", { criticality: "optional" });

export const optionalDependencyIsHard = defineRule({
  id: "resilience/optional-dependency-is-hard",
  title: "Optional dependency can fail the request",
  severity: "warning",
  each: "connection",
  kinds: ["call"],
  check(connection, { index }) {
    if (connection.hard === false || index.target(connection)?.criticality !== "optional" || survivesByFallback(connection)) return undefined;
    return finding({ property: "hard" });
  },
  message: ({ element }, { index }) => {
    const { from, to } = endsOf(index, element);
    return `${to} is optional, yet ${from} fails when it does not answer.`;
  },
  why: "Something nice to have must not take down something that matters: a page without recommendations still sells.",
  remedy: "Make the dependency soft and say what the degraded answer looks like.",
  sources: ["002 Workflow 5 (graceful degradation)", "004 closing Key Principles"],
  needs: ["connection.hard", "connection.fallback", "component.criticality"],
  partOfBareConnection: true,
  fix: { title: "Make it soft, with a degraded answer", apply: (design, found) => updateConnection(design, found.element.id, { hard: false, fallback: DEGRADED_ANSWER }) },
  examples: {
    bad: [
      { title: "Recommendations can take the shop down", sketch: shop.call("shop", "recommendations") },
      { title: "Failing fast still fails the page", sketch: shop.call("shop", "recommendations", { fallback: "fail fast" }) },
    ],
    good: [
      { title: "The shop shows bestsellers instead", sketch: shop.call("shop", "recommendations", { hard: false, fallback: "bestsellers" }) },
      { title: "A dependency that matters may be hard", sketch: sketch().service("shop").service("prices").call("shop", "prices") },
    ],
  },
});
