import { updateDesign } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { counted } from "#lib/model/sentence.ts";

const platform = sketch().set({ profile: "serverless" }).gateway("api").component("function", "apiStreams").call("api", "apiStreams");

export const meshWithFunctions = defineRule<{ readonly product?: string; readonly functions: number }>({
  id: "serverless/mesh-with-functions",
  title: "Mesh around functions",
  severity: "error",
  profiles: ["serverless"],
  each: "design",
  check(design, { index }) {
    if (!design.mesh) return undefined;
    const { product } = design.mesh;
    return finding({ property: "mesh", data: { functions: index.ofKind("function").length, ...(product ? { product } : {}) } });
  },
  message: ({ data }) =>
    `A serverless design has a service mesh${data.product ? ` (${data.product})` : ""}, but ${data.functions === 0 ? "functions have" : `its ${counted(data.functions, "function")} ${data.functions === 1 ? "has" : "have"}`} no place for a proxy beside them.`,
  why: "A mesh works through a proxy next to every process; functions come and go by the request, and their platform already encrypts, balances and limits.",
  remedy: "Remove the mesh, and leave identity, encryption and limits to the platform; or change the profile when there are services to mesh.",
  sources: ["000 MDL intro"],
  conflicts: ["CF-07", "CF-45"],
  needs: ["design.mesh", "design.profile"],
  fix: { title: "Remove the mesh", apply: (design) => updateDesign(design, { mesh: undefined }) },
  examples: {
    bad: [{ title: "Istio around functions", sketch: platform.set({ mesh: { product: "istio", mtls: "strict" } }) }],
    good: [
      { title: "Functions without a mesh", sketch: platform },
      {
        title: "Services may have one",
        sketch: sketch()
          .set({ profile: "microservices", mesh: { product: "istio" } })
          .service("order"),
      },
    ],
  },
});
