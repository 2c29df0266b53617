import { inMesh } from "#lib/analysis/mesh.ts";
import { isIdempotent } from "#lib/analysis/operations.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { isCompute } from "#lib/model/kinds.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { Component } from "#lib/model/component.ts";
import { endsOf } from "../ends.ts";
import { retryThatFits } from "../resilient-call.ts";
import { defineRule, finding } from "../rule.ts";

const isRemote = (component: Component | undefined) => isCompute(component) || component?.kind === "external";

const stock = sketch()
  .service("order")
  .service("stock", { apis: [{ id: "stock-api", style: "rest", endpoints: [{ id: "readStock", method: "GET", path: "/stock/{id}" }] }] });
const retry = { max: 3, backoff: "exponential", baseMs: 1_000, jitter: true } as const;

export const retryMissing = defineRule({
  id: "resilience/retry-missing",
  title: "Safe call without a retry",
  severity: "info",
  each: "connection",
  kinds: ["call"],
  check(connection, { design, index }) {
    if (connection.retry || !isRemote(index.source(connection)) || !isRemote(index.target(connection))) return undefined;
    if (design.mesh?.retries && inMesh(index, connection)) return undefined;
    return isIdempotent(index, connection) ? finding({ property: "retry" }) : undefined;
  },
  message: ({ element }, { index }) => {
    const { from, to } = endsOf(index, element);
    return `${from} gives up on ${to} after one attempt, although repeating the call is safe.`;
  },
  why: "Most network failures are short: one more attempt a moment later would have succeeded, and nobody would have noticed.",
  remedy: "Retry up to 3 times with exponential back-off and jitter, inside the caller's deadline; write 0 retries when the call is deliberately not repeated.",
  sources: ["000 §6 Retry Logic", "002", "001 Expertise"],
  conflicts: ["CF-04"],
  needs: ["connection.retry", "connection.operation", "connection.idempotent", "component.apis", "design.mesh.retries"],
  thresholds: ["resilience.timeoutMs", "retry.amplificationMax", "retry.baseMs", "retry.count", "retry.shortBaseMs"],
  partOfBareConnection: true,
  fix: {
    title: "Retry 3 times with exponential back-off and jitter, as far as the deadline allows",
    apply(design, found, context) {
      const connection = context.index.connections.get(found.element.id);
      return connection ? updateConnection(design, connection.id, { retry: retryThatFits(design, connection, context) }) : design;
    },
  },
  examples: {
    bad: [
      { title: "A GET is tried once", sketch: stock.call("order", "stock", { operation: "readStock" }) },
      { title: "A call that is declared idempotent is tried once", sketch: sketch().service("order").external("bank").call("order", "bank", { idempotent: true }) },
    ],
    good: [
      { title: "Three retries with jitter", sketch: stock.call("order", "stock", { operation: "readStock", retry }) },
      { title: "Not idempotent, so not repeated", sketch: sketch().service("order").external("bank").call("order", "bank", { operation: "POST /payments" }) },
      { title: "The mesh retries", sketch: stock.call("order", "stock", { operation: "readStock" }).set({ mesh: { product: "linkerd", retries: retry } }) },
    ],
  },
});
