import { sketch } from "#lib/model/sketch.ts";
import { withoutMesh } from "../mesh-policies.ts";
import { defineRule, finding } from "../rule.ts";
import { counted } from "#lib/model/sentence.ts";

const mesh = { product: "linkerd", mtls: "strict" } as const;
const shop = sketch().service("order").service("payment").service("stock").call("order", "payment").call("order", "stock");

export const tooFewServices = defineRule<{ readonly services: number }>({
  id: "mesh/too-few-services",
  title: "Mesh for very few services",
  severity: "warning",
  each: "design",
  check(design, { index, settings }) {
    const services = index.ofKind("service").length;
    return design.mesh && services < settings["mesh.min"] ? finding({ property: "mesh", data: { services } }) : undefined;
  },
  message: ({ data }, { settings }) =>
    `The design runs a service mesh for ${data.services === 0 ? "no service at all" : counted(data.services, "service")}; it pays from ${settings["mesh.min"]} on.`,
  why: "A mesh is a distributed system of its own, with a proxy beside every instance and a control plane to run and upgrade, and a few services have little for it to do.",
  remedy: "Leave the mesh out and put timeouts, retries, breakers and mutual TLS on the connections themselves.",
  sources: ["000 §5 Don't use when"],
  conflicts: ["CF-07"],
  needs: ["design.mesh", "component.kind"],
  thresholds: ["mesh.min"],
  fix: {
    title: "Leave the mesh out, keep its policies on the connections",
    apply: (design, _found, { index }) => withoutMesh(design, index),
  },
  examples: {
    bad: [{ title: "A mesh for three services", sketch: shop.set({ mesh: { ...mesh, retries: { max: 2, backoff: "exponential", baseMs: 100, jitter: true } } }) }],
    good: [
      { title: "Three services do without", sketch: shop },
      { title: "Five services", sketch: shop.service("catalog").service("shipping").set({ mesh }) },
    ],
  },
});
