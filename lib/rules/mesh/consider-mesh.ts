import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { withMesh } from "../mesh-policies.ts";
import { defineRule, finding } from "../rule.ts";

const NAMES = ["cart", "catalog", "customer", "invoice", "mailer", "order", "payment", "price", "review", "search", "stock"];
const shop = (names: readonly string[]) =>
  names
    .reduce((drawn: Sketch, name) => drawn.service(name), sketch())
    .call("order", "payment")
    .call("order", "stock");

export const considerMesh = defineRule<{ readonly services: number }>({
  id: "mesh/consider-mesh",
  title: "Enough services for a mesh",
  severity: "info",
  each: "design",
  check(design, { index, settings }) {
    if (design.mesh) return undefined;
    const services = index.ofKind("service").length;
    return services > settings["mesh.consider"] ? finding({ property: "mesh", data: { services } }) : undefined;
  },
  message: ({ data }) => `The design has ${data.services} services, and each of them looks after retries, breakers, certificates and traces by itself.`,
  why: "The same policies in many code bases and languages drift apart; a mesh sets them once, for all services, outside their code.",
  remedy: "Consider a service mesh with strict mutual TLS and move the policies that all calls share into it.",
  sources: ["000 §0", "000 §5 Use when"],
  conflicts: ["CF-07"],
  needs: ["design.mesh", "component.kind"],
  thresholds: ["mesh.consider"],
  exceptProfiles: ["serverless"],
  fix: {
    title: "Add a mesh, with what all calls share",
    apply: (design, _found, { index }) => withMesh(design, index),
  },
  examples: {
    bad: [{ title: "Eleven services, each on its own", sketch: shop(NAMES) }],
    good: [
      { title: "The mesh looks after all of them", sketch: shop(NAMES).set({ mesh: { product: "linkerd", mtls: "strict" } }) },
      { title: "Ten services", sketch: shop(NAMES.slice(1)) },
    ],
  },
});
