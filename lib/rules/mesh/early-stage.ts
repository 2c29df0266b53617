import { sketch } from "#lib/model/sketch.ts";
import { withoutMesh } from "../mesh-policies.ts";
import { defineRule, finding } from "../rule.ts";

const shop = sketch().service("order").service("payment").call("order", "payment");
const meshed = shop.set({ mesh: { product: "linkerd", mtls: "strict" } });

export const earlyStage = defineRule({
  id: "mesh/early-stage",
  title: "Mesh in an early-stage product",
  severity: "info",
  each: "design",
  check: (design) => (design.mesh && design.org?.stage === "early" ? finding({ property: "mesh" }) : undefined),
  message: (_report, { design }) => `The product is at an early stage and already has ${design.mesh?.product ?? "a service mesh"} to run.`,
  why: "While services still appear, merge and vanish every month, the work that a mesh asks for is taken from finding out what to build.",
  remedy: "Leave the mesh out until the product and its services have settled.",
  sources: ["000 §5 Don't use when"],
  needs: ["design.mesh", "design.org.stage"],
  fix: {
    title: "Leave the mesh out, keep its policies on the connections",
    apply: (design, _found, { index }) => withoutMesh(design, index),
  },
  examples: {
    bad: [{ title: "A start-up with a mesh", sketch: meshed.set({ org: { stage: "early" } }) }],
    good: [
      { title: "The product has grown", sketch: meshed.set({ org: { stage: "growth" } }) },
      { title: "A start-up without one", sketch: shop.set({ org: { stage: "early" } }) },
    ],
  },
});
