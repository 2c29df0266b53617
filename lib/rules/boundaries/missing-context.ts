import { contextsOf } from "#lib/analysis/ownership.ts";
import { addMember, freshId, updateComponent } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

const ordering = sketch().boundary("context", "ordering", { name: "Ordering" });

export const missingContext = defineRule({
  id: "boundaries/missing-context",
  title: "Service without a bounded context",
  severity: "warning",
  each: "component",
  kinds: ["service"],
  check: (service, { index }) => (contextsOf(service, index).length > 0 ? undefined : finding({ property: "contexts" })),
  message: ({ element }, { index }) => `${index.nameOf(element.id)} belongs to no bounded context.`,
  why: "Without a context nobody can say which words, rules and data the service owns, so its boundary is decided by accident.",
  remedy: "Put the service into the bounded context whose language it speaks, or draw a new context around it.",
  sources: ["000 §0 Service Boundaries", "000 §2", "001 Approach 2", "002 Workflow 2", "003 Step 2.1"],
  needs: ["component.contexts"],
  fix: {
    title: "Create a context named after the service",
    apply(design, found, { index }) {
      const service = index.component(found.element.id);
      if (!service) return design;
      const namesake = design.boundaries.find((boundary) => boundary.kind === "context" && boundary.name.toLowerCase() === service.name.toLowerCase());
      if (namesake) return updateComponent(design, service.id, { contexts: [namesake.id] });
      const id = freshId(design, `${service.name} context`);
      return updateComponent(addMember(design, "boundaries", { id, kind: "context", name: service.name }), service.id, { contexts: [id] });
    },
  },
  examples: {
    bad: [
      {
        title: "A service beside the context, not in it",
        sketch: ordering
          .service("order", { contexts: ["ordering"] })
          .service("payment")
          .call("order", "payment"),
      },
    ],
    good: [
      {
        title: "Every service has its context",
        sketch: ordering
          .boundary("context", "billing", { name: "Billing" })
          .service("order", { contexts: ["ordering"] })
          .service("payment", { contexts: ["billing"] })
          .call("order", "payment"),
      },
      {
        title: "The context follows from the team's box inside it",
        sketch: ordering.boundary("team", "checkout", { parent: "ordering" }).service("order", { team: "checkout" }),
      },
    ],
  },
});
