import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { isChannel } from "#lib/analysis/channels.ts";
import type { Id } from "#lib/model/schema.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

/** Names of the topics and queues that a component is drawn to publish to. */
function drawnNames(writer: Id, index: DesignIndex): string[] {
  const names = new Set<string>();
  for (const connection of index.outgoing(writer)) {
    const channel = connection.kind === "publish" ? index.target(connection) : undefined;
    if (isChannel(channel)) names.add(channel.name || channel.id);
  }
  return [...names].toSorted();
}

const ingest = sketch().service("ingest").topic("events-pageview").topic("events-click").publish("ingest", "events-click");

export const dynamicTopicNames = defineRule<{ readonly vars: readonly string[] }>({
  id: "messaging/dynamic-topic-names",
  title: "Topic name built from input",
  severity: "warning",
  each: "connection",
  kinds: ["publish"],
  check({ from, topicExpr }, { index }) {
    if (!topicExpr?.vars || topicExpr.vars.length === 0 || (topicExpr.allowed && topicExpr.allowed.length > 0)) return undefined;
    return finding({ property: "topicExpr.allowed", fixable: drawnNames(from, index).length > 0, data: { vars: topicExpr.vars.map((name) => name || "a variable") } });
  },
  message({ element, data }, { index }) {
    const { from } = endsOf(index, element);
    return `${from} builds the name of the topic from ${listed(data.vars)}, and no list says which names are allowed.`;
  },
  why: "Whoever sends a new value creates a topic with default settings, or writes into one that is none of his business; nobody subscribes to it, and nobody sees it.",
  remedy: "List the allowed values, create one topic for each with its own settings, and refuse everything else.",
  sources: ["003 Ex. 2 Gateway code (judged)"],
  needs: ["connection.topicExpr.vars", "connection.topicExpr.allowed"],
  fix: {
    title: "Allow the topics that are drawn",
    apply(design, found, { index }) {
      const publication = index.connections.get(found.element.id);
      return publication ? updateConnection(design, publication.id, { topicExpr: { ...publication.topicExpr, allowed: drawnNames(publication.from, index) } }) : design;
    },
  },
  examples: {
    bad: [{ title: "The event's type names the topic", sketch: ingest.publish("ingest", "events-pageview", { topicExpr: { vars: ["event.type"] } }) }],
    good: [
      {
        title: "Two types are allowed",
        sketch: ingest.publish("ingest", "events-pageview", { topicExpr: { vars: ["event.type"], allowed: ["events-pageview", "events-click"] } }),
      },
      { title: "A fixed name", sketch: ingest.publish("ingest", "events-pageview") },
    ],
  },
});
