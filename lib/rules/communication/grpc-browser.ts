import type { Connection, Protocol } from "#lib/model/connection.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding, undecided } from "../rule.ts";

/** What a browser can speak instead. */
function spokenByBrowsers({ protocol, interaction }: Connection): Protocol {
  if (protocol === "grpc" || interaction === "requestReply") return "grpc-web";
  return interaction === "serverPush" ? "sse" : "websocket";
}

const shop = sketch().gateway("gateway");
const browser = shop.client("web", { platform: "browser" });

export const grpcBrowser = defineRule<{ readonly protocol: string }>({
  id: "communication/grpc-browser",
  title: "Browser calls plain gRPC",
  severity: "error",
  each: "connection",
  kinds: ["call"],
  check(call, { index }) {
    if (call.protocol !== "grpc" && call.protocol !== "grpc-stream") return undefined;
    const client = index.source(call);
    if (client?.kind !== "client") return undefined;
    if (client.platform === undefined) return undecided([`${client.id}.platform`], { property: "protocol", related: [client.id] });
    return client.platform === "browser" ? finding({ property: "protocol", data: { protocol: call.protocol === "grpc" ? "gRPC" : "a gRPC stream" } }) : undefined;
  },
  message: ({ element, data }, { index }) => {
    const { from, to } = endsOf(index, element);
    return `${from} runs in a browser and cannot call ${to} over ${data.protocol}.`;
  },
  why: "Browsers give scripts no access to the HTTP/2 frames that gRPC needs, so the call fails in every one of them.",
  remedy: "Use gRPC-Web with a proxy that translates, or REST; for a channel that stays open, WebSocket or server-sent events.",
  sources: ["000 §9 Cons"],
  needs: ["component.platform", "connection.protocol"],
  fix: {
    title: "Use gRPC-Web (WebSocket or server-sent events for a stream)",
    apply(design, found, { index }) {
      const call = index.connections.get(found.element.id);
      return call ? updateConnection(design, call.id, { protocol: spokenByBrowsers(call) }) : design;
    },
  },
  examples: {
    bad: [
      { title: "A web page calls gRPC", sketch: browser.call("web", "gateway", { protocol: "grpc" }) },
      { title: "A web page opens a gRPC stream", sketch: browser.call("web", "gateway", { protocol: "grpc-stream", interaction: "bidi" }) },
    ],
    good: [
      { title: "gRPC-Web", sketch: browser.call("web", "gateway", { protocol: "grpc-web" }) },
      { title: "A mobile app can speak gRPC", sketch: shop.client("app", { platform: "mobile" }).call("app", "gateway", { protocol: "grpc" }) },
    ],
  },
});
