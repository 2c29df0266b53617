import { contextsOf, teamOf, unitName } from "#lib/analysis/ownership.ts";
import { updateComponent } from "#lib/model/edit.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

const teams = sketch()
  .boundary("team", "money", { name: "Money" })
  .boundary("team", "checkout", { name: "Checkout" })
  .boundary("context", "billing", { name: "Billing", team: "money" });

export const conwayMismatch = defineRule<{ readonly team: Id; readonly context: Id; readonly owner: Id }>({
  id: "boundaries/conway-mismatch",
  title: "Service and context belong to different teams",
  severity: "info",
  each: "component",
  kinds: ["service"],
  check(service, { index }) {
    const contexts = contextsOf(service, index);
    const team = contexts.length > 0 ? teamOf(service, index) : undefined;
    if (team === undefined) return undefined;
    let mismatch: { readonly context: Id; readonly owner: Id } | undefined;
    for (const context of contexts) {
      const owner = index.boundaries.get(context)?.team;
      if (owner === team) return undefined;
      if (owner !== undefined) mismatch ??= { context, owner };
    }
    return mismatch && finding({ property: "team", related: [mismatch.context], data: { team, ...mismatch } });
  },
  message: ({ element, data }, { index }) =>
    `${index.nameOf(element.id)} belongs to ${unitName(data.team, index)}, but its context ${unitName(data.context, index)} belongs to ${unitName(data.owner, index)}.`,
  why: "Software comes to look like the organisation that builds it: a context that two teams own grows two languages, and each change needs both.",
  remedy: "Hand the service to the team of its context, or redraw the context around what the team really owns.",
  sources: ["003 Step 2.4 Team Topology"],
  needs: ["component.team", "component.contexts", "boundary.team"],
  fix: {
    title: "Hand the service to the team of its context",
    apply(design, found, { index }) {
      const { owner } = found.data as { readonly owner: Id }; // what this rule's check put there
      const service = index.component(found.element.id);
      if (!service) return design;
      // A service that is in its context only because its team is drawn there must stay in it.
      return updateComponent(design, service.id, service.contexts?.length ? { team: owner } : { team: owner, contexts: [...contextsOf(service, index)] });
    },
  },
  examples: {
    bad: [{ title: "Checkout runs a service of the context of Money", sketch: teams.service("invoice", { contexts: ["billing"], team: "checkout" }) }],
    good: [
      { title: "Money owns both", sketch: teams.service("invoice", { contexts: ["billing"], team: "money" }) },
      { title: "Nobody owns the context yet", sketch: teams.boundary("context", "returns", { name: "Returns" }).service("refund", { contexts: ["returns"], team: "checkout" }) },
    ],
  },
});
