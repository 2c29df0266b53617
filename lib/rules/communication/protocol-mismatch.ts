import { protocolOf } from "#lib/catalog/protocols.ts";
import type { Connection, Protocol } from "#lib/model/connection.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding } from "../rule.ts";

type Interaction = NonNullable<Connection["interaction"]>;

/** What serves an interaction, the first choice first. */
const SERVED_BY: Readonly<Record<Interaction, readonly [Protocol, ...Protocol[]]>> = {
  bidi: ["websocket", "grpc-stream"],
  serverPush: ["sse", "websocket", "grpc-stream"],
  requestReply: ["rest", "graphql", "grpc", "grpc-web"],
};
const SPOKEN: Readonly<Record<Interaction, string>> = {
  bidi: "exchange messages both ways in real time",
  serverPush: "push messages one way",
  requestReply: "exchange single requests and answers",
};

const titleOf = (protocol: Protocol) => protocolOf(protocol)?.title ?? protocol;

const chat = sketch().client("web", { platform: "browser" }).service("chat");

export const protocolMismatch = defineRule<{ readonly interaction: Interaction; readonly protocol: Protocol }>({
  id: "communication/protocol-mismatch",
  title: "Protocol does not fit the interaction",
  severity: "warning",
  each: "connection",
  kinds: ["call"],
  check({ interaction, protocol }) {
    if (interaction === undefined || protocol === undefined || SERVED_BY[interaction].includes(protocol)) return undefined;
    return finding({ property: "protocol", data: { interaction, protocol } });
  },
  message: ({ element, data }, { index }) => {
    const { from, to } = endsOf(index, element);
    const [first, ...others] = SERVED_BY[data.interaction].map(titleOf);
    return `${from} and ${to} ${SPOKEN[data.interaction]}, which ${titleOf(data.protocol)} does not serve; ${[first, ...others].join(", ")} would.`;
  },
  why: "A protocol made for another pattern is bent to it by polling, held requests or a channel that is open for nothing, and that costs latency, connections and code.",
  remedy: "Two-way real time: WebSocket or a gRPC stream. One-way push: server-sent events, WebSocket or a gRPC stream. Request and answer: REST, GraphQL or gRPC.",
  sources: ["002 API design decision matrix", "000 §2", "000 §9"],
  needs: ["connection.interaction", "connection.protocol"],
  fix: {
    title: "Use the first protocol that fits (WebSocket, server-sent events or REST)",
    apply(design, found, { index }) {
      const interaction = index.connections.get(found.element.id)?.interaction;
      return interaction ? updateConnection(design, found.element.id, { protocol: SERVED_BY[interaction][0] }) : design;
    },
  },
  examples: {
    bad: [
      { title: "A chat over REST has to poll", sketch: chat.call("web", "chat", { interaction: "bidi", protocol: "rest" }) },
      { title: "A WebSocket for single questions", sketch: chat.call("web", "chat", { interaction: "requestReply", protocol: "websocket" }) },
    ],
    good: [
      { title: "A chat over WebSocket", sketch: chat.call("web", "chat", { interaction: "bidi", protocol: "websocket" }) },
      {
        title: "Questions over REST, news over server-sent events",
        sketch: chat.call("web", "chat", { interaction: "requestReply", protocol: "rest" }).call("web", "chat", { interaction: "serverPush", protocol: "sse" }),
      },
    ],
  },
});
