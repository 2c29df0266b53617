import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding } from "../rule.ts";

const tracking = sketch().client("web", { platform: "browser" }).service("tracking");

export const websocketOneWay = defineRule({
  id: "communication/websocket-one-way",
  title: "WebSocket for one-way push",
  severity: "info",
  each: "connection",
  kinds: ["call"],
  check: ({ interaction, protocol }) => (interaction === "serverPush" && protocol === "websocket" ? finding({ property: "protocol" }) : undefined),
  message: ({ element }, { index }) => {
    const { from, to } = endsOf(index, element);
    return `Only ${to} sends to ${from}, over a WebSocket that could carry both directions.`;
  },
  why: "A WebSocket needs its own handling in proxies, load balancers and authentication, and its own code to reconnect, for a direction that nobody uses.",
  remedy: "Use server-sent events: plain HTTP, they reconnect by themselves, and every proxy understands them.",
  sources: ["002 API design decision matrix"],
  needs: ["connection.interaction", "connection.protocol"],
  fix: {
    title: "Use server-sent events",
    apply: (design, found) => updateConnection(design, found.element.id, { protocol: "sse" }),
  },
  examples: {
    bad: [{ title: "The parcel's progress over a WebSocket", sketch: tracking.call("web", "tracking", { interaction: "serverPush", protocol: "websocket" }) }],
    good: [
      { title: "The parcel's progress as server-sent events", sketch: tracking.call("web", "tracking", { interaction: "serverPush", protocol: "sse" }) },
      { title: "A chat needs both directions", sketch: tracking.call("web", "tracking", { interaction: "bidi", protocol: "websocket" }) },
    ],
  },
});
