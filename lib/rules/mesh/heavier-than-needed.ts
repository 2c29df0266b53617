import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { updateDesign } from "#lib/model/edit.ts";
import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

/** Whether some component divides its traffic between versions. */
const splitsTraffic = (index: DesignIndex): boolean =>
  COMPUTE_KINDS.some((kind) => index.ofKind(kind).some(({ trafficSplit }) => trafficSplit !== undefined && trafficSplit.length > 0));

const shop = sketch().service("order").service("payment").call("order", "payment");

export const heavierThanNeeded = defineRule({
  id: "mesh/heavier-than-needed",
  title: "Istio without using its extra features",
  severity: "info",
  each: "design",
  check: ({ mesh }, { index }) => (mesh?.product === "istio" && mesh.authzPolicies !== true && !splitsTraffic(index) ? finding({ property: "mesh.product" }) : undefined),
  message: () => "The mesh is Istio, but no traffic is split and no authorisation policy is used.",
  why: "Istio offers the most and asks for the most: more memory beside every instance, more settings, harder upgrades, and here nothing is made of it.",
  remedy:
    "Take Linkerd: mutual TLS, retries, timeouts and metrics with far less to run. Istio pays with traffic splitting and authorisation policies, Consul with machines outside Kubernetes.",
  sources: ["000 §5 Istio vs Linkerd vs Consul"],
  needs: ["design.mesh.product", "design.mesh.authzPolicies", "component.trafficSplit"],
  fix: {
    title: "Take Linkerd",
    apply: (design) => updateDesign(design, { mesh: { ...design.mesh, product: "linkerd" } }),
  },
  examples: {
    bad: [{ title: "Istio for mutual TLS alone", sketch: shop.set({ mesh: { product: "istio", mtls: "strict" } }) }],
    good: [
      { title: "Linkerd does that", sketch: shop.set({ mesh: { product: "linkerd", mtls: "strict" } }) },
      { title: "Istio decides who may call whom", sketch: shop.set({ mesh: { product: "istio", mtls: "strict", authzPolicies: true } }) },
      {
        title: "Istio splits the traffic",
        sketch: shop
          .service("stock", {
            trafficSplit: [
              { version: "v1", weight: 0.95 },
              { version: "v2", weight: 0.05, canary: true },
            ],
          })
          .set({ mesh: { product: "istio", mtls: "strict" } }),
      },
    ],
  },
});
