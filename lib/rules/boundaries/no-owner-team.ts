import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { contextsOf, teamOf } from "#lib/analysis/ownership.ts";
import type { Component } from "#lib/model/component.ts";
import { updateComponent } from "#lib/model/edit.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

function onlyTeam(index: DesignIndex): Id | undefined {
  const teams = index.design.boundaries.filter((boundary) => boundary.kind === "team");
  return teams.length === 1 ? teams[0]?.id : undefined;
}

/** The team that follows from the design: the one of its context, else the only one. Otherwise the choice is a person's. */
function obviousTeam(service: Component, index: DesignIndex): Id | undefined {
  for (const context of contextsOf(service, index)) {
    const team = index.boundaries.get(context)?.team;
    if (team !== undefined) return team;
  }
  return index.once(onlyTeam);
}

const checkout = sketch().boundary("team", "checkout", { name: "Checkout", size: 4 });

export const noOwnerTeam = defineRule({
  id: "boundaries/no-owner-team",
  title: "Service without an owning team",
  severity: "warning",
  each: "component",
  kinds: ["service"],
  check: (service, { index }) => (teamOf(service, index) === undefined ? finding({ property: "team", fixable: obviousTeam(service, index) !== undefined }) : undefined),
  message: ({ element }, { index }) => `No team owns ${index.nameOf(element.id)}.`,
  why: "What nobody owns is not patched, not watched and not answered for at night.",
  remedy: "Name the one team that builds and runs the service.",
  sources: ["000 §2 Team autonomy", "003 Step 2.4"],
  needs: ["component.team", "boundary.team"],
  readiness: true,
  fix: {
    title: "Assign the team of its context, or the only team",
    apply(design, found, { index }) {
      const service = index.component(found.element.id);
      const team = service && obviousTeam(service, index);
      return team === undefined ? design : updateComponent(design, found.element.id, { team });
    },
  },
  examples: {
    bad: [
      { title: "Payment belongs to nobody", sketch: checkout.service("order", { team: "checkout" }).service("payment").call("order", "payment") },
      {
        title: "Its context has a team, the service has none",
        sketch: checkout
          .boundary("team", "search", { name: "Search", size: 3 })
          .boundary("context", "catalog", { team: "search" })
          .service("product", { contexts: ["catalog"] }),
      },
    ],
    good: [
      { title: "Both have an owner", sketch: checkout.service("order", { team: "checkout" }).service("payment", { team: "checkout" }).call("order", "payment") },
      { title: "Drawn inside the box of a team", sketch: checkout.boundary("context", "ordering", { parent: "checkout" }).service("order", { contexts: ["ordering"] }) },
    ],
  },
});
