import { inWords } from "#lib/model/in-words.ts";
import type { Analysis, AnalysisContext, Answer, Input } from "../analysis.ts";
import { engineOf, isChannel } from "../channels.ts";
import type { DesignIndex } from "../design-index.ts";
import { finite } from "../finite.ts";
import { brokerMessageBytes, eventsThatFit } from "../message-size.ts";
import { componentInput, connectionInput, missingAmong, ONE_UNLESS_SET, thresholdInput } from "./inputs.ts";
import { rounded } from "./percent.ts";
import { connectionSubjects } from "./subjects.ts";

const bytes = (value: number): string => inWords(finite(value), "bytes");

/** The largest message that a topic or queue takes: its own limit, its broker's, else that of Kafka when it is one. */
function limitInput(context: AnalysisContext, channel: string): readonly Input[] {
  const { index } = context;
  const component = index.component(channel);
  if (!component) return [];
  const broker = index.component(component.broker);
  if (component.maxMessageBytes === undefined && broker?.maxMessageBytes !== undefined) return componentInput(index, broker.id, "maxMessageBytes", "largest message", "bytes");
  if (component.maxMessageBytes === undefined && engineOf(component, index) === "kafka")
    return [thresholdInput(context, "kafka.maxMessageBytes", "Largest message of Kafka", "bytes")];
  return componentInput(index, channel, "maxMessageBytes", "largest message", "bytes");
}

/** Publications to topics and queues: those whose size is known first. */
const publications = (index: DesignIndex) =>
  connectionSubjects(index, ["publish"])
    .filter(({ id }) => isChannel(index.component(index.connections.get(id)?.to)))
    .toSorted((a, b) => Number(index.connections.get(a.id)?.messageBytes === undefined) - Number(index.connections.get(b.id)?.messageBytes === undefined));

/** Q16: whether messages are small enough for what carries them. */
export const messageSize: Analysis = {
  id: "message-size",
  number: "Q16",
  title: "Message size",
  question: "Does a message fit through the broker?",
  group: "Messaging",
  formula: ["message = size of one event × events per message ÷ compression, at most the limit of the broker"],
  sources: ["003 Ex. 2 Ingestion Optimization"],
  rules: ["messaging/message-too-large"],
  empty: "Connect a component to a topic or a queue.",
  subjects: ({ index }) => publications(index),
  analyse(subject, context): Answer {
    const { index } = context;
    const publication = index.connections.get(subject.id);
    const channel = index.component(publication?.to);
    if (!publication || !channel) return { verdict: "neutral", sentence: "It is no longer part of the design.", working: [], inputs: [], figures: [] };
    const limit = limitInput(context, channel.id);
    const inputs = [
      ...connectionInput(index, publication.id, "messageBytes", "message size", "bytes"),
      ...connectionInput(index, publication.id, "eventsPerMessage", "events per message", "count", ONE_UNLESS_SET),
      ...componentInput(index, channel.id, "compressionRatio", "compression", "factor", ONE_UNLESS_SET),
      ...limit,
    ];
    const { messageBytes, eventsPerMessage = 1, rps } = publication;
    const compression = channel.compressionRatio || 1;
    const maxBytes = limit[0]?.value;
    const lit = [publication.from, publication.id, channel.id];
    const [name, missing] = [index.nameOf(channel.id), missingAmong(inputs)];
    if (messageBytes === undefined) {
      const known = maxBytes === undefined ? "" : `; ${name} takes ${bytes(maxBytes)} at most`;
      return { verdict: "undecided", sentence: `How large a message is cannot be said yet${known}; missing: ${missing ?? "its size"}.`, working: [], inputs, figures: [], lit };
    }
    const size = brokerMessageBytes({ messageBytes, eventsPerMessage, compressionRatio: channel.compressionRatio });
    const isTooLarge = maxBytes !== undefined && size > maxBytes;
    const fitting = maxBytes === undefined || messageBytes === 0 ? undefined : finite(eventsThatFit(maxBytes, messageBytes, channel.compressionRatio));
    const events = eventsPerMessage === 1 ? "A message" : `A message of ${inWords(eventsPerMessage, "count")} events`;
    const advice =
      !isTooLarge || fitting === undefined ? "" : fitting === 0 ? "; not even one event fits" : `; ${inWords(fitting, "count")} ${fitting === 1 ? "event" : "events"} would fit`;
    return {
      verdict: isTooLarge ? "bad" : maxBytes === undefined ? "undecided" : "good",
      sentence: `${events} has ${bytes(size)}${compression === 1 ? "" : " after compression"}${maxBytes === undefined ? `; missing: ${missing ?? "the limit"}` : isTooLarge ? `, more than the ${bytes(maxBytes)} that ${name} takes${advice}` : `; ${name} takes ${bytes(maxBytes)}`}.`,
      working: [
        `${bytes(messageBytes)} × ${inWords(eventsPerMessage, "count")} ÷ ${Number(compression.toPrecision(4))} = ${bytes(size)}${maxBytes === undefined ? "" : ` ${isTooLarge ? ">" : "≤"} ${bytes(maxBytes)}`}`,
      ],
      inputs,
      figures: [
        { label: "Message", value: finite(size), unit: "bytes", tone: isTooLarge ? "bad" : "neutral" },
        ...(maxBytes ? [{ label: "Of the limit", value: rounded(finite(size / maxBytes)), unit: "ratio", tone: isTooLarge ? "bad" : "good" } as const] : []),
        ...(fitting === undefined ? [] : [{ label: "Most events that fit", value: fitting, unit: "count" } as const]),
        ...(rps === undefined ? [] : [{ label: "Published per second", value: finite(rps * messageBytes), unit: "bytes" } as const]),
      ],
      charts:
        size === 0
          ? []
          : [
              {
                kind: "bars",
                title: `${inWords(eventsPerMessage, "count")} ${eventsPerMessage === 1 ? "event" : "events"} in one message`,
                unit: "bytes",
                bars: [
                  ...(compression === 1 ? [] : [{ label: "Before compression", value: finite(messageBytes * eventsPerMessage) }]),
                  { label: "Message", value: finite(size), tone: isTooLarge ? "bad" : "good" },
                ],
                ...(maxBytes === undefined ? {} : { limit: { label: "Limit", value: maxBytes } }),
              },
            ],
      lit,
      marks: [{ element: publication.id, text: bytes(size), tone: isTooLarge ? "bad" : "neutral" }],
    };
  },
};
