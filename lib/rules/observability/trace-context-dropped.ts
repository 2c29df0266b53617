import { isServiceCall } from "#lib/analysis/mesh-transport.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding } from "../rule.ts";

const passedOn = { tracePropagated: true } as const;
const order = sketch().service("order").service("payment");
const events = sketch().service("order").topic("order-events").service("mailer");

export const traceContextDropped = defineRule<{ readonly byMessage: boolean; readonly stated: boolean }>({
  id: "observability/trace-context-dropped",
  title: "Trace context lost on a connection",
  severity: "error",
  each: "connection",
  kinds: ["call", "publish", "subscribe"],
  check(connection, { index }) {
    if (connection.tracePropagated === true || (connection.kind === "call" && !isServiceCall(connection, index))) return undefined;
    return finding({ property: "tracePropagated", data: { byMessage: connection.kind !== "call", stated: connection.tracePropagated === false } });
  },
  message({ element, data }, { index }) {
    const { from, to } = endsOf(index, element);
    const headers = `${data.byMessage ? "message" : "request"} headers`;
    return data.stated
      ? `The trace ends between ${from} and ${to}: the context is not passed on in the ${headers}.`
      : `Nothing says that the trace goes on from ${from} to ${to}, in the ${headers}.`;
  },
  why: "Without the context the callee starts a trace of its own, and nobody can tell which request caused its error; behind a queue this is the only link there is.",
  remedy: "Pass traceparent on: in the request headers of a call, in the message headers of an event, and read it again on the other side.",
  sources: ["000 §10 Implementation", "002 Observability"],
  needs: ["connection.tracePropagated"],
  partOfBareConnection: true,
  fix: { title: "Pass the trace context on", apply: (design, found) => updateConnection(design, found.element.id, passedOn) },
  examples: {
    bad: [
      { title: "A call that starts a new trace", sketch: order.call("order", "payment", { timeoutMs: 2_000 }) },
      { title: "Events without the trace of their cause", sketch: events.publish("order", "order-events").subscribe("order-events", "mailer", passedOn) },
    ],
    good: [
      { title: "traceparent travels with the call", sketch: order.call("order", "payment", passedOn) },
      { title: "traceparent travels with the message", sketch: events.publish("order", "order-events", passedOn).subscribe("order-events", "mailer", passedOn) },
      { title: "A database keeps no trace", sketch: sketch().service("order").database("orders").data("order", "orders") },
    ],
  },
});
