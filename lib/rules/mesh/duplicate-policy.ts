import { inMesh } from "#lib/analysis/mesh.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Design } from "#lib/model/design.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

type Policy = "retry" | "breaker";
const SPOKEN: Readonly<Record<Policy, string>> = { retry: "retries", breaker: "a circuit breaker" };

/** A policy without retries is how a call opts out of those of the mesh. */
const repeats = (retry: Connection["retry"]): boolean => retry !== undefined && retry.max !== 0;

const retriesTwice = ({ retry }: Connection, { mesh }: Design): boolean => repeats(retry) && repeats(mesh?.retries);
const breaksTwice = ({ breaker }: Connection, { mesh }: Design): boolean => breaker !== undefined && mesh?.breaker !== undefined;

const retry = { max: 2, backoff: "exponential", baseMs: 100, jitter: true } as const;
const breaker = { mode: "ratio", failureRatio: 0.5, windowMs: 10_000, openMs: 30_000, halfOpenTrials: 3 } as const;
const order = sketch().service("order").service("payment");

export const duplicatePolicy = defineRule<{ readonly policies: readonly Policy[] }>({
  id: "mesh/duplicate-policy",
  title: "Retries or breakers in both code and mesh",
  severity: "warning",
  each: "connection",
  kinds: ["call"],
  check(call, { design, index }) {
    if (!design.mesh) return undefined;
    const [twice, broken] = [retriesTwice(call, design), breaksTwice(call, design)];
    if ((!twice && !broken) || !inMesh(index, call)) return undefined;
    return finding({ property: twice ? "retry" : "breaker", data: { policies: [...(twice ? (["retry"] as const) : []), ...(broken ? (["breaker"] as const) : [])] } });
  },
  message: ({ element, data }, { index }) => {
    const { from, to } = endsOf(index, element);
    return `The call from ${from} to ${to} has ${listed(data.policies.map((policy) => SPOKEN[policy]))} of its own and of the mesh.`;
  },
  why: "Two layers that do not know of each other multiply attempts, and the breaker that opens first hides from the other what is going on.",
  remedy: "Keep one layer: the mesh for what all calls share, and the call's own policy only where the mesh has none.",
  sources: ["000 §0 (law 10)", "000 §5"],
  conflicts: ["CF-06"],
  needs: ["design.mesh.retries", "design.mesh.breaker", "connection.retry", "connection.breaker"],
  fix: {
    title: "Leave it to the mesh",
    apply(design, found, { index }) {
      const call = index.connections.get(found.element.id);
      if (!call) return design;
      const own = { retry: retriesTwice(call, design) ? undefined : call.retry, breaker: breaksTwice(call, design) ? undefined : call.breaker };
      return updateConnection(design, call.id, own);
    },
  },
  examples: {
    bad: [
      {
        title: "Three attempts in the code, three in the mesh: nine",
        sketch: order.call("order", "payment", { retry }).set({ mesh: { product: "istio", mtls: "strict", retries: retry } }),
      },
      { title: "Two breakers on one call", sketch: order.call("order", "payment", { breaker }).set({ mesh: { product: "linkerd", mtls: "strict", breaker } }) },
    ],
    good: [
      { title: "The mesh alone", sketch: order.call("order", "payment").set({ mesh: { product: "istio", mtls: "strict", retries: retry, breaker } }) },
      { title: "The code retries, the mesh breaks", sketch: order.call("order", "payment", { retry }).set({ mesh: { product: "istio", mtls: "strict", breaker } }) },
      {
        title: "The mesh does not reach a third party",
        sketch: sketch()
          .service("order")
          .external("bank")
          .call("order", "bank", { breaker })
          .set({ mesh: { product: "istio", breaker } }),
      },
    ],
  },
});
