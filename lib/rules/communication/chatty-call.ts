import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding } from "../rule.ts";

const cart = sketch().service("cart").service("catalog");

export const chattyCall = defineRule<{ readonly calls: number }>({
  id: "communication/chatty-call",
  title: "Many calls to one service per request",
  severity: "warning",
  each: "connection",
  kinds: ["call"],
  check({ callsPerRequest }, { settings }) {
    if (callsPerRequest === undefined || callsPerRequest <= settings["communication.maxCallsPerRequest"]) return undefined;
    return finding({ property: "callsPerRequest", data: { calls: callsPerRequest } });
  },
  message: ({ element, data }, { index, settings }) => {
    const { from, to } = endsOf(index, element);
    return `${from} calls ${to} ${data.calls} times to answer one request, more than ${settings["communication.maxCallsPerRequest"]}.`;
  },
  why: "Each call costs a round trip and a share of the callee's capacity; a page with fifty rows then takes fifty times as long and puts fifty times the load on the callee.",
  remedy: "Ask for all of it with one batch operation, or keep a copy of the data where it is needed.",
  sources: ["001 Anti-Patterns (chatty services)"],
  needs: ["connection.callsPerRequest"],
  thresholds: ["communication.maxCallsPerRequest"],
  fix: {
    title: "Ask once, with a batch operation",
    apply: (design, found) => updateConnection(design, found.element.id, { callsPerRequest: undefined }),
  },
  examples: {
    bad: [{ title: "One call for each of twenty rows", sketch: cart.call("cart", "catalog", { protocol: "rest", callsPerRequest: 20 }) }],
    good: [
      { title: "One call for all rows", sketch: cart.call("cart", "catalog", { protocol: "rest", callsPerRequest: 1 }) },
      { title: "A few calls", sketch: cart.call("cart", "catalog", { protocol: "rest", callsPerRequest: 3 }) },
    ],
  },
});
