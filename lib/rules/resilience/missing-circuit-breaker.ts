import { inMesh } from "#lib/analysis/mesh.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { isCompute } from "#lib/model/kinds.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defaultBreaker } from "../resilient-call.ts";
import { defineRule, finding } from "../rule.ts";

const order = sketch().service("order").service("payment");
const breaker = { mode: "ratio", failureRatio: 0.5, windowMs: 10_000, openMs: 30_000, halfOpenTrials: 3 } as const;

export const missingCircuitBreaker = defineRule({
  id: "resilience/missing-circuit-breaker",
  title: "Call without a circuit breaker",
  severity: "error",
  each: "connection",
  kinds: ["call"],
  check(connection, { design, index }) {
    if (connection.breaker) return undefined;
    const source = index.source(connection);
    const target = index.target(connection);
    if (!(isCompute(source) || source?.kind === "gateway") || !(isCompute(target) || target?.kind === "external")) return undefined;
    return design.mesh?.breaker && inMesh(index, connection) ? undefined : finding({ property: "breaker" });
  },
  message: ({ element }, { index }) => {
    const { from, to } = endsOf(index, element);
    return `${from} keeps calling ${to} while it fails: there is no circuit breaker.`;
  },
  why: "Calls to a failing callee pile up in the caller and keep the callee from recovering, so that one outage becomes two.",
  remedy: "Put a circuit breaker on the connection, or one policy for all services in the mesh: open at 50% failures within 10 s, stay open 30 s, then try 3 calls.",
  sources: ["000 §0 Circuit Breakers", "000 §6", "001 Anti-Patterns", "002 Resilience", "003 Ex. 1 readiness checklist", "004 §4.4"],
  conflicts: ["CF-02", "CF-03", "CF-06"],
  needs: ["connection.breaker", "design.mesh.breaker"],
  thresholds: ["breaker.failureRatio", "breaker.openMinMs", "breaker.trialsMax", "breaker.windowMs"],
  partOfBareConnection: true,
  fix: {
    title: "Add a breaker: 50% in 10 s, open 30 s, 3 trials",
    apply: (design, found, context) => updateConnection(design, found.element.id, { breaker: defaultBreaker(context) }),
  },
  examples: {
    bad: [
      { title: "A service calls a service", sketch: order.call("order", "payment") },
      { title: "A gateway calls a service", sketch: sketch().gateway("gateway").service("order").call("gateway", "order") },
      {
        title: "The mesh does not reach a third party",
        sketch: sketch()
          .service("order")
          .external("bank")
          .call("order", "bank")
          .set({ mesh: { product: "linkerd", breaker } }),
      },
    ],
    good: [
      { title: "With a breaker", sketch: order.call("order", "payment", { breaker }) },
      { title: "The mesh breaks the circuit", sketch: order.call("order", "payment").set({ mesh: { product: "istio", breaker } }) },
    ],
  },
});
