import { sketch } from "#lib/model/sketch.ts";
import { withMesh } from "../mesh-policies.ts";
import { defineRule, finding } from "../rule.ts";

const shop = sketch()
  .set({ requirements: { mtlsEverywhere: true } })
  .service("order")
  .service("payment")
  .service("stock")
  .service("catalog")
  .call("order", "payment", { auth: "mtls", tls: true })
  .call("order", "stock", { auth: "mtls", tls: true });

export const mtlsNeedsMesh = defineRule<{ readonly services: number }>({
  id: "mesh/mtls-needs-mesh",
  title: "mTLS everywhere without a mesh",
  severity: "info",
  each: "design",
  check(design, { index, settings }) {
    if (design.mesh || design.requirements?.mtlsEverywhere !== true) return undefined;
    const services = index.ofKind("service").length;
    return services >= settings["mesh.min"] ? finding({ property: "mesh", data: { services } }) : undefined;
  },
  message: ({ data }) => `Mutual TLS is required everywhere, and ${data.services} services would issue, carry and renew their certificates themselves.`,
  why: "Every service that handles certificates in its own code is one more that can forget to check or to renew one.",
  remedy: "Let a service mesh with strict mutual TLS issue, check and renew the certificates of all services.",
  sources: ["000 §5 Use when"],
  conflicts: ["CF-07"],
  needs: ["requirements.mtlsEverywhere", "design.mesh", "component.kind"],
  thresholds: ["mesh.min"],
  exceptProfiles: ["serverless"],
  fix: {
    title: "Add a mesh with strict mutual TLS",
    apply: (design, _found, { index }) => withMesh(design, index),
  },
  examples: {
    bad: [{ title: "Five services with certificates of their own", sketch: shop.service("shipping") }],
    good: [
      { title: "The mesh does it for all", sketch: shop.service("shipping").set({ mesh: { product: "linkerd", mtls: "strict" } }) },
      { title: "Four services can do it themselves", sketch: shop },
    ],
  },
});
