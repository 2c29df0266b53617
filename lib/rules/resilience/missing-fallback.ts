import { updateConnection } from "#lib/model/edit.ts";
import { isCompute } from "#lib/model/kinds.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { FAIL_FAST } from "../resilient-call.ts";
import { defineRule, finding } from "../rule.ts";

const order = sketch().service("order").service("stock");

export const missingFallback = defineRule({
  id: "resilience/missing-fallback",
  title: "No answer when the callee is down",
  severity: "warning",
  each: "connection",
  kinds: ["call"],
  check(connection, { index }) {
    if (connection.fallback) return undefined;
    const target = index.target(connection);
    return isCompute(index.source(connection)) && (isCompute(target) || target?.kind === "external") ? finding({ property: "fallback" }) : undefined;
  },
  message: ({ element }, { index }) => {
    const { from, to } = endsOf(index, element);
    return `Nobody has decided what ${from} answers when ${to} is down.`;
  },
  why: "What is not decided at the desk is decided by the framework during the outage: a stack trace, a timeout page, a half-written order.",
  remedy: "Choose: a default value, the last cached answer, a queue for later, or an error at once that the caller understands.",
  sources: ["000 §0 Circuit Breakers", "002 Workflow 5", "004 §4.2"],
  needs: ["connection.fallback"],
  partOfBareConnection: true,
  fix: { title: "Declare fail-fast", apply: (design, found) => updateConnection(design, found.element.id, { fallback: FAIL_FAST }) },
  examples: {
    bad: [
      { title: "Nothing declared for a service", sketch: order.call("order", "stock") },
      { title: "Nothing declared for a third party", sketch: sketch().service("order").external("bank").call("order", "bank") },
    ],
    good: [
      { title: "Accept the order and check the stock later", sketch: order.call("order", "stock", { fallback: "accept, verify later" }) },
      { title: "Fail at once, on purpose", sketch: order.call("order", "stock", { fallback: "fail fast" }) },
    ],
  },
});
