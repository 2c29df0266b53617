import { engineOf, isChannel } from "#lib/analysis/channels.ts";
import { brokerMessageBytes, eventsThatFit } from "#lib/analysis/message-size.ts";
import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Component } from "#lib/model/component.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { about, grouped } from "../about.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding, undecided } from "../rule.ts";

interface Oversize {
  readonly bytes: number;
  readonly maxBytes: number;
  readonly events: number;
  /** Events that would fit. */
  readonly fitting: number;
}

/** Largest message that was declared for a topic or queue, or for its broker. */
const declaredLimit = (channel: Component, index: DesignIndex): number | undefined => channel.maxMessageBytes ?? index.component(channel.broker)?.maxMessageBytes;

const views = sketch().component("broker", "kafka", { engine: "kafka" }).service("ingest").topic("page-views", { broker: "kafka", compressionRatio: 3 });

export const messageTooLarge = defineRule<Oversize>({
  id: "messaging/message-too-large",
  title: "Message above the broker limit",
  severity: "error",
  each: "connection",
  kinds: ["publish"],
  check(publication, { index, settings }) {
    const { messageBytes, eventsPerMessage } = publication;
    const channel = index.target(publication);
    if (!isChannel(channel)) return undefined;
    const declared = declaredLimit(channel, index);
    if (messageBytes === undefined) {
      const matters = declared !== undefined || (eventsPerMessage !== undefined && eventsPerMessage > 1);
      return matters ? undecided([`${publication.id}.messageBytes`], { property: "messageBytes" }) : undefined;
    }
    const maxBytes = declared ?? (engineOf(channel, index) === "kafka" ? settings["kafka.maxMessageBytes"] : undefined);
    if (maxBytes === undefined) return undecided([`${channel.id}.maxMessageBytes`], { property: "messageBytes", related: [channel.id] });
    const { compressionRatio } = channel;
    const bytes = brokerMessageBytes({ messageBytes, eventsPerMessage, compressionRatio });
    if (bytes <= maxBytes) return undefined;
    const fitting = eventsThatFit(maxBytes, messageBytes, compressionRatio);
    return finding({ property: "messageBytes", related: [channel.id], fixable: fitting >= 1, data: { bytes, maxBytes, events: eventsPerMessage ?? 1, fitting } });
  },
  message({ element, data }, { index }) {
    const { from, to } = endsOf(index, element);
    const events = data.events > 1 ? ` with ${grouped(data.events)} events` : "";
    const hint = data.events > 1 && data.fitting >= 1 ? `; ${grouped(data.fitting)} would fit` : "";
    return `A message from ${from}${events} has ${about("bytes", data.bytes)}, and ${to} takes ${about("bytes", data.maxBytes)} at most${hint}.`;
  },
  why: "The broker refuses the message: depending on the client it is retried for ever, blocks all behind it, or is lost with an error that nobody reads.",
  remedy: "Send one event per message and let the client batch them (a linger of a few milliseconds), or store large content elsewhere and send a reference to it.",
  sources: ["003 Ex. 2 Ingestion Optimization (judged)"],
  needs: ["connection.messageBytes", "connection.eventsPerMessage", "component.compressionRatio", "component.maxMessageBytes"],
  thresholds: ["kafka.maxMessageBytes"],
  fix: {
    title: "Send one event per message",
    apply: (design, found) => updateConnection(design, found.element.id, { eventsPerMessage: 1 }),
  },
  examples: {
    bad: [{ title: "Ten thousand events in one message", sketch: views.publish("ingest", "page-views", { messageBytes: 500, eventsPerMessage: 10_000 }) }],
    good: [
      { title: "One event per message, batched by the client", sketch: views.publish("ingest", "page-views", { messageBytes: 500, eventsPerMessage: 1, lingerMs: 5 }) },
      {
        title: "The broker was set to take it",
        sketch: views.topic("exports", { broker: "kafka", maxMessageBytes: 10_485_760 }).publish("ingest", "exports", { messageBytes: 5_242_880 }),
      },
    ],
  },
});
