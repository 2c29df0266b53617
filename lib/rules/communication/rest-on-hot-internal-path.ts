import { isServiceCall } from "#lib/analysis/mesh-transport.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding, undecided } from "../rule.ts";

const order = sketch().service("order").service("stock");

export const restOnHotInternalPath = defineRule<{ readonly rps: number }>({
  id: "communication/rest-on-hot-internal-path",
  title: "REST on a hot internal path",
  severity: "info",
  each: "connection",
  kinds: ["call"],
  check(call, { design, index, settings }) {
    if (call.protocol !== "rest" || !isServiceCall(call, index)) return undefined;
    const hot = settings["communication.grpcHotRps"];
    if (call.rps !== undefined) return call.rps >= hot ? finding({ property: "protocol", data: { rps: call.rps } }) : undefined;
    // Where the whole callee, or the whole system, gets less, one call does too.
    const peak = index.target(call)?.peakRps ?? design.requirements?.nfr?.peakRps;
    return peak !== undefined && peak * (call.callsPerRequest ?? 1) < hot ? undefined : undecided([`${call.id}.rps`], { property: "rps" });
  },
  message: ({ element, data }, { index }) => {
    const { from, to } = endsOf(index, element);
    return `${from} calls ${to} over REST at ${formatQuantity("rps", data.rps)}.`;
  },
  why: "At such a rate, text that is written and parsed again and connections that carry one request at a time cost noticeable processor time and latency on both sides.",
  remedy: "Switch the call to gRPC: binary messages, many requests on one connection, one contract for both sides.",
  sources: ["000 §2", "000 §9", "002 decision matrix", "004 §4.2"],
  conflicts: ["CF-13"],
  needs: ["connection.protocol", "connection.rps", "component.peakRps", "requirements.nfr.peakRps"],
  thresholds: ["communication.grpcHotRps"],
  fix: {
    title: "Switch to gRPC",
    apply: (design, found) => updateConnection(design, found.element.id, { protocol: "grpc" }),
  },
  examples: {
    bad: [{ title: "4,000 stock checks a second over REST", sketch: order.call("order", "stock", { protocol: "rest", rps: 4_000 }) }],
    good: [
      { title: "gRPC on the hot path", sketch: order.call("order", "stock", { protocol: "grpc", rps: 4_000 }) },
      { title: "REST is fine at 50/s", sketch: order.call("order", "stock", { protocol: "rest", rps: 50 }) },
      { title: "The whole system gets 200/s", sketch: order.call("order", "stock", { protocol: "rest" }).set({ requirements: { nfr: { peakRps: 200 } } }) },
    ],
  },
});
