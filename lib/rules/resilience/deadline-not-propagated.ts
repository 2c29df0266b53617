import { callersOf } from "#lib/analysis/callers.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { isCompute } from "#lib/model/kinds.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding } from "../rule.ts";

const chain = sketch().service("cart").service("order").service("payment").call("cart", "order");

export const deadlineNotPropagated = defineRule<{ readonly caller: string }>({
  id: "resilience/deadline-not-propagated",
  title: "Deadline not passed down a chain",
  severity: "warning",
  each: "connection",
  kinds: ["call"],
  check(connection, { index }) {
    if (connection.deadlinePropagated) return undefined;
    for (const { id, from } of callersOf(index, connection)) {
      if (isCompute(index.component(from))) return finding({ property: "deadlinePropagated", related: [id], data: { caller: from } });
    }
    return undefined;
  },
  message: ({ element, data }, { index }) => {
    const { from, to } = endsOf(index, element);
    return `${from} calls ${to} while ${index.nameOf(data.caller)} is waiting, but does not tell it how much time is left.`;
  },
  why: "When the first caller has given up, everything below it keeps working for an answer that nobody reads, and adds load exactly when the system is slow.",
  remedy: "Pass the remaining time on with every call (a gRPC deadline, a request header) and stop when it has run out.",
  sources: ["002 Resilience (Timeout)"],
  needs: ["connection.deadlinePropagated", "flow.connections"],
  partOfBareConnection: true,
  fix: { title: "Pass the deadline on", apply: (design, found) => updateConnection(design, found.element.id, { deadlinePropagated: true }) },
  examples: {
    bad: [{ title: "The second call knows nothing of the first one's limit", sketch: chain.call("order", "payment").flow("checkout", ["cart-order", "order-payment"]) }],
    good: [
      { title: "The remaining time travels with the call", sketch: chain.call("order", "payment", { deadlinePropagated: true }).flow("checkout", ["cart-order", "order-payment"]) },
      {
        title: "The first hop behind a gateway starts the deadline",
        sketch: sketch()
          .gateway("gateway")
          .service("order")
          .service("payment")
          .call("gateway", "order")
          .call("order", "payment")
          .flow("checkout", ["gateway-order", "order-payment"]),
      },
    ],
  },
});
