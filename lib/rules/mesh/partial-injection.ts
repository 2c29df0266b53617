import { updateComponent } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

const meshed = sketch()
  .set({ mesh: { product: "linkerd", mtls: "strict" } })
  .service("order", { meshInjected: true });

export const partialInjection = defineRule<{ readonly kept: boolean }>({
  id: "mesh/partial-injection",
  title: "Service outside the mesh",
  severity: "warning",
  each: "component",
  kinds: ["service"],
  check: ({ meshInjected }, { design }) => (design.mesh && meshInjected !== true ? finding({ property: "meshInjected", data: { kept: meshInjected === false } }) : undefined),
  message: ({ element, data }, { index }) =>
    data.kept ? `${index.nameOf(element.id)} is kept out of the service mesh.` : `Nothing says that ${index.nameOf(element.id)} runs inside the service mesh.`,
  why: "A service without the proxy calls and is called in the clear, without the retries and breakers that everybody counts on; with strict mTLS its calls are refused.",
  remedy: "Let the mesh put its proxy beside every instance of the service.",
  sources: ["000 §5 (mTLS everywhere)"],
  needs: ["design.mesh", "component.meshInjected"],
  fix: {
    title: "Put it into the mesh",
    apply: (design, found) => updateComponent(design, found.element.id, { meshInjected: true }),
  },
  examples: {
    bad: [
      { title: "One service was forgotten", sketch: meshed.service("payment").call("order", "payment") },
      { title: "One service is kept out", sketch: meshed.service("legacy", { meshInjected: false }).call("order", "legacy") },
    ],
    good: [
      { title: "All services are in", sketch: meshed.service("payment", { meshInjected: true }).call("order", "payment") },
      { title: "There is no mesh", sketch: sketch().service("order").service("payment").call("order", "payment") },
    ],
  },
});
