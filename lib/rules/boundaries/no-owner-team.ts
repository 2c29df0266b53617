import { contextsOf, teamOf } from "#lib/analysis/ownership.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

const checkout = sketch().boundary("team", "checkout", { name: "Checkout", size: 4 });

export const noOwnerTeam = defineRule({
  id: "boundaries/no-owner-team",
  title: "Service without an owning team",
  severity: "warning",
  each: "component",
  kinds: ["service"],
  check: (service, { index }) => (teamOf(service, index) === undefined ? finding({ property: "team" }) : undefined),
  message: ({ element }, { index }) => `No team owns ${index.nameOf(element.id)}.`,
  why: "What nobody owns is not patched, not watched and not answered for at night.",
  remedy: "Name the one team that builds and runs the service.",
  sources: ["000 §2 Team autonomy", "003 Step 2.4"],
  needs: ["component.team", "boundary.team"],
  fix: {
    title: "Assign the team of its context, or the only team",
    // With several teams and no owner of the context the choice is a person's: the design stays as it is.
    apply(design, found, { index }) {
      const service = index.component(found.element.id);
      const ofContext = service && contextsOf(service, index).find((id) => index.boundaries.get(id)?.team !== undefined);
      const teams = design.boundaries.filter((boundary) => boundary.kind === "team");
      const team = ofContext === undefined ? (teams.length === 1 ? teams[0]?.id : undefined) : index.boundaries.get(ofContext)?.team;
      return team === undefined ? design : updateComponent(design, found.element.id, { team });
    },
  },
  examples: {
    bad: [
      { title: "Payment belongs to nobody", sketch: checkout.service("order", { team: "checkout" }).service("payment").call("order", "payment") },
      {
        title: "Its context has a team, the service has none",
        sketch: checkout.boundary("team", "search", { name: "Search", size: 3 }).boundary("context", "catalog", { team: "search" }).service("product", { contexts: ["catalog"] }),
      },
    ],
    good: [
      { title: "Both have an owner", sketch: checkout.service("order", { team: "checkout" }).service("payment", { team: "checkout" }).call("order", "payment") },
      { title: "Drawn inside the box of a team", sketch: checkout.boundary("context", "ordering", { parent: "checkout" }).service("order", { contexts: ["ordering"] }) },
    ],
  },
});
