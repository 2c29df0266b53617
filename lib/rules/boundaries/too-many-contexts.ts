import { contextsOf, unitName } from "#lib/analysis/ownership.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

const contexts = sketch()
  .boundary("context", "catalog", { name: "Catalog" })
  .boundary("context", "pricing", { name: "Pricing" })
  .boundary("context", "ordering", { name: "Ordering" })
  .boundary("context", "billing", { name: "Billing" });

export const tooManyContexts = defineRule<{ readonly contexts: readonly string[]; readonly most: number }>({
  id: "boundaries/too-many-contexts",
  title: "Service owns too many bounded contexts",
  severity: "warning",
  each: "component",
  kinds: ["service"],
  check(service, { index, settings }) {
    const owned = contextsOf(service, index);
    const most = settings["boundaries.maxContextsPerService"];
    if (owned.length <= most) return undefined;
    const distinct = [...new Set(owned)];
    return distinct.length > most ? finding({ property: "contexts", data: { contexts: distinct, most } }) : undefined;
  },
  message: ({ element, data }, { index }) =>
    `${index.nameOf(element.id)} owns ${data.contexts.length} bounded contexts (${listed(
      data.contexts.map((id) => unitName(id, index)),
      8,
    )}); ${data.most} is the limit.`,
  why: "A service that speaks many languages is a small monolith: every team has a reason to change it, and its releases wait for each other.",
  remedy: "Split it along its contexts, one service per context, and move endpoints, data and subscriptions with them.",
  sources: ["000 §2 Service Size", "004 §4.1 principle 1"],
  conflicts: ["CF-08"],
  needs: ["component.contexts"],
  thresholds: ["boundaries.maxContextsPerService"],
  needsPerson: "Only people who know the domain can say which endpoints and data belong to which context.",
  examples: {
    bad: [{ title: "One service for the whole shop", sketch: contexts.service("shop", { contexts: ["catalog", "pricing", "ordering", "billing"] }) }],
    good: [
      {
        title: "The shop split in two",
        sketch: contexts
          .service("storefront", { contexts: ["catalog", "pricing"] })
          .service("checkout", { contexts: ["ordering", "billing"] })
          .call("checkout", "storefront"),
      },
    ],
  },
});
