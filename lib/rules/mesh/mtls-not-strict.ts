import { updateDesign } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

const shop = sketch().service("order").service("payment").call("order", "payment");

export const mtlsNotStrict = defineRule<{ readonly permissive: boolean }>({
  id: "mesh/mtls-not-strict",
  title: "Mesh without strict mTLS",
  severity: "error",
  each: "design",
  check: ({ mesh }) => (mesh && mesh.mtls !== "strict" ? finding({ property: "mesh.mtls", data: { permissive: mesh.mtls === "permissive" } }) : undefined),
  message: ({ data }) =>
    data.permissive ? "The mesh lets callers in without a certificate (permissive mTLS)." : "The mesh does not say that callers must show a certificate (strict mTLS).",
  why: "As long as unencrypted calls are accepted, anybody inside the network can call any service and pretend to be another one.",
  remedy: "Set mutual TLS to strict; permissive is for the days in which services move into the mesh.",
  sources: ["000 §5 (mTLS everywhere)"],
  needs: ["design.mesh.mtls"],
  fix: {
    title: "Make mTLS strict",
    apply: (design) => updateDesign(design, { mesh: { ...design.mesh, mtls: "strict" } }),
  },
  examples: {
    bad: [
      { title: "Permissive", sketch: shop.set({ mesh: { product: "istio", mtls: "permissive" } }) },
      { title: "Nobody said", sketch: shop.set({ mesh: { product: "linkerd" } }) },
    ],
    good: [{ title: "Strict", sketch: shop.set({ mesh: { product: "linkerd", mtls: "strict" } }) }],
  },
});
