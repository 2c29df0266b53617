import { sketch } from "#lib/model/sketch.ts";
import { withoutMesh } from "../mesh-policies.ts";
import { defineRule, finding } from "../rule.ts";

const shop = sketch()
  .service("order")
  .service("payment")
  .call("order", "payment")
  .set({ mesh: { product: "linkerd", mtls: "strict" } });

export const teamNotReady = defineRule({
  id: "mesh/team-not-ready",
  title: "Team does not know service meshes",
  severity: "warning",
  each: "design",
  check: (design) => (design.mesh && !design.org?.capabilities?.includes("service-mesh") ? finding({ property: "org.capabilities" }) : undefined),
  message: (_report, { design }) => `The design relies on ${design.mesh?.product ?? "a service mesh"}, and the organisation declares no experience with meshes (service-mesh).`,
  why: "A mesh sits on the path of every call: when it misbehaves, everything does, and a team that cannot read it cannot tell its faults from those of the services.",
  remedy: "Plan training and a trial before production and then declare the capability service-mesh, or leave the mesh out.",
  sources: ["000 §5 Don't use when"],
  needs: ["design.mesh", "design.org.capabilities"],
  fix: {
    title: "Leave the mesh out, keep its policies on the connections",
    apply: (design, _found, { index }) => withoutMesh(design, index),
  },
  examples: {
    bad: [
      { title: "Nothing is known about the team", sketch: shop },
      { title: "Everything but the mesh", sketch: shop.set({ org: { capabilities: ["ci-cd", "observability"] } }) },
    ],
    good: [{ title: "The team has run one before", sketch: shop.set({ org: { capabilities: ["ci-cd", "observability", "service-mesh"] } }) }],
  },
});
